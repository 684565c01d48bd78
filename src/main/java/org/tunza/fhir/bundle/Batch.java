package org.tunza.fhir.bundle;

import java.util.Objects;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Defects;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.fhir.view.Format;
import org.tunza.fhir.view.Shown;
import org.tunza.fhir.view.View;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.resource.tree.ObjectNode;

/**
 * Does each entry on its own, in the order sent, whatever comes of the others.
 * https://hl7.org/fhir/R4/http.html#brules
 */
final class Batch {

  private static final byte[] NOTHING = {};

  private final Interaction<Request> interactions;
  private final Defects defects;

  Batch(Interaction<Request> interactions, Defects defects) {
    this.interactions = interactions;
    this.defects = defects;
  }

  Answer answer(SentBundle bundle, Exchange whole, AnswerRoom room) {
    AnswerBundle answers = new AnswerBundle("batch-response");
    for (BundleEntry entry : bundle.entries()) {
      Outcome<EntryRequests.Asked> asked = EntryRequests.of(entry, whole);
      add(answers, asked.then(one -> done(one, entry, bundle.bodies(), whole, room)));
    }
    return answers.done();
  }

  /**
   * Does one entry, as if it had come alone; a defect is its own, and what others did is told. What
   * only reads is refused when there is no room for what it reads, and not done at all once there
   * is none; a write is then answered without its body.
   */
  Outcome<EntryAnswer> done(
      EntryRequests.Asked asked,
      BundleEntry entry,
      EntryBodies bodies,
      Exchange whole,
      AnswerRoom room) {
    try {
      return tried(asked, entry, bodies, whole, room);
    } catch (RuntimeException e) {
      return Outcome.refused(defects.refusal(e));
    }
  }

  private Outcome<EntryAnswer> tried(
      EntryRequests.Asked asked,
      BundleEntry entry,
      EntryBodies bodies,
      Exchange whole,
      AnswerRoom room) {
    boolean reads = asked.request().isSafe();
    Refusal full = room.full();
    if (reads && full != null) {
      return Outcome.refused(full);
    }
    Exchange exchange = new EntryExchange(whole, entry, bodies, asked.query());
    boolean head = entry.request().method().equals("HEAD");
    return View.of(exchange)
        .then(view ->
            interactions
                .answer(asked.request(), exchange)
                .then(answer ->
                    Shown.of(answer.content(), json(reads ? view : view.entire()))
                        .map(shown -> new EntryAnswer(answer, head ? NOTHING : shown.bytes()))))
        .then(answer -> fitted(answer, reads, room));
  }

  static Outcome<EntryAnswer> fitted(EntryAnswer answer, boolean reads, AnswerRoom room) {
    if (answer.isOutcome() || room.take(answer.body.length)) {
      return Outcome.done(answer);
    }
    return reads
        ? Outcome.refused(Objects.requireNonNull(room.full()))
        : Outcome.done(new EntryAnswer(answer.answer, NOTHING));
  }

  /** An answer with its body as JSON, empty when there is none. */
  record EntryAnswer(Answer answer, byte[] body) {

    /** Whether the body tells how it went, and is no resource that was asked for. */
    boolean isOutcome() {
      return body.length > 0
          && answer.content() instanceof Answer.Content.Tree(ObjectNode tree)
          && "OperationOutcome".equals(tree.string("resourceType"));
    }
  }

  /** Inside a bundle there is one format: the bundle's own is chosen when it goes out. */
  private static View json(View view) {
    return new View(Format.JSON, View.Spacing.NONE, view.summary(), view.elements());
  }

  static void add(AnswerBundle answers, Outcome<EntryAnswer> outcome) {
    switch (outcome) {
      case Outcome.Done<EntryAnswer>(EntryAnswer answer) -> answers.add(answer);
      case Outcome.Refused<EntryAnswer>(var refusal) -> answers.add(refusal);
    }
  }
}
