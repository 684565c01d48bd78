package org.tunza.store.blob.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunza.platform.Clock;
import org.tunza.platform.Place;
import org.tunza.platform.Settings.Addressing;

/** A server that is busy, slow, broken off or away: what passes is waited for, the rest is told. */
final class BucketFaultTest {

  private static final String NAME = "ab".repeat(32);
  private static final byte[] SEALED = {1, 2, 3};

  private final BlockingQueue<Behaviour> behaviours = new LinkedBlockingQueue<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  /** How one request is answered; when none is left, as a server in good order does. */
  @FunctionalInterface
  private interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          asked.add(exchange.getRequestMethod());
          Behaviour next = behaviours.poll();
          try (exchange) {
            (next == null ? status(200, "") : next).answer(exchange);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.close();
  }

  private static Behaviour status(int status, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(UTF_8);
      boolean none = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(none ? new byte[0] : bytes);
      }
    };
  }

  /** Says how much it will send, and sends less. */
  private static Behaviour cut() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write(SEALED);
      exchange.getResponseBody().flush();
      throw new IOException("cut");
    };
  }

  /** Sends the first bytes, and then nothing until the test ends. */
  private Behaviour slow() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write(SEALED);
      exchange.getResponseBody().flush();
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private BlobBucket bucket(Duration limit) {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new BlobBucket(
        new BucketAddress(endpoint, Addressing.PATH, new Place.Bucket("records", "a/")),
        new Credentials("us-east-1", "key", "hidden"),
        limit,
        Clock.system());
  }

  private BlobBucket bucket() {
    return bucket(Duration.ofSeconds(20));
  }

  @Test
  void a_server_that_is_busy_or_cuts_its_answer_is_asked_again() throws IOException {
    for (int status : List.of(500, 503)) {
      behaviours.add(status(status, "<Error><Code>SlowDown</Code></Error>"));
    }
    behaviours.add(cut());
    behaviours.add(status(200, "what was put"));
    assertThat(bucket().find(NAME)).hasValue("what was put".getBytes(UTF_8));
    assertThat(asked).containsExactly("GET", "GET", "GET", "GET");
    behaviours.add(status(200, ""));
    behaviours.add(status(503, ""));
    bucket().put(NAME, SEALED);
    assertThat(asked).endsWith("HEAD", "PUT", "PUT");
    behaviours.add(status(503, ""));
    behaviours.add(status(204, ""));
    bucket().remove(NAME);
    assertThat(asked).endsWith("DELETE", "DELETE");
  }

  @Test
  void a_server_that_stays_busy_is_given_up_and_what_it_says_is_told() {
    for (int tries = 0; tries < 4; tries++) {
      behaviours.add(status(503, "<Error><Code>SlowDown</Code></Error>"));
    }
    assertThatThrownBy(() -> bucket().find(NAME))
        .isInstanceOf(IOException.class)
        .hasMessage("GET is answered with 503 SlowDown");
    assertThat(asked).hasSize(4);
  }

  @Test
  void a_server_that_refuses_is_not_asked_again_and_is_not_believed_to_have_nothing() {
    behaviours.add(status(403, "<Error><Code>AccessDenied</Code></Error>"));
    assertThatThrownBy(() -> bucket().find(NAME)).hasMessageContaining("403 AccessDenied");
    assertThat(asked).hasSize(1);
    behaviours.add(status(301, ""));
    assertThatThrownBy(() -> bucket().remove(NAME)).hasMessageContaining("301");
  }

  @Test
  void an_answer_that_does_not_end_in_time_is_given_up_at_once() {
    behaviours.add(slow());
    Instant start = Clock.system().instant();
    assertThatThrownBy(() -> bucket(Duration.ofMillis(300)).find(NAME))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no answer within 300 ms");
    assertThat(Duration.between(start, Clock.system().instant())).isLessThan(Duration.ofSeconds(5));
    assertThat(asked).hasSize(1);
  }

  @Test
  void a_server_that_is_not_there_is_told_without_the_secret() {
    server.stop(0);
    assertThatThrownBy(() -> bucket().put(NAME, SEALED))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no answer")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void a_list_that_is_none_is_no_empty_list() {
    for (String body : List.of("", "<html>sign in</html>", "<ListBucketResult><IsTruncated>")) {
      behaviours.add(status(200, body));
      assertThatThrownBy(() -> bucket().each(Instant.MAX, name -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the list of the bucket");
    }
  }

  @Test
  void a_blob_that_could_not_be_read_back_is_not_put() {
    assertThatThrownBy(() -> bucket().put(NAME, new byte[BucketRequests.BODY_BYTES_MAX + 1]))
        .hasMessageContaining("too large");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_bucket_is_named_in_the_path_or_in_the_host() {
    Place.Bucket place = new Place.Bucket("records", "a/b/");
    URI endpoint = URI.create("https://s3.example.org:9000");
    assertThat(new BucketAddress(endpoint, Addressing.PATH, place).of("ab/cd"))
        .hasToString("https://s3.example.org:9000/records/a/b/ab/cd");
    BucketAddress inHost = new BucketAddress(endpoint, Addressing.HOST, place);
    assertThat(inHost.of("ab/cd")).hasToString("https://records.s3.example.org:9000/a/b/ab/cd");
    assertThat(inHost.asking("list-type=2"))
        .hasToString("https://records.s3.example.org:9000/?list-type=2");
  }
}
