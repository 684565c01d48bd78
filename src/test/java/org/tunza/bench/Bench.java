package org.tunza.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
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
 * updates and visits. Takes the folder and, if wanted, how many megabytes of it to load; writes
 * target/bench.json.
 */
public final class Bench {

  private static final int CLIENTS = 4;
  private static final int WARM_BUNDLES = 8;

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
    try (Measured server = Measured.start()) {
      Bench bench = new Bench(server);
      say(Figure.heading());
      bench.load(Bundles.of(folder, megabytes << 20));
      bench.disk();
      bench.reads();
      bench.writes();
      bench.write(Path.of("target", "bench.json"));
    }
  }

  private void load(Bundles bundles) throws SQLException, IOException {
    bundles.first().forEach(body -> bodies.note(clients.text(post("", body))));
    int warm = Math.min(WARM_BUNDLES, bundles.rest().size() / 2);
    List<Path> warming = bundles.rest().subList(0, warm);
    List<Path> measured = bundles.rest().subList(warm, bundles.rest().size());
    clients.send(warming.size(), n -> post("", Bundles.read(warming.get(n))));
    long before = server.entries();
    Figure load =
        measure("load, for one resource", measured.size(), n -> post("", bundles.body(measured, n)))
            .spread(server.entries() - before);
    bodies.note(clients.text(post("", Bundles.read(bundles.rest().getFirst()))));
    try (Connection owner = server.owner()) {
      add(load.beside(new CopyFloor(owner, server.postmaster()).micros()));
    }
  }

  private void reads() {
    List<String> ids = bodies.observations();
    IntFunction<HttpRequest> hello = n -> Clients.get(server.floor("/hello"));
    IntFunction<HttpRequest> row =
        n ->
            Clients.get(
                server.floor("/row/%d/%s".formatted(Measured.observationType(), at(ids, n))));
    IntFunction<HttpRequest> read = n -> Clients.get(server.fhir("/Observation/" + at(ids, n)));
    warm(8_000, hello);
    add(measure("empty handler", 20_000, hello));
    warm(8_000, row);
    Figure floor = measure("handler that selects the row", 20_000, row);
    add(floor);
    warm(12_000, read);
    add(measure("read by id", 20_000, read).beside(floor.micros()));
  }

  private static String at(List<String> ids, int n) {
    return ids.get(n % ids.size());
  }

  private void writes() {
    double floor = figures.getFirst().floorMicros() + figures.get(1).micros();
    IntFunction<HttpRequest> create = n -> post("/Observation", bodies.observation(n));
    warm(12_000, create);
    add(measure("create", 8_000, create).beside(floor));
    List<String> ids = bodies.observations();
    IntFunction<HttpRequest> update =
        n ->
            Clients.put(
                server.fhir("/Observation/" + at(ids, n)), bodies.observation(at(ids, n), n));
    warm(8_000, update);
    add(measure("update", 6_000, n -> update.apply(n + 8_000)).beside(floor));
    IntFunction<HttpRequest> visit = n -> post("", bodies.visit(n));
    warm(3_000, visit);
    add(measure("visit, a transaction of seven", 3_000, visit).beside(7 * floor));
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

  private void warm(int count, IntFunction<HttpRequest> requests) {
    clients.send(count, requests);
  }

  private Figure measure(String name, int count, IntFunction<HttpRequest> requests) {
    Measured.Reading before = server.reading(clients);
    clients.send(count, requests);
    return server.reading(clients).since(before, name, count);
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
