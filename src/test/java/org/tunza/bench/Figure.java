package org.tunza.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What one kind of operation cost.
 *
 * @param micros CPU of program and database for one operation
 * @param programMicros of these the program's
 * @param compilingMicros of these what the Java compiler took, which a program that has run for
 *     some minutes no longer needs
 * @param floorMicros the floor's CPU for one operation; 0 when there is none
 * @param allocated bytes that the program allocated for one operation
 * @param statements that it sent to the database for one operation
 */
record Figure(
    String name,
    int operations,
    double micros,
    double programMicros,
    double compilingMicros,
    double floorMicros,
    double perSecond,
    double allocated,
    double statements) {

  double ratio() {
    return floorMicros == 0 ? 0 : micros / floorMicros;
  }

  /** The one in the middle of several rounds: by its ratio, where it has one. */
  static Figure middle(List<Figure> rounds) {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(Figure::ratio).thenComparingDouble(Figure::micros))
        .toList()
        .get(rounds.size() / 2);
  }

  Figure beside(double floor) {
    return new Figure(
        name,
        operations,
        micros,
        programMicros,
        compilingMicros,
        floor,
        perSecond,
        allocated,
        statements);
  }

  /** The same cost, spread over the resources that the operations carried. */
  Figure spread(long resources) {
    double share = (double) operations / resources;
    return new Figure(
        name,
        (int) resources,
        micros * share,
        programMicros * share,
        compilingMicros * share,
        floorMicros,
        perSecond / share,
        allocated * share,
        statements * share);
  }

  static String heading() {
    return "%-34s %8s %9s %9s %10s %9s %7s %9s %9s %6s"
        .formatted(
            "operation",
            "count",
            "µs CPU",
            "program",
            "compiling",
            "floor",
            "ratio",
            "per s",
            "bytes",
            "stmts");
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-34s %8d %9.1f %9.1f %10.1f %9.1f %7.2f %9.0f %9.0f %6.2f",
        name,
        operations,
        micros,
        programMicros,
        compilingMicros,
        floorMicros,
        ratio(),
        perSecond,
        allocated,
        statements);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"operations\":%d,\"cpuMicros\":%.1f,\"programMicros\":%.1f,"
            + "\"compilingMicros\":%.1f,\"floorMicros\":%.1f,\"ratio\":%.2f,\"perSecond\":%.0f,\"allocatedBytes\":%.0f,"
            + "\"statements\":%.2f}",
        name,
        operations,
        micros,
        programMicros,
        compilingMicros,
        floorMicros,
        ratio(),
        perSecond,
        allocated,
        statements);
  }
}
