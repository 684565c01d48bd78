package org.tunza.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tunza.conformance.FhirClient.Reply;
import org.tunza.fhir.view.Format;
import org.tunza.testing.TestServer;

/** A transaction that is far too large to be held in memory is one commit all the same. */
@Tag("slow")
final class LargeTransactionTest {

  private static final int OBSERVATIONS = 20_000;
  private static final String NOTE = "n".repeat(4_500);

  /** What may be in use beyond what was before; as trees the bundle would take far more. */
  private static final long BYTES_MAX = 250L << 20;

  private static final FhirClient CLIENT = new FhirClient(TestServer.shared());

  @BeforeAll
  static void somebody_is_there() {
    CLIENT.put("Patient/beside", "{'resourceType':'Patient','id':'beside'}").ok(201);
  }

  @ParameterizedTest
  @EnumSource
  void nearly_a_hundred_megabytes_are_one_commit_while_others_are_served(Format format)
      throws Exception {
    long before = used();
    AtomicLong most = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    Thread beside =
        new Thread(() -> {
          while (!done.get()) {
            CLIENT.get("Patient/beside").ok(200);
            CLIENT.post("Patient", "{'resourceType':'Patient'}").ok(201);
            most.accumulateAndGet(used(), Math::max);
          }
        });
    beside.start();
    Reply reply =
        CLIENT.stream(
            "POST",
            "",
            BodyPublishers.ofInputStream(() -> body(format)),
            "Content-Type",
            format.mediaType());
    done.set(true);
    beside.join();
    reply.ok(200);
    assertThat(reply.texts("entry.response.status"))
        .hasSize(OBSERVATIONS + 1)
        .containsOnly("201 Created");
    String patient = reply.located(OBSERVATIONS);
    assertThat(CLIENT.get(reply.located(12_345)).texts("subject.reference"))
        .containsExactly(patient);
    assertThat(most.get() - before).isLessThan(BYTES_MAX);
  }

  @Test
  void a_fault_at_the_end_of_a_large_transaction_leaves_nothing_behind() {
    Reply reply =
        CLIENT.stream(
            "POST",
            "",
            BodyPublishers.ofInputStream(() ->
                stream(
                    Stream.concat(
                        Stream.of(
                            "{'resourceType':'Bundle','type':'transaction','entry':[",
                            "{'request':{'method':'PUT','url':'Patient/early'},"
                                + "'resource':{'resourceType':'Patient','id':'early'}},"),
                        Stream.concat(
                            IntStream.range(0, 3_000).mapToObj(LargeTransactionTest::observation),
                            Stream.of(
                                "{'request':{'method':'POST','url':'Patient'},'fullUrl':"
                                    + "'urn:uuid:p','resource':{'resourceType':'Patient',"
                                    + "'gender':'shoe'}}]}"))))));
    reply.ok(400);
    assertThat(reply.texts("issue.expression"))
        .containsExactly("Bundle.entry[3001].resource.gender");
    assertThat(CLIENT.get("Patient/early").status()).isEqualTo(404);
  }

  @Test
  void a_hundred_megabytes_in_one_string_are_refused_by_a_limit() {
    String text = "n".repeat(1 << 20);
    for (Format format : Format.values()) {
      Stream<String> start =
          Stream.of(
              switch (format) {
                case JSON -> "{'resourceType':'Bundle','type':'batch','id':'";
                case XML ->
                    "<Bundle xmlns='http://hl7.org/fhir'><id value='x'/><type value='batch'/>"
                        + "<entry><fullUrl value='";
              });
      Stream<String> body = Stream.concat(start, Stream.generate(() -> text).limit(110));
      CLIENT.stream(
              "POST",
              "",
              BodyPublishers.ofInputStream(() -> stream(body)),
              "Content-Type",
              format.mediaType())
          .ok(413);
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static InputStream body(Format format) {
    return switch (format) {
      case JSON -> jsonBody();
      case XML -> xmlBody();
    };
  }

  private static InputStream xmlBody() {
    return bundle(
        "<Bundle xmlns='http://hl7.org/fhir'><type value='transaction'/>",
        LargeTransactionTest::xmlObservation,
        "<entry><fullUrl value='urn:uuid:p'/><resource><Patient/></resource><request>"
            + "<method value='POST'/><url value='Patient'/></request></entry></Bundle>");
  }

  private static String xmlObservation(int number) {
    return "<entry><fullUrl value='urn:uuid:%d'/><resource><Observation>".formatted(number)
        + "<status value='final'/><code><text value='x'/></code><subject>"
        + "<reference value='urn:uuid:p'/></subject><note><text value='"
        + NOTE
        + "'/></note></Observation></resource><request><method value='POST'/>"
        + "<url value='Observation'/></request></entry>";
  }

  private static InputStream jsonBody() {
    return bundle(
        "{'resourceType':'Bundle','type':'transaction','entry':[",
        LargeTransactionTest::observation,
        "{'fullUrl':'urn:uuid:p','request':{'method':'POST','url':'Patient'},"
            + "'resource':{'resourceType':'Patient'}}]}");
  }

  private static InputStream bundle(String start, IntFunction<String> observation, String end) {
    Stream<String> all = IntStream.range(0, OBSERVATIONS).mapToObj(observation);
    return stream(Stream.concat(Stream.of(start), Stream.concat(all, Stream.of(end))));
  }

  private static String observation(int number) {
    return "{'fullUrl':'urn:uuid:%d','request':{'method':'POST','url':'Observation'},"
            .formatted(number)
        + "'resource':{'resourceType':'Observation','status':'final','code':{'text':'x'},"
        + "'subject':{'reference':'urn:uuid:p'},'note':[{'text':'"
        + NOTE
        + "'}]}},";
  }

  private static InputStream stream(Stream<String> parts) {
    Iterator<InputStream> streams =
        parts
            .<InputStream>map(
                part -> new ByteArrayInputStream(FhirClient.json(part).getBytes(UTF_8)))
            .iterator();
    return new SequenceInputStream(
        Collections.enumeration(
            new java.util.AbstractCollection<InputStream>() {
              @Override
              public Iterator<InputStream> iterator() {
                return streams;
              }

              @Override
              public int size() {
                return Integer.MAX_VALUE;
              }
            }));
  }
}
