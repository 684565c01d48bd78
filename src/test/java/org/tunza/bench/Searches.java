package org.tunza.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** The searches that clinicians and other systems send, about patients who were loaded. */
final class Searches {

  private static final int COUNT = 1_000;
  private static final String LOINC = "http://loinc.org|";

  /** Vital signs that every patient has: weight, height, blood pressure, heart rate. */
  private static final List<String> CODES = List.of("29463-7", "8302-2", "85354-9", "8867-4");

  private final Measured server;
  private final List<ObjectNode> patients = new ArrayList<>();

  /** Asks for the patients of whom the searches are. */
  Searches(Measured server, Clients clients) {
    this.server = server;
    String answer = clients.text(Clients.get(server.fhir("/Patient?_count=100")));
    ArrayNode entries =
        JsonReader.read(answer.getBytes(StandardCharsets.UTF_8)).orThrow().array("entry");
    for (Node entry : entries == null ? List.<Node>of() : entries.items()) {
      ObjectNode patient = ((ObjectNode) entry).object("resource");
      if (patient != null) {
        patients.add(patient);
      }
    }
  }

  List<Operation> operations() {
    Map<String, Function<ObjectNode, String>> all = new LinkedHashMap<>();
    all.put("patient", p -> "/Observation?patient=" + id(p) + "&_count=20");
    all.put("patient and code, newest first", p -> ofCode(p) + "&_sort=-date&_count=20");
    all.put("patient and code, in any order", p -> ofCode(p) + "&_count=20");
    all.put("patient and date", p -> "/Observation?patient=" + id(p) + "&date=ge2015&_count=20");
    all.put("patient and status", p -> "/Condition?patient=" + id(p) + "&clinical-status=active");
    all.put(
        "patient and category",
        p -> "/Observation?patient=" + id(p) + "&category=vital-signs&_count=20");
    all.put("total of patient and code", p -> ofCode(p) + "&_summary=count");
    all.put("identifier", p -> "/Patient?identifier=" + encoded(identifier(p)));
    all.put("name prefix", p -> "/Patient?name=" + encoded(family(p).substring(0, 4)));
    all.put("birth date range", p -> "/Patient?birthdate=ge1970&birthdate=lt1975&_count=20");
    all.put(
        "chained name",
        p -> "/Condition?subject:Patient.family=" + encoded(family(p)) + "&_count=20");
    all.put(
        "code of all patients",
        p -> "/Observation?code=" + encoded(LOINC + CODES.get(1)) + "&_count=20");
    all.put("include", p -> ofCode(p) + "&_include=Observation:encounter&_count=20");
    all.put("revinclude", p -> "/Patient?_id=" + id(p) + "&_revinclude=Condition:subject");
    all.put("has", p -> "/Patient?_id=" + id(p) + "&_has:Observation:patient:code=" + CODES.get(0));
    List<Operation> operations = new ArrayList<>();
    all.forEach((name, path) -> operations.add(search(name, path)));
    return operations;
  }

  private Operation search(String name, Function<ObjectNode, String> path) {
    return new Operation(
        "search: " + name,
        COUNT,
        0,
        n -> Clients.get(server.fhir(path.apply(patients.get(n % patients.size())))));
  }

  private static String ofCode(ObjectNode patient) {
    String code = CODES.get(Math.floorMod(id(patient).hashCode(), CODES.size()));
    return "/Observation?patient=" + id(patient) + "&code=" + encoded(LOINC + code);
  }

  private static String id(ObjectNode patient) {
    return String.valueOf(patient.string("id"));
  }

  private static String identifier(ObjectNode patient) {
    ObjectNode first = first(patient, "identifier");
    return first.string("system") + "|" + first.string("value");
  }

  private static String family(ObjectNode patient) {
    return first(patient, "name").string("family") + "    ";
  }

  private static ObjectNode first(ObjectNode patient, String member) {
    ArrayNode all = patient.array(member);
    return all == null ? ObjectNode.empty() : (ObjectNode) all.items().getFirst();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text.strip(), StandardCharsets.UTF_8);
  }
}
