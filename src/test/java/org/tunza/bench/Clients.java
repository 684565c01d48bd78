package org.tunza.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A few clients that send requests one after the other, all at once. */
final class Clients {

  private static final String FHIR_JSON = "application/fhir+json";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int number;

  Clients(int number) {
    this.number = number;
  }

  static HttpRequest get(String address) {
    return HttpRequest.newBuilder(URI.create(address)).build();
  }

  static HttpRequest post(String address, byte[] json) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("Content-Type", FHIR_JSON)
        .POST(BodyPublishers.ofByteArray(json))
        .build();
  }

  static HttpRequest put(String address, byte[] json) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("Content-Type", FHIR_JSON)
        .PUT(BodyPublishers.ofByteArray(json))
        .build();
  }

  String text(HttpRequest request) {
    try {
      var response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            request.uri() + " answered " + response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends so many requests; each must succeed. */
  void send(int count, IntFunction<HttpRequest> requests) {
    AtomicInteger next = new AtomicInteger();
    List<Callable<Integer>> senders =
        Collections.nCopies(
            number,
            () -> {
              int sent = 0;
              for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                text(requests.apply(n));
                sent++;
              }
              return sent;
            });
    try (ExecutorService threads = Executors.newFixedThreadPool(number)) {
      for (Future<Integer> sender : threads.invokeAll(senders)) {
        sender.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "a request failed; the figures would be of something else", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
