package org.tunza.fhir.entry;

import org.tunza.create.DeprecateRecord;
import org.tunza.fhir.Answer;
import org.tunza.fhir.EntityTags;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Preference;
import org.tunza.fhir.Request;
import org.tunza.record.Outcome;
import org.tunza.record.Write;

/**
 * Says that the one entry that matches is deleted; several are refused.
 * https://hl7.org/fhir/R4/http.html#3.1.0.7.1
 */
public final class ConditionalDelete implements Interaction<Request.ConditionalDelete> {

  private final DeprecateRecord deed;
  private final Conditions conditions;

  public ConditionalDelete(DeprecateRecord deed, Conditions conditions) {
    this.deed = deed;
    this.conditions = conditions;
  }

  @Override
  public Outcome<Answer> answer(Request.ConditionalDelete request, Exchange exchange) {
    return conditions
        .ofQuery(request.type(), exchange.query())
        .then(criteria ->
            EntityTags.expected(exchange.header("If-Match"))
                .then(expected ->
                    deed.deprecate(new Write.Target.Matching(criteria), expected, exchange.who())))
        .map(written -> WrittenAnswer.ofDelete(written, Preference.of(exchange)));
  }
}
