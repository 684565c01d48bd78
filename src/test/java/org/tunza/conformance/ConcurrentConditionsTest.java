package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tunza.conformance.BundleText.entry;
import static org.tunza.conformance.BundleText.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tunza.conformance.FhirClient.Reply;
import org.tunza.testing.TestServer;

/** Eight clients of two programs on one database ask for the same things at the same time. */
@Tag("slow")
final class ConcurrentConditionsTest {

  private static final int CLIENTS = 8;
  private static final int ROUNDS = 40;
  private static final int PEOPLE = 6;

  private static final FhirClient ONE = new FhirClient(TestServer.shared());
  private static final FhirClient OTHER = new FhirClient(TestServer.shared().another());

  /** A write that was acknowledged: of whom, which version, and whether it made the entry. */
  private record Acknowledged(String who, String entry, int version, int status) {}

  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();

  @Test
  void equal_overlapping_and_crossing_conditions_have_the_results_of_some_serial_order()
      throws Exception {
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        running.add(clients.submit(() -> work(number)));
      }
      for (Future<?> client : running) {
        client.get();
      }
    }
    Map<String, TreeSet<String>> entries = new TreeMap<>();
    Map<String, TreeSet<Integer>> versions = new TreeMap<>();
    Map<String, Integer> created = new TreeMap<>();
    for (Acknowledged write : acknowledged) {
      entries.computeIfAbsent(write.who, who -> new TreeSet<>()).add(write.entry);
      versions.computeIfAbsent(write.who, who -> new TreeSet<>()).add(write.version);
      created.merge(write.who, write.status == 201 ? 1 : 0, Integer::sum);
    }
    assertThat(entries).hasSize(PEOPLE).allSatisfy((who, ids) -> assertThat(ids).hasSize(1));
    assertThat(created).allSatisfy((who, count) -> assertThat(count).isEqualTo(1));
    assertThat(versions)
        .allSatisfy((who, numbers) -> {
          assertThat(numbers.first()).isEqualTo(1);
          assertThat(numbers.last()).isEqualTo(numbers.size());
        });
  }

  private void work(int number) {
    FhirClient client = number % 2 == 0 ? ONE : OTHER;
    Random random = new Random(number);
    for (int round = 0; round < ROUNDS; round++) {
      int first = random.nextInt(PEOPLE);
      int second = (first + 1 + random.nextInt(PEOPLE - 1)) % PEOPLE;
      switch (random.nextInt(4)) {
        case 0 ->
            note(
                first,
                client.post(
                    "Patient",
                    patient(first, 0),
                    "If-None-Exist",
                    "identifier=http://concurrent|" + first));
        case 1 ->
            note(
                first,
                client.put(
                    "Patient?identifier=http://concurrent|" + first,
                    patient(first, 1 + number * ROUNDS + round)));
        case 2 -> pair(client, first, second);
        default ->
            client
                .post(
                    "Patient",
                    "{'resourceType':'Patient','name':[{'family':'Nobody'}]}",
                    "If-None-Exist",
                    "family=Somebody" + number + "x" + round)
                .ok(201);
      }
    }
  }

  /** A transaction over two charts, in whichever order. */
  private void pair(FhirClient client, int first, int second) {
    Reply reply =
        client
            .bundle(
                transaction(
                    entry("urn:uuid:a" + first, "POST", "Patient", patient(first, 0))
                        .ifNoneExist("identifier=http://concurrent|" + first),
                    entry(
                        "POST",
                        "Observation",
                        "{'resourceType':'Observation','status':'final','code':{'text':'x'},"
                            + "'subject':{'reference':'urn:uuid:a%d'}}".formatted(second)),
                    entry("urn:uuid:a" + second, "POST", "Patient", patient(second, 0))
                        .ifNoneExist("identifier=http://concurrent|" + second)))
            .ok(200);
    note(first, reply, 0);
    note(second, reply, 2);
  }

  private void note(int who, Reply reply) {
    assertThat(reply.status()).isIn(200, 201);
    acknowledged.add(
        new Acknowledged("p" + who, reply.location(), reply.version(), reply.status()));
  }

  private void note(int who, Reply reply, int entry) {
    String status = reply.texts("entry.response.status").get(entry);
    String tag = reply.texts("entry.response.etag").get(entry);
    acknowledged.add(
        new Acknowledged(
            "p" + who,
            reply.located(entry),
            Integer.parseInt(tag.replaceAll("\\D", "")),
            Integer.parseInt(status.substring(0, 3))));
  }

  private static String patient(int who, int multiple) {
    return "{'resourceType':'Patient','identifier':[{'system':'http://concurrent','value':'%d'}]%s}"
        .formatted(who, multiple == 0 ? "" : ",'multipleBirthInteger':" + multiple);
  }
}
