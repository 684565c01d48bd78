package org.tunza.fhir.entry;

import org.tunza.create.AmendRecord;
import org.tunza.fhir.Answer;
import org.tunza.fhir.EntityTags;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Preference;
import org.tunza.fhir.Request;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;

/**
 * Writes a new version, or the first under an id of the client's choice.
 * https://hl7.org/fhir/R4/http.html#update
 */
public final class Update implements Interaction<Request.Update> {

  private final AmendRecord deed;

  public Update(AmendRecord deed) {
    this.deed = deed;
  }

  @Override
  public Outcome<Answer> answer(Request.Update request, Exchange exchange) {
    EntryId id = request.id();
    Preference preference = Preference.of(exchange);
    return EntityTags.expected(exchange.header("If-Match"))
        .then(expected ->
            RawBinary.sent(id.type(), id.id(), exchange)
                .then(resource ->
                    deed.amend(
                        id,
                        resource,
                        expected,
                        WrittenAnswer.returning(preference),
                        exchange.who())))
        .map(written -> WrittenAnswer.of(written, preference));
  }
}
