package org.tunza.fhir.entry;

import org.tunza.create.PatchRecord;
import org.tunza.fhir.Answer;
import org.tunza.fhir.EntityTags;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Preference;
import org.tunza.fhir.Request;
import org.tunza.record.Outcome;
import org.tunza.record.Write;

/** Changes parts of an entry. https://hl7.org/fhir/R4/http.html#patch */
public final class Patch implements Interaction<Request.Patch> {

  private final PatchRecord deed;

  public Patch(PatchRecord deed) {
    this.deed = deed;
  }

  @Override
  public Outcome<Answer> answer(Request.Patch request, Exchange exchange) {
    return answer(deed, new Write.Target.One(request.id()), exchange);
  }

  static Outcome<Answer> answer(PatchRecord deed, Write.Target target, Exchange exchange) {
    Preference preference = Preference.of(exchange);
    return EntityTags.expected(exchange.header("If-Match"))
        .then(expected ->
            SentPatch.of(exchange)
                .then(patch ->
                    deed.patch(
                        target,
                        patch,
                        expected,
                        WrittenAnswer.returning(preference),
                        exchange.who())))
        .map(written -> WrittenAnswer.of(written, preference));
  }
}
