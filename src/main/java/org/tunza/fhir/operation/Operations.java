package org.tunza.fhir.operation;

import java.util.List;
import java.util.Map;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;

/** The operations by their names. https://hl7.org/fhir/R4/operations.html */
public final class Operations implements Interaction<Request.Operation> {

  private final Map<String, Interaction<Request.Operation>> byName;

  public Operations(ValidateResource validate, ShowMeta meta, ChangeMeta add, ChangeMeta delete) {
    byName = Map.of("$validate", validate, "$meta", meta, "$meta-add", add, "$meta-delete", delete);
  }

  /** Their names, without the dollar sign, in order. */
  public List<String> names() {
    return byName.keySet().stream().map(name -> name.substring(1)).sorted().toList();
  }

  @Override
  public Outcome<Answer> answer(Request.Operation request, Exchange exchange) {
    Interaction<Request.Operation> operation = byName.get(request.name());
    return operation == null
        ? Outcome.refused(RefusalCode.UNKNOWN_INTERACTION, "", "there is no operation of this name")
        : operation.answer(request, exchange);
  }
}
