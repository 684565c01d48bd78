package org.tunza.fhir.bundle;

import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.fhir.view.Format;
import org.tunza.fhir.view.Shown;
import org.tunza.fhir.view.View;
import org.tunza.record.Outcome;

/**
 * Does each entry on its own, in the order sent, whatever comes of the others.
 * https://hl7.org/fhir/R4/http.html#brules
 */
final class Batch {

  private final Interaction<Request> interactions;

  Batch(Interaction<Request> interactions) {
    this.interactions = interactions;
  }

  Answer answer(SentBundle bundle, Exchange whole) {
    AnswerBundle answers = new AnswerBundle("batch-response");
    for (BundleEntry entry : bundle.entries()) {
      Outcome<EntryRequests.Asked> asked = EntryRequests.of(entry, whole);
      add(answers, asked.then(one -> done(one, entry, bundle.bodies(), whole)));
    }
    return answers.done();
  }

  /** Does one entry, as if it had come alone. */
  Outcome<EntryAnswer> done(
      EntryRequests.Asked asked, BundleEntry entry, EntryBodies bodies, Exchange whole) {
    Exchange exchange = new EntryExchange(whole, entry, bodies, asked.query());
    boolean head = entry.request().method().equals("HEAD");
    return View.of(exchange)
        .then(view ->
            interactions
                .answer(asked.request(), exchange)
                .then(answer ->
                    Shown.of(answer.content(), json(view))
                        .map(
                            shown -> new EntryAnswer(answer, head ? new byte[0] : shown.bytes()))));
  }

  /** An answer with its body as JSON, empty when there is none. */
  record EntryAnswer(Answer answer, byte[] body) {}

  /** Inside a bundle there is one format: the bundle's own is chosen when it goes out. */
  private static View json(View view) {
    return new View(Format.JSON, View.Spacing.NONE, view.summary(), view.elements());
  }

  static void add(AnswerBundle answers, Outcome<EntryAnswer> outcome) {
    switch (outcome) {
      case Outcome.Done<EntryAnswer>(EntryAnswer(var answer, var body)) ->
          answers.add(answer, body);
      case Outcome.Refused<EntryAnswer>(var refusal) -> answers.add(refusal);
    }
  }
}
