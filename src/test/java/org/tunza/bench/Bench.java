package org.tunza.bench;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tunza.command.terminal.Terminal;

/**
 * Measures a server of its own on Synthea bundles: their load, what they take on disk, then reads,
 * creates, updates and visits, in rounds, so that a figure and its floor meet the same noise; of
 * each the round in the middle counts. {@link Wanted} says what it takes; writes target/bench.json.
 */
public final class Bench {

  private static final int CLIENTS = 4;
  private static final List<String> THIRDS = List.of("first", "second", "last");
  private static final int FLOOR_ROUNDS = 3;

  private final Measured server;
  private final Clients clients = new Clients(CLIENTS);
  private final List<Figure> figures = new ArrayList<>();
  private final Bodies bodies = new Bodies();

  private Bench(Measured server) {
    this.server = server;
  }

  /** Runs the whole benchmark. */
  public static void main(String[] arguments) throws Exception {
    Wanted wanted = Wanted.of(arguments, new Terminal(System.in, System.out, System.err));
    try (Measured server = Measured.start()) {
      Bench bench = new Bench(server);
      say(Figure.heading());
      bench.load(Bundles.of(wanted.folder(), wanted.megabytes() << 20));
      Disk disk = Disk.of(server, bench.clients);
      say(disk.line());
      bench.rounds(wanted.rounds(), wanted.only());
      bench.write(disk, Path.of("target", "bench.json"));
    }
  }

  /**
   * Loads in thirds of like sizes: the first while the program is still being compiled, the last
   * when it is.
   */
  private void load(Bundles bundles) throws SQLException, IOException {
    bundles.first().forEach(body -> bodies.note(clients.text(post("", body))));
    List<Figure> thirds = new ArrayList<>();
    for (String third : THIRDS) {
      int from = thirds.size();
      List<Path> files =
          IntStream.range(0, bundles.rest().size())
              .filter(n -> n % THIRDS.size() == from)
              .mapToObj(bundles.rest()::get)
              .toList();
      long before = server.entries();
      Operation load =
          new Operation(
              "load, %s third, a resource".formatted(third),
              files.size(),
              0,
              n -> post("", Bundles.read(files.get(n))));
      thirds.add(load.measure(server, clients).spread(server.entries() - before));
    }
    bodies.note(clients.text(post("", Bundles.read(bundles.rest().getFirst()))));
    try (Connection owner = server.owner()) {
      double floor = new CopyFloor(owner, server.postmaster()).micros(FLOOR_ROUNDS);
      thirds.forEach(third -> add(third.beside(floor)));
    }
  }

  /** All operations in turn, again and again; each beside the floor of its own round. */
  private void rounds(int number, String only) {
    double copied = figures.getFirst().floorMicros();
    List<Operation> all = new ArrayList<>(operations());
    all.addAll(new Searches(server, clients).operations());
    List<Operation> chosen =
        all.stream()
            .filter(operation -> operation.isFloor() || operation.name().startsWith(only))
            .toList();
    chosen.forEach(operation -> operation.warm(clients));
    Map<Operation, List<Figure>> measured = new LinkedHashMap<>();
    for (int round = 0; round < number; round++) {
      double row = 0;
      for (Operation operation : chosen) {
        Figure figure = operation.measure(server, clients);
        if (operation.isFloor()) {
          row = figure.micros();
        } else {
          figure = figure.beside(row + operation.written() * copied);
        }
        measured.computeIfAbsent(operation, _ -> new ArrayList<>()).add(figure);
      }
    }
    measured.values().forEach(rounds -> add(Figure.middle(rounds)));
  }

  /** What is sent; the floors first, of which the last is a read's. */
  private List<Operation> operations() {
    int type = Measured.observationType();
    return List.of(
        Operation.floor("empty handler", n -> Clients.get(server.floor("/hello"))),
        Operation.floor(
            "handler that selects the row",
            n -> Clients.get(server.floor("/row/%d/%s".formatted(type, bodies.observationId(n))))),
        new Operation(
            "read by id",
            6_000,
            0,
            n -> Clients.get(server.fhir("/Observation/" + bodies.observationId(n)))),
        new Operation("create", 2_000, 1, n -> post("/Observation", bodies.observation(n))),
        update("update, another value", bodies::corrected),
        update("update, every search row changes", bodies::rewritten),
        new Operation("visit, a transaction of seven", 600, 7, n -> post("", bodies.visit(n))));
  }

  private Operation update(String name, IntFunction<Bodies.Update> updates) {
    return new Operation(
        name,
        2_000,
        1,
        n -> {
          Bodies.Update update = updates.apply(n);
          return Clients.put(server.fhir("/Observation/" + update.id()), update.body());
        });
  }

  private HttpRequest post(String path, byte[] body) {
    return Clients.post(server.fhir(path), body);
  }

  private void add(Figure figure) {
    figures.add(figure);
    say(figure.line());
  }

  private void write(Disk disk, Path file) throws IOException {
    Stream<String> all = Stream.concat(Stream.of(disk.json()), figures.stream().map(Figure::json));
    Files.writeString(file, all.collect(Collectors.joining(",\n ", "[", "]\n")));
    say("Written to " + file + ".");
  }

  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
  }
}
