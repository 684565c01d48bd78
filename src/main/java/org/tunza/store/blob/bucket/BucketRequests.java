package org.tunza.store.blob.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunza.platform.BackOff;
import org.tunza.store.merkle.Sha256;

/**
 * Sends signed requests to a bucket, and tries again what failed on the way; each may be sent
 * twice. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */
final class BucketRequests {

  /** Bytes of the largest body, either way. */
  static final int BODY_BYTES_MAX = 128 << 20;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);
  private static final int MISSING = 404;
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,60})</Code>");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final Signing signing;
  private final Duration limit;
  private final InstantSource clock;

  /**
   * @param limit the longest time of one request, with all its tries
   */
  BucketRequests(Credentials credentials, Duration limit, InstantSource clock) {
    this.signing = new Signing(credentials);
    this.limit = limit;
    this.clock = clock;
  }

  /** What is answered with a success; empty when there is no such thing. */
  Optional<byte[]> send(String method, URI address, byte[] body) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    BackOff backOff = BackOff.brief();
    Try last = attempt(method, address, body, end);
    while (last.mayPass() && pause(backOff)) {
      last = attempt(method, address, body, end);
    }
    return switch (last) {
      case Answered(HttpResponse<byte[]> answer) -> taken(method, answer);
      case Failed(IOException fault) -> throw fault;
    };
  }

  /** What came of one request. */
  private sealed interface Try {
    boolean mayPass();
  }

  private record Answered(HttpResponse<byte[]> answer) implements Try {
    @Override
    public boolean mayPass() {
      return PASSING.contains(answer.statusCode());
    }
  }

  private record Failed(IOException fault) implements Try {
    /** A connection may; the time that is over is so for good. */
    @Override
    public boolean mayPass() {
      return !(fault instanceof InterruptedIOException);
    }
  }

  private Try attempt(String method, URI address, byte[] body, long end) {
    try {
      return new Answered(answer(signed(method, address, body), end));
    } catch (IOException e) {
      return new Failed(e);
    }
  }

  private HttpRequest signed(String method, URI address, byte[] body) {
    Map<String, String> hash = Map.of(Signing.BODY_HASH, HexFormat.of().formatHex(Sha256.of(body)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    signing.sign(method, address, hash, clock.instant()).forEach(request::header);
    return request.build();
  }

  /** The answer with its body, or a fault when it is not there at the end of the time. */
  private HttpResponse<byte[]> answer(HttpRequest request, long end) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
    try {
      return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new InterruptedIOException("no answer within %d ms".formatted(limit.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("broken off");
    } catch (ExecutionException e) {
      throw new IOException("no answer: " + e.getCause(), e);
    } finally {
      answer.cancel(true);
    }
  }

  private static boolean pause(BackOff backOff) throws InterruptedIOException {
    try {
      return backOff.pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("broken off");
    }
  }

  private static Optional<byte[]> taken(String method, HttpResponse<byte[]> answer)
      throws IOException {
    int status = answer.statusCode();
    if (status == MISSING) {
      return Optional.empty();
    }
    if (status / 100 != 2) {
      Matcher code = CODE.matcher(new String(answer.body(), UTF_8));
      throw new IOException(
          "%s is answered with %d %s".formatted(method, status, code.find() ? code.group(1) : ""));
    }
    return Optional.of(answer.body());
  }
}
