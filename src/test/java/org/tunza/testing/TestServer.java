package org.tunza.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tunza.Ground;
import org.tunza.TunzaServer;
import org.tunza.platform.Randomness;
import org.tunza.platform.Settings;
import org.tunza.platform.SettingsReader;
import org.tunza.platform.database.Database;
import org.tunza.platform.postgres.Progress;
import org.tunza.record.AccessPolicy;
import org.tunza.store.blob.BlobStore;

/**
 * The whole server on a test database and a free port, started once for all tests of a run, with a
 * small client. Tests share its store, so each works with entries of its own.
 */
public final class TestServer {

  private static final Path HOME = Path.of("target", "test-server").toAbsolutePath();

  private final TestDatabase database;
  private final Path home;
  private final Ground ground;
  private final TunzaServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestServer(TestDatabase database, Path home, Ground ground, TunzaServer server) {
    this.database = database;
    this.home = home;
    this.ground = ground;
    this.server = server;
  }

  private static final class Holder {
    static final TestServer SERVER = start(List.of());
  }

  /** The one that all tests share; it stops when the run ends. */
  public static TestServer shared() {
    return Holder.SERVER;
  }

  /** One with settings of its own, given as flags; it too stops when the run ends. */
  public static TestServer start(List<String> flags) {
    TestDatabase database = TestDatabase.fresh();
    Path data = folder();
    return start(database, Ground.on(database.database(), data), data, data, flags);
  }

  /** The same with a policy on who sees what. */
  public static TestServer start(List<String> flags, AccessPolicy policy) {
    TestDatabase database = TestDatabase.fresh();
    Path data = folder();
    return start(database, Ground.on(database.database(), data), policy, data, data, flags);
  }

  /** One with its blobs elsewhere. */
  public static TestServer start(BlobStore blobs) {
    TestDatabase database = TestDatabase.fresh();
    Path data = folder();
    return start(database, Ground.on(database.database(), data, blobs), data, data, List.of());
  }

  /** A second program on the same database. */
  public TestServer another() {
    return another(Ground.on(same(), home));
  }

  /** The same with its blobs elsewhere. */
  public TestServer another(BlobStore blobs) {
    return another(Ground.on(same(), home, blobs));
  }

  private Database same() {
    return Database.open(database.url(), database.logins(), Randomness.secure());
  }

  private TestServer another(Ground ground) {
    return start(database, ground, folder(), home, List.of());
  }

  private static TestServer start(
      TestDatabase test, Ground ground, Path data, Path home, List<String> flags) {
    return start(test, ground, AccessPolicy.OPEN, data, home, flags);
  }

  private static TestServer start(
      TestDatabase test,
      Ground ground,
      AccessPolicy policy,
      Path data,
      Path home,
      List<String> flags) {
    List<String> all = new ArrayList<>(List.of("--data", data.toString(), "--port", "0"));
    all.addAll(flags);
    Settings settings = SettingsReader.read(all).settings();
    TestServer server =
        new TestServer(
            test, home, ground, TunzaServer.start(settings, ground, policy, Progress.silent()));
    Runtime.getRuntime().addShutdownHook(new Thread(server.server::close));
    return server;
  }

  private static Path folder() {
    try {
      Files.createDirectories(HOME);
      return Files.createTempDirectory(HOME, "run-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestDatabase database() {
    return database;
  }

  /** Where its keys and blobs lie. */
  public Path home() {
    return home;
  }

  public Ground ground() {
    return ground;
  }

  /** Requests to the FHIR servlet without the web server before it. */
  public InProcess inProcess() {
    return new InProcess(server.fhir());
  }

  public int port() {
    return server.address().getPort();
  }

  public String base() {
    return server.address() + "/fhir";
  }

  /** A request on a path below the base, or on an address of this server. */
  public Asking ask(String path) {
    String address = path.startsWith("http") ? path : base() + path;
    return new Asking(HttpRequest.newBuilder(URI.create(address)));
  }

  public Reply get(String path) {
    return ask(path).send("GET");
  }

  public Reply delete(String path) {
    return ask(path).send("DELETE");
  }

  public Reply post(String path, String json) {
    return ask(path).json(json).send("POST");
  }

  public Reply put(String path, String json) {
    return ask(path).json(json).send("PUT");
  }

  /** A request that is being put together. */
  public final class Asking {
    private final HttpRequest.Builder builder;
    private HttpRequest.BodyPublisher body = BodyPublishers.noBody();

    private Asking(HttpRequest.Builder builder) {
      this.builder = builder;
    }

    public Asking with(String header, String value) {
      builder.header(header, value);
      return this;
    }

    public Asking json(String json) {
      body = BodyPublishers.ofString(json);
      return with("Content-Type", "application/fhir+json");
    }

    public Asking bytes(String mediaType, byte[] bytes) {
      body = BodyPublishers.ofByteArray(bytes);
      return with("Content-Type", mediaType);
    }

    public Reply send(String method) {
      try {
        return new Reply(
            client.send(builder.method(method, body).build(), BodyHandlers.ofByteArray()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
