package org.tunza.fhir.operation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.fhir.Request.Subject;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;

/**
 * The operations by their names and by the types that they are offered on.
 * https://hl7.org/fhir/R4/operations.html
 */
public final class Operations implements Interaction<Request.Operation> {

  /** Stands for every type. */
  private static final String ANY = "Resource";

  private final Map<String, Map<String, Interaction<Request.Operation>>> byName = new TreeMap<>();
  private final List<String> definitions;

  /**
   * An operation.
   *
   * @param definition as FHIR calls its definition: type and name, as in {@code ValueSet-expand}
   */
  public record Offered(String definition, Interaction<Request.Operation> operation) {

    private String type() {
      return definition.substring(0, definition.indexOf('-'));
    }

    private String name() {
      return "$" + definition.substring(definition.indexOf('-') + 1);
    }
  }

  public Operations(List<Offered> all) {
    definitions = all.stream().map(Offered::definition).sorted().toList();
    for (Offered one : all) {
      byName.computeIfAbsent(one.name(), _ -> new TreeMap<>()).put(one.type(), one.operation);
    }
  }

  /** What FHIR calls their definitions, in order. */
  public List<String> definitions() {
    return definitions;
  }

  @Override
  public Outcome<Answer> answer(Request.Operation request, Exchange exchange) {
    Map<String, Interaction<Request.Operation>> byType = byName.get(request.name());
    if (byType == null) {
      return unknown("there is no operation of this name");
    }
    @Nullable Interaction<Request.Operation> own = byType.get(type(request.subject()));
    Interaction<Request.Operation> operation = own == null ? byType.get(ANY) : own;
    return operation == null
        ? unknown("the operation is offered on " + String.join(" and ", byType.keySet()))
        : operation.answer(request, exchange);
  }

  private static String type(Subject subject) {
    return switch (subject) {
      case Subject.Whole() -> ANY;
      case Subject.OfType(String type) -> type;
      case Subject.OfEntry(var id) -> id.type();
      case Subject.OfVersion(var id, int _) -> id.type();
    };
  }

  private static Outcome<Answer> unknown(String text) {
    return Outcome.refused(RefusalCode.UNKNOWN_INTERACTION, "", text);
  }
}
