package org.tunza.fhir.entry;

import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.use.AccessRecord;

/** Reads one version, past or current. https://hl7.org/fhir/R4/http.html#vread */
public final class ReadVersion implements Interaction<Request.ReadVersion> {

  private final AccessRecord access;

  public ReadVersion(AccessRecord access) {
    this.access = access;
  }

  @Override
  public Outcome<Answer> answer(Request.ReadVersion request, Exchange exchange) {
    return access
        .version(request.id(), request.number(), exchange.who())
        .then(version -> answer(version, exchange));
  }

  private static Outcome<Answer> answer(Version version, Exchange exchange) {
    return switch (version.state()) {
      case CURRENT -> Read.shown(version, exchange);
      case DELETED ->
          Outcome.refused(RefusalCode.GONE, "", "this version says that the entry was deleted");
    };
  }
}
