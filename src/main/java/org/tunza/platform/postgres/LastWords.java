package org.tunza.platform.postgres;

import java.util.List;

/** The line that says best why a program of PostgreSQL failed. */
final class LastWords {
  private static final List<String> MARKS = List.of("PANIC:", "FATAL:", "error:", "ERROR:");

  private LastWords() {}

  static String of(String output) {
    List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
    for (String mark : MARKS) {
      for (String line : lines.reversed()) {
        int at = line.indexOf(mark);
        if (at >= 0) {
          return line.substring(at + mark.length()).strip();
        }
      }
    }
    return lines.isEmpty() ? "it gave no reason" : lines.getLast().strip();
  }
}
