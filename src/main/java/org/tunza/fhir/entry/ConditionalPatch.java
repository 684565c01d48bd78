package org.tunza.fhir.entry;

import org.tunza.create.PatchRecord;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.record.Outcome;
import org.tunza.record.Write;

/** Changes parts of the one entry that matches. https://hl7.org/fhir/R4/http.html#patch */
public final class ConditionalPatch implements Interaction<Request.ConditionalPatch> {

  private final PatchRecord deed;
  private final Conditions conditions;

  public ConditionalPatch(PatchRecord deed, Conditions conditions) {
    this.deed = deed;
    this.conditions = conditions;
  }

  @Override
  public Outcome<Answer> answer(Request.ConditionalPatch request, Exchange exchange) {
    return conditions
        .ofQuery(request.type(), exchange.query())
        .then(criteria -> Patch.answer(deed, new Write.Target.Matching(criteria), exchange));
  }
}
