package org.tunza.conformance.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.SearchParameter;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.testing.Await;
import org.tunza.testing.TestServer;

/** Search parameters that a store may have of its own, of all kinds. */
final class OwnSearchParameters {

  private static final List<String> ALL =
      List.of(
          json(
              List.of("Patient"),
              "own-known-as",
              "string",
              "Patient.name.where(use = 'official').given"),
          json(List.of("Patient"), "own-birth", "number", "Patient.multipleBirth.ofType(integer)"),
          json(List.of("Patient"), "own-contact", "token", "Patient.contact.relationship"),
          json(
              List.of("Patient"),
              "own-contact-phone",
              "token",
              "Patient.contact.telecom.where(system = 'phone')"),
          json(List.of("Encounter"), "own-length", "quantity", "Encounter.length"),
          json(List.of("Encounter"), "own-acts", "reference", "Encounter.diagnosis.condition"),
          json(List.of("Task"), "own-instantiates", "uri", "Task.instantiatesUri"),
          json(List.of("Observation"), "own-issued", "date", "Observation.issued"),
          json(
              List.of("Observation"),
              "own-author",
              "reference",
              "(Observation.note.author as Reference) | Observation.device"),
          json(
              List.of("Condition", "Procedure"),
              "own-note",
              "date",
              "Condition.note.time | Procedure.note.time"));

  private static final List<SearchParameter> PARSED =
      ALL.stream().map(json -> (SearchParameter) SpecEvaluator.resource(json)).toList();

  private OwnSearchParameters() {}

  private static String json(List<String> bases, String code, String kind, String expression) {
    return """
    {"resourceType": "SearchParameter", "id": "%2$s", "url": "urn:own:%2$s", "name": "Own",
      "status": "active", "description": "Ours", "base": ["%1$s"], "code": "%2$s",
      "type": "%3$s", "expression": "%4$s"}
    """
        .formatted(String.join("\", \"", bases), code, kind, expression);
  }

  static List<ObjectNode> all() {
    return ALL.stream().map(json -> JsonReader.read(json.getBytes(UTF_8)).orThrow()).toList();
  }

  static Optional<SearchParameter> find(String type, String code) {
    return ofType(type).stream().filter(one -> one.getCode().equals(code)).findFirst();
  }

  static List<SearchParameter> ofType(String type) {
    return PARSED.stream().filter(one -> one.hasBase(type)).toList();
  }

  /** Waits until the server answers by all of them. */
  static void awaitReady(TestServer server) {
    for (SearchParameter one : PARSED) {
      one.getBase()
          .forEach(base ->
              Await.until(
                  one.getCode() + " is ready",
                  () ->
                      server
                              .get("/%s?%s:missing=false".formatted(base.getCode(), one.getCode()))
                              .status()
                          == 200));
    }
  }
}
