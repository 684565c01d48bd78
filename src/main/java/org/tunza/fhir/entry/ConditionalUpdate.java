package org.tunza.fhir.entry;

import org.tunza.create.AmendRecord;
import org.tunza.fhir.Answer;
import org.tunza.fhir.EntityTags;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Preference;
import org.tunza.fhir.Request;
import org.tunza.record.Outcome;

/**
 * Writes a new version of the one entry that matches, or creates one when none does.
 * https://hl7.org/fhir/R4/http.html#cond-update
 */
public final class ConditionalUpdate implements Interaction<Request.ConditionalUpdate> {

  private final AmendRecord deed;
  private final Conditions conditions;

  public ConditionalUpdate(AmendRecord deed, Conditions conditions) {
    this.deed = deed;
    this.conditions = conditions;
  }

  @Override
  public Outcome<Answer> answer(Request.ConditionalUpdate request, Exchange exchange) {
    Preference preference = Preference.of(exchange);
    return conditions
        .ofQuery(request.type(), exchange.query())
        .then(criteria ->
            EntityTags.expected(exchange.header("If-Match"))
                .then(expected ->
                    RawBinary.sent(request.type(), exchange)
                        .then(resource ->
                            deed.amendMatching(
                                criteria,
                                resource,
                                expected,
                                WrittenAnswer.returning(preference),
                                exchange.who()))))
        .map(written -> WrittenAnswer.of(written, preference));
  }
}
