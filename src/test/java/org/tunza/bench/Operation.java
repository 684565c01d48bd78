package org.tunza.bench;

import java.net.http.HttpRequest;
import java.util.function.IntFunction;

/** One kind of request, sent again and again, each time with the next number. */
final class Operation {

  private static final int WARM_ROUNDS = 3;
  private static final int OF_FLOOR = 6_000;
  private static final int NO_RECORDS = -1;

  private final String name;
  private final int count;
  private final int written;
  private final IntFunction<HttpRequest> requests;
  private int sent;

  /** So many requests a round, each of which writes so many resources. */
  Operation(String name, int count, int written, IntFunction<HttpRequest> requests) {
    this.name = name;
    this.count = count;
    this.written = written;
    this.requests = requests;
  }

  /** One that others are held against. */
  static Operation floor(String name, IntFunction<HttpRequest> requests) {
    return new Operation(name, OF_FLOOR, NO_RECORDS, requests);
  }

  boolean isFloor() {
    return written == NO_RECORDS;
  }

  String name() {
    return name;
  }

  int written() {
    return written;
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
