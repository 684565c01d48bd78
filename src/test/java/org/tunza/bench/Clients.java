package org.tunza.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
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
    Thread[] threads = new Thread[number];
    for (int i = 0; i < number; i++) {
      threads[i] =
          new Thread(() -> {
            for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
              text(requests.apply(n));
            }
          });
      threads[i].start();
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (next.get() < count) {
      throw new IllegalStateException("not all requests were answered");
    }
  }
}
