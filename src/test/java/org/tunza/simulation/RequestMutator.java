package org.tunza.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.xml.XmlWriter;
import org.tunza.testing.InProcess.Sent;
import org.tunza.testing.ResourceGenerator;

/** Requests at random that are nearly right: real ones with a few bytes, words or parts changed. */
final class RequestMutator {

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE");
  private static final List<String> TYPES =
      List.of(
          "application/fhir+json",
          "application/fhir+json",
          "application/fhir+xml",
          "application/json-patch+json",
          "application/json;charset=utf-8",
          "text/xml",
          "application/pdf",
          ";;=",
          "");
  private static final List<String> HEADERS =
      List.of(
          "If-Match",
          "If-None-Match",
          "If-None-Exist",
          "If-Modified-Since",
          "Prefer",
          "Accept",
          "Content-Encoding",
          "Accept-Encoding",
          "X-Request-Id",
          "X-Security-Context");
  private static final List<String> VALUES =
      List.of(
          "W/\"1\"",
          "W/\"99999999999\"",
          "\"",
          "identifier=urn:test|1",
          "name=a&_id=b",
          "return=minimal",
          "return=OperationOutcome",
          "application/fhir+xml",
          "*/*;q=x",
          "gzip",
          "br",
          "Mon, 01 Jan 2001 00:00:00 GMT",
          "%",
          "\u00e9");
  private static final List<String> WORDS =
      List.of(
          "null",
          "true",
          "-0",
          "1e999",
          "1E-400",
          "\"\"",
          "{}",
          "[]",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"urn:uuid:1\"",
          "\"Patient/1\"",
          "\"Patient?identifier=a|b\"",
          "\"#a\"",
          "9999999999999",
          "\"2020-13-45\"",
          "\"resourceType\"",
          "\"_birthDate\"",
          "\"extension\"",
          "<!ENTITY a 'b'>",
          "&a;",
          "]]>",
          "<div>",
          "\ufeff");
  private static final List<String> SEGMENTS =
      List.of(
          "Patient",
          "Observation",
          "Binary",
          "Bundle",
          "metadata",
          "_history",
          "_search",
          "$validate",
          "$meta",
          "$meta-add",
          "$meta-delete",
          "$x",
          "1",
          "2",
          "fuzz-1",
          "%2e%2e",
          "%00",
          "%zz",
          "é",
          "",
          ".",
          "0",
          "99999999999",
          "x%20y",
          "Patient;a=b");
  private static final List<String> QUERIES =
      List.of(
          "_format=xml",
          "_format=json",
          "_format=%",
          "_pretty=true",
          "_summary=true",
          "_summary=count",
          "_summary=text",
          "_elements=name,status",
          "_count=1",
          "_count=-1",
          "_since=2020",
          "_since=9999-99",
          "_at=2020-01-01T00:00:00Z",
          "_after=AAAA",
          "identifier=urn:test|1",
          "name:exact=a",
          "birthdate=ge2000",
          "_id=fuzz-1",
          "code:in=x",
          "_lastUpdated=gt2000-01-01",
          "value-quantity=5.4|http://unitsofmeasure.org|mg",
          "=&&=",
          "profile=x",
          "mode=create");

  private static final int MADE_OF_A_TYPE = 5;

  private final Random random;
  private final ResourceGenerator generator;

  /** Some of each type that was asked for: making one takes longer than all that is done to it. */
  private final Map<String, List<ObjectNode>> made = new HashMap<>();

  private final List<String> types = List.copyOf(Definitions.r4().resourceTypes());

