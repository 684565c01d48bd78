package org.tunza.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.tunza.platform.Clock;
import org.tunza.platform.Place;
import org.tunza.platform.Settings.Addressing;
import org.tunza.store.blob.BlobStore;
import org.tunza.store.blob.bucket.BlobBucket;
import org.tunza.store.blob.bucket.BucketAddress;
import org.tunza.store.blob.bucket.Credentials;

/**
 * A real server of the S3 interface in a process of its own, S3Proxy over a folder, which checks
 * every signature. https://github.com/gaul/s3proxy
 */
public final class S3Server implements AutoCloseable {

  public static final String BUCKET = "records";
  public static final Credentials CREDENTIALS =
      new Credentials("us-east-1", "test-access-key", "test-secret");

  private static final Pattern STARTED =
      Pattern.compile("Started ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");
  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private final Path objects;
  private final Process process;
  private final URI endpoint;

  private S3Server(Path objects, Process process, URI endpoint) {
    this.objects = objects;
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts it; without Maven's repository the test is aborted and says so. */
  public static S3Server start(Path folder) throws IOException, InterruptedException {
    String classPath = fetched(folder.resolve("classpath"));
    Path objects = folder.resolve("objects");
    Files.createDirectories(objects.resolve(BUCKET));
    Path properties =
        Files.writeString(
            folder.resolve("s3proxy.properties"),
            """
            s3proxy.endpoint=http://127.0.0.1:0
            s3proxy.authorization=aws-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem-nio2
            jclouds.filesystem.basedir=%s
            """
                .formatted(CREDENTIALS.accessKey(), CREDENTIALS.secret(), objects));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-DLOG_LEVEL=info",
                "-cp",
                classPath,
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new S3Server(objects, process, URI.create("http://127.0.0.1:" + port(process)));
  }

  private static String fetched(Path file) throws IOException, InterruptedException {
    Process maven =
        new ProcessBuilder(
                "mvn",
                "-B",
                "-f",
                "s3proxy/pom.xml",
                "dependency:build-classpath",
                "-Dmdep.outputFile=" + file)
            .redirectErrorStream(true)
            .start();
    String said = new String(maven.getInputStream().readAllBytes(), UTF_8);
    int code = maven.waitFor();
    Assumptions.assumeFalse(
        code != 0 && said.contains("Could not transfer"),
        "Maven's repository does not answer, so no S3 server is tested");
    assertThat(code).as(said).isZero();
    return Files.readString(file).strip();
  }

  private static String port(Process process) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader reader = process.inputReader(UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        Thread.ofPlatform().daemon().start(() -> reader.lines().forEach(unread -> {}));
        return started.group(1);
      }
      said.append(line).append('\n');
    }
    throw new AssertionError(said);
  }

  /** A prefix of the bucket that nobody else has. */
  public static Place.Bucket place() {
    return new Place.Bucket(BUCKET, "test/" + PREFIXES.incrementAndGet() + "/");
  }

  public URI endpoint() {
    return endpoint;
  }

  public BlobStore store(Place.Bucket place) {
    return store(place, CREDENTIALS);
  }

  public BlobStore store(Place.Bucket place, Credentials credentials) {
    return new BlobBucket(
        new BucketAddress(endpoint, Addressing.PATH, place),
        credentials,
        Duration.ofSeconds(20),
        Clock.system());
  }

  /** The file that the object of a key is. */
  public Path file(Place.Bucket place, String key) {
    return objects.resolve(place.name()).resolve(place.prefix() + key);
  }

  /** The files of all objects below a prefix. */
  public List<Path> files(Place.Bucket place) throws IOException {
    try (var all = Files.walk(file(place, ""))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Ends it as a failure of power does. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
