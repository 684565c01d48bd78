package org.tunza.fhir.history;

import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.record.Outcome;
import org.tunza.use.AccessRecord;

/**
 * Reads versions of an entry, a type or everything, newest first, a page at a time.
 * https://hl7.org/fhir/R4/http.html#history
 */
public final class ReadHistory implements Interaction<Request.Versions> {

  private static final int OK = 200;

  private final AccessRecord access;
  private final CursorSeal seal;
  private final PageSize size;

  public ReadHistory(AccessRecord access, CursorSeal seal, PageSize size) {
    this.access = access;
    this.seal = seal;
    this.size = size;
  }

  @Override
  public Outcome<Answer> answer(Request.Versions request, Exchange exchange) {
    return Walk.of(request.of(), exchange.query(), seal, size)
        .then(walk ->
            access
                .versions(walk.history(), exchange.who())
                .map(page -> HistoryBundle.of(page, walk, seal, exchange.base())))
        .map(bytes -> Answer.of(OK, new Answer.Content.Stored(bytes)));
  }
}