  RequestMutator(long seed) {
    random = new Random(seed);
    generator = new ResourceGenerator(seed);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Two thirds are what a client would send, but for a few bytes; the others are wild. */
  Sent next() {
    Map<String, String> headers = new HashMap<>();
    String type = random.nextInt(3) == 0 ? "Patient" : one(types);
    String id = "fuzz-" + random.nextInt(20);
    byte[] nothing = new byte[0];
    return switch (random.nextInt(12)) {
      case 0, 1, 2 ->
          sent("PUT", "/fhir/" + type + "/" + id, headers, mutated(resource(type, id, headers)));
      case 3 -> sent("POST", "/fhir/" + type, headers, mutated(resource(type, id, headers)));
      case 4 -> sent("GET", target(type), headers, nothing);
      case 5 -> sent("DELETE", "/fhir/" + type + "/" + id, headers, nothing);
      case 6 -> {
        headers.put("Content-Type", "application/fhir+json");
        yield sent("POST", "/fhir", headers, mutated(bundle().getBytes(StandardCharsets.UTF_8)));
      }
      case 7 -> {
        // Validation against profiles takes HAPI tens of milliseconds each.
        boolean slow = random.nextInt(30) == 0;
        String operation = slow ? "$validate" : one(List.of("$meta", "$meta-add", "$meta-delete"));
        byte[] body = mutated(resource(type, id, headers));
        yield sent("POST", "/fhir/" + type + "/" + id + "/" + operation, headers, body);
      }
      default -> wild(type, headers);
    };
  }

  private Sent wild(String type, Map<String, String> headers) {
    byte[] body = random.nextInt(4) == 0 ? new byte[0] : body(type, headers);
    if (random.nextInt(8) == 0) {
      headers.put("Content-Type", one(TYPES));
    }
    return sent(one(METHODS), target(type), headers, mutated(body));
  }

  /** A request, in one of three with headers that may not fit. */
  private Sent sent(String method, String target, Map<String, String> headers, byte[] body) {
    if (random.nextInt(3) == 0) {
      for (int i = random.nextInt(3); i > 0; i--) {
        headers.put(one(HEADERS), one(VALUES));
      }
    }
    return new Sent(method, target, headers, body);
  }

  private ObjectNode resource(String type) {
    List<ObjectNode> known = made.computeIfAbsent(type, _ -> new ArrayList<>());
    if (known.size() < MADE_OF_A_TYPE) {
      known.add(generator.resource(type));
      return known.getLast();
    }
    return one(known);
  }

  private byte[] resource(String type, String id, Map<String, String> headers) {
    headers.put("Content-Type", "application/fhir+json");
    ObjectNode resource = resource(type);
    return JsonWriter.write(resource.withAfter("resourceType", "id", Node.string(id)));
  }

  private String target(String type) {
    List<String> path = new ArrayList<>(List.of("", "fhir"));
    switch (random.nextInt(6)) {
      case 0 -> path.add(type);
      case 1, 2 -> path.addAll(List.of(type, "fuzz-" + random.nextInt(20)));
      case 3 -> path.addAll(List.of(type, "fuzz-" + random.nextInt(20), "_history", "1"));
      default -> {
        for (int i = random.nextInt(5); i > 0; i--) {
          path.add(one(SEGMENTS));
        }
      }
    }
    StringBuilder target = new StringBuilder(String.join("/", path));
    for (int i = random.nextInt(3); i > 0; i--) {
      target.append(target.indexOf("?") < 0 ? '?' : '&').append(one(QUERIES));
    }
    return target.toString();
  }

  private byte[] body(String type, Map<String, String> headers) {
    return switch (random.nextInt(8)) {
      case 0 -> bundle().getBytes(StandardCharsets.UTF_8);
      case 1 -> {
        headers.put("Content-Type", "application/json-patch+json");
        yield "[{\"op\":\"replace\",\"path\":\"/active\",\"value\":false}]"
            .getBytes(StandardCharsets.UTF_8);
      }
      case 2 -> {
        headers.put("Content-Type", "application/fhir+xml");
        yield XmlWriter.write(resource(type));
      }
      default -> {
        headers.put("Content-Type", "application/fhir+json");
        yield JsonWriter.write(resource(type));
      }
    };
  }

  private String bundle() {
    StringBuilder entries = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String resource = new String(JsonWriter.write(resource("Patient")), StandardCharsets.UTF_8);
      entries
          .append(entries.isEmpty() ? "" : ",")
          .append("{\"fullUrl\":\"urn:uuid:%d\",\"resource\":%s,".formatted(i, resource))
          .append(
              "\"request\":{\"method\":\"%s\",\"url\":\"%s\"}}"
                  .formatted(
                      one(METHODS), one(List.of("Patient", "Patient/fuzz-1", "Patient?_id=1"))));
    }
    String type = one(List.of("batch", "transaction", "collection", "history"));
    return "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}".formatted(type, entries);
  }

  /** The same in one of four, else with one to three changes. */
  private byte[] mutated(byte[] body) {
    byte[] changed = body;
    for (int i = random.nextInt(4); i > 0 && changed.length > 0; i--) {
      changed = changedOnce(changed);
    }
    return changed;
  }

  private byte[] changedOnce(byte[] body) {
    int at = random.nextInt(body.length);
    int length = Math.min(body.length - at, 1 + random.nextInt(20));
    return switch (random.nextInt(5)) {
      case 0 -> {
        byte[] flipped = body.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 1 -> spliced(body, at, at + length, new byte[0]);
      case 2 -> spliced(body, at, at, Arrays.copyOfRange(body, at, at + length));
      case 3 -> Arrays.copyOf(body, at);
      default -> spliced(body, at, at + length, one(WORDS).getBytes(StandardCharsets.UTF_8));
    };
  }

  private static byte[] spliced(byte[] body, int from, int to, byte[] middle) {
    byte[] all = Arrays.copyOf(body, body.length - (to - from) + middle.length);
    System.arraycopy(middle, 0, all, from, middle.length);
    System.arraycopy(body, to, all, from + middle.length, body.length - to);
    return all;
  }
}
