package org.tunza.fhir.entry;

import java.util.Optional;
import org.tunza.create.OriginateRecord;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Preference;
import org.tunza.fhir.Request;
import org.tunza.record.Outcome;
import org.tunza.record.Written;
import org.tunza.record.index.Criteria;
import org.tunza.use.AccessRecord;

/**
 * Creates an entry under a new id, unless one matches If-None-Exist. To show that one is an access.
 * https://hl7.org/fhir/R4/http.html#create, https://hl7.org/fhir/R4/http.html#ccreate
 */
public final class Create implements Interaction<Request.Create> {

  private final OriginateRecord deed;
  private final AccessRecord access;
  private final Conditions conditions;

  public Create(OriginateRecord deed, AccessRecord access, Conditions conditions) {
    this.deed = deed;
    this.access = access;
    this.conditions = conditions;
  }

  @Override
  public Outcome<Answer> answer(Request.Create request, Exchange exchange) {
    Preference preference = Preference.of(exchange);
    Outcome<Optional<Criteria>> unless =
        conditions.ifNoneExist(request.type(), exchange.header("If-None-Exist"));
    return unless.then(criteria ->
        RawBinary.sent(request.type(), exchange)
            .then(resource ->
                deed.originate(
                    request.type(),
                    resource,
                    criteria,
                    WrittenAnswer.returning(preference),
                    exchange.who()))
            .then(written -> answer(written, preference, exchange)));
  }

  private Outcome<Answer> answer(Written written, Preference preference, Exchange exchange) {
    if (written.effect() == Written.Effect.UNCHANGED && preference == Preference.REPRESENTATION) {
      return access
          .current(written.id(), exchange.who())
          .then(version -> Read.shown(version, exchange))
          .map(answer -> answer.at(written.id() + "/_history/" + written.number()));
    }
    return Outcome.done(WrittenAnswer.of(written, preference));
  }
}
