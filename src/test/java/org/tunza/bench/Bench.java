package org.tunza.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.tunza.platform.Randomness;
import org.tunza.record.EntryKey;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.store.key.Dictionaries;
import org.tunza.store.key.Key;
import org.tunza.store.key.Sealing;

/**
 * Measures a server of its own on a folder of Synthea bundles: their load, then reads, creates,
 * updates and visits, in rounds, so that a figure and its floor meet the same noise; of each the
 * round in the middle counts. Takes the folder and, if wanted, how many megabytes of it to load,
 * how many rounds to run, and the one operation to measure; writes target/bench.json.
 */
public final class Bench {

  private static final int CLIENTS = 4;
  private static final List<String> THIRDS = List.of("first", "second", "last");
  private static final int FLOOR_ROUNDS = 3;
  private static final int ROUNDS = 5;

  private final Measured server;
  private final Clients clients = new Clients(CLIENTS);
  private final List<Figure> figures = new ArrayList<>();
  private final Bodies bodies = new Bodies();

  private Bench(Measured server) {
    this.server = server;
  }

  /** Runs the whole benchmark. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      throw new IllegalArgumentException("bench takes a folder of Synthea bundles");
    }
    Path folder = Path.of(arguments[0]);
    long megabytes = arguments.length > 1 ? Long.parseLong(arguments[1]) : 150;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : ROUNDS;
    String only = arguments.length > 3 ? arguments[3] : "";
    try (Measured server = Measured.start()) {
      Bench bench = new Bench(server);
      say(Figure.heading());
      bench.load(Bundles.of(folder, megabytes << 20));
      bench.disk();
      bench.rounds(rounds, only);
      bench.write(Path.of("target", "bench.json"));
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
    List<Operation> chosen =
        operations().stream()
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
    List<String> ids = bodies.observations();
    int type = Measured.observationType();
    return List.of(
        Operation.floor("empty handler", n -> Clients.get(server.floor("/hello"))),
        Operation.floor(
            "handler that selects the row",
            n -> Clients.get(server.floor("/row/%d/%s".formatted(type, at(ids, n))))),
        new Operation(
            "read by id", 6_000, 0, n -> Clients.get(server.fhir("/Observation/" + at(ids, n)))),
        new Operation("create", 2_000, 1, n -> post("/Observation", bodies.observation(n))),
        new Operation(
            "update",
            2_000,
            1,
            n ->
                Clients.put(
                    server.fhir("/Observation/" + at(ids, n)), bodies.observation(at(ids, n), n))),
        new Operation("visit, a transaction of seven", 600, 7, n -> post("", bodies.visit(n))));
  }

  private static String at(List<String> ids, int n) {
    return ids.get(n % ids.size());
  }

  private void disk() throws SQLException {
    double more = dictionaryBytes();
    try (Connection owner = server.owner()) {
      say(
          String.format(
              Locale.ROOT,
              "disk: %.0f bytes for one resource after VACUUM, of these content %.0f;"
                  + " without dictionary about %.0f more; %d resources",
              server.bytes(owner, "%"),
              server.bytes(owner, "entry_version"),
              more,
              server.entries()));
    }
  }

  /** Bytes by which content would be larger without a dictionary, on average of recent versions. */
  private double dictionaryBytes() {
    String page = clients.text(Clients.get(server.fhir("/_history?_count=1000")));
    ObjectNode bundle = JsonReader.read(page.getBytes(UTF_8)).orThrow();
    Dictionaries dictionaries = Dictionaries.all();
    Key key = Key.of(new byte[Key.SIZE]);
    Sealing with = new Sealing(dictionaries, Randomness.secure());
    Sealing without = new Sealing(dictionaries.unused(), Randomness.secure());
    ArrayNode entries = Objects.requireNonNull(bundle.array("entry"));
    double more = 0;
    for (Node entry : entries.items()) {
      byte[] content =
          JsonWriter.write(Objects.requireNonNull(((ObjectNode) entry).object("resource")));
      EntryKey where = new EntryKey(1, 1);
      byte[] salt = with.salt();
      more += without.seal(key, where, 1, salt, content).bytes().length;
      more -= with.seal(key, where, 1, salt, content).bytes().length;
    }
    return more / entries.size();
  }

  private HttpRequest post(String path, byte[] body) {
    return Clients.post(server.fhir(path), body);
  }

  private void add(Figure figure) {
    figures.add(figure);
    say(figure.line());
  }

  private void write(Path file) throws IOException {
    Files.writeString(
        file, "[" + String.join(",\n ", figures.stream().map(Figure::json).toList()) + "]\n");
    say("Written to " + file + ".");
  }

  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
  }
}
