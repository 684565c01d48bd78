package org.tunza.simulation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunza.platform.Randomness;

/** Clients that write and read all at once until they are told to stop or the server is gone. */
final class KillWorkload implements AutoCloseable {
  private static final int WRITERS = 4;
  private static final int READERS = 2;
  private static final int SMALL = 5;
  private static final Pattern LOCATION =
      Pattern.compile("\"location\":\"(?:[^\"]*/fhir/)?(\\w+/[^/\"]+/_history/\\d+)\"");

  private final URI base;
  private final Promises promises;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  private KillWorkload(URI base, Promises promises) {
    this.base = base;
    this.promises = promises;
  }

  static KillWorkload start(URI base, Promises promises, long seed) {
    KillWorkload load = new KillWorkload(base, promises);
    for (int i = 0; i < WRITERS; i++) {
      Writer writer = load.new Writer(Randomness.seeded(seed + i), i == 0);
      load.threads.add(Thread.ofPlatform().start(writer));
    }
    for (int i = 0; i < READERS; i++) {
      load.threads.add(Thread.ofPlatform().start(load::read));
    }
    return load;
  }

  /** One client that writes; all entries that it amends are its own. */
  private final class Writer implements Runnable {
    private final Randomness chance;
    private final List<String> patients = new ArrayList<>();
    private boolean hasLarge;

    Writer(Randomness chance, boolean hasLarge) {
      this.chance = chance;
      this.hasLarge = hasLarge;
    }

    @Override
    public void run() {
      while (!stopping) {
        long dice = chance.below(100);
        if (patients.isEmpty() || dice < 20) {
          create("Patient", KillBodies::patient);
        } else if (hasLarge) {
          hasLarge = false;
          transact(KillBodies.LARGE, KillBodies::large);
        } else if (dice < 45) {
          String patient = patients.getLast();
          create("Observation", marker -> KillBodies.observation(marker, patient));
        } else if (dice < 75) {
          amend(patients.get((int) chance.below(patients.size())));
        } else {
          String patient = patients.get((int) chance.below(patients.size()));
          transact(SMALL, (number, size) -> KillBodies.small(number, size, patient));
        }
      }
    }

    private void create(String type, java.util.function.UnaryOperator<String> body) {
      String marker = "w" + promises.next();
      HttpResponse<String> answer = send("POST", "/" + type, body.apply(marker), marker);
      if (answer != null) {
        String location = answer.headers().firstValue("Location").orElse("");
        String version = location.substring(location.indexOf("/fhir/") + 6);
        promises.acknowledge(version, marker);
        if (type.equals("Patient")) {
          patients.add(version.substring(0, version.indexOf("/_history")));
        }
      }
    }

    private void amend(String entry) {
      String marker = "w" + promises.next();
      String body = KillBodies.patient(entry.substring(entry.indexOf('/') + 1), marker);
      HttpResponse<String> answer = send("PUT", "/" + entry, body, marker);
      if (answer != null) {
        String tag = answer.headers().firstValue("ETag").orElse("");
        promises.acknowledge(entry + "/_history/" + tag.replaceAll("\\D", ""), marker);
      }
    }

    private void transact(int size, KillBodies.Transaction body) {
      int number = promises.next();
      HttpResponse<String> answer =
          send("POST", "", body.of(number, size), KillBodies.marker(number, size, 0));
      if (answer != null) {
        Matcher locations = LOCATION.matcher(answer.body());
        int member = 0;
        while (locations.find()) {
          promises.acknowledge(locations.group(1), KillBodies.marker(number, size, member++));
        }
        if (member != size) {
          promises.unexpected.add("%d of %d locations".formatted(member, size));
        }
      }
    }
  }

  private void read() {
    while (!stopping) {
      String version = promises.unread();
      if (version == null) {
        LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        continue;
      }
      boolean isAmended = version.startsWith("Patient/");
      String path = isAmended ? version : version.substring(0, version.indexOf("/_history"));
      HttpResponse<String> answer = send("GET", "/" + path, "", "");
      if (answer != null) {
        promises.answered.add(version);
        if (!answer.body().contains('"' + promises.written.get(version) + '"')) {
          promises.unexpected.add(version + " was not read as it was written");
        }
      }
    }
  }

  /** The answer, when it says that all is well; else null, and it is not known what happened. */
  private @org.jspecify.annotations.Nullable HttpResponse<String> send(
      String method, String path, String body, String marker) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/fhir+json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      int status = answer.statusCode();
      if (status == 200 || status == 201) {
        return answer;
      }
      if (status != 503) {
        promises.unexpected.add("%s %s: %d %s".formatted(method, path, status, answer.body()));
      } else if (answer.body().contains("nothing was written")) {
        promises.denied.add(marker);
      }
    } catch (IOException e) {
      // Whatever was asked is in doubt; that is what the test is about.
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  /** Tells the clients to stop and waits for their last answers. */
  @Override
  public void close() {
    stopping = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    client.shutdownNow();
  }
}
