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

/** Says that an entry is deleted; its versions stay. https://hl7.org/fhir/R4/http.html#delete */
public final class Delete implements Interaction<Request.Delete> {

  private final DeprecateRecord deed;

  public Delete(DeprecateRecord deed) {
    this.deed = deed;
  }

  @Override
  public Outcome<Answer> answer(Request.Delete request, Exchange exchange) {
    return EntityTags.expected(exchange.header("If-Match"))
        .then(expected ->
            deed.deprecate(new Write.Target.One(request.id()), expected, exchange.who()))
        .map(written -> WrittenAnswer.ofDelete(written, Preference.of(exchange)));
  }
}
