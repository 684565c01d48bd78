package org.tunza.bench;

import java.net.http.HttpRequest;
import java.util.function.IntFunction;

/** One kind of request, sent again and again, each time with the next number. */
final class Operation {

  private static final int WARM_ROUNDS = 3;

  private final String name;
  private final int count;
  private final IntFunction<HttpRequest> requests;
  private int sent;

  Operation(String name, int count, IntFunction<HttpRequest> requests) {
    this.name = name;
    this.count = count;
    this.requests = requests;
  }

  /** Lets the program compile what it runs often. */
  void warm(Clients clients) {
    for (int round = 0; round < WARM_ROUNDS; round++) {
      send(clients);
    }
  }

  Figure measure(Measured server, Clients clients) {
    Measured.Reading before = server.reading(clients);
    send(clients);
    return server.reading(clients).since(before, name, count);
  }

  private void send(Clients clients) {
    int start = sent;
    clients.send(count, n -> requests.apply(start + n));
    sent += count;
  }
}
