package org.tunza.fhir.bundle;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.create.transaction.Editions;
import org.tunza.create.transaction.Lookups;
import org.tunza.create.transaction.TransactRecords;
import org.tunza.create.transaction.TransactionEntry;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Preference;
import org.tunza.fhir.Query;
import org.tunza.fhir.Request;
import org.tunza.fhir.entry.WrittenAnswer;
import org.tunza.fhir.view.Shown;
import org.tunza.fhir.view.View;
import org.tunza.record.Attribution;
import org.tunza.record.Change;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.Written;

/**
 * Does what all entries ask for, or none: the writes in one commit, then the reads, which see what
 * was written. A read that finds nothing says so in its own answer.
 * https://hl7.org/fhir/R4/http.html#trules
 */
final class Transaction {

  private static final String ONCE = "Idempotency-Key";
  private static final String EDITIONS = "Tunza-Editions";
  private static final int ONCE_LENGTH_MAX = 4096;

  private final TransactRecords deed;
  private final EntryDeeds deeds;
  private final Batch reads;

  Transaction(TransactRecords deed, EntryDeeds deeds, Batch reads) {
    this.deed = deed;
    this.deeds = deeds;
    this.reads = reads;
  }

  Outcome<Answer> answer(SentBundle bundle, Lookups lookups, Exchange whole, AnswerRoom room) {
    List<TransactionEntry> writes = new ArrayList<>(bundle.entries().size());
    List<EntryRequests.@Nullable Asked> asked = new ArrayList<>(bundle.entries().size());
    for (BundleEntry entry : bundle.entries()) {
      Outcome<EntryRequests.Asked> request = EntryRequests.of(entry, whole);
      Outcome<Optional<TransactionEntry.Deed>> known =
          request.then(one ->
              deeds.of(
                  entry,
                  new EntryExchange(whole, entry, bundle.bodies(), one.query()),
                  one.request()));
      switch (known) {
        case Outcome.Refused<Optional<TransactionEntry.Deed>>(Refusal refusal) -> {
          return Outcome.refused(entry.placed(refusal));
        }
        case Outcome.Done<Optional<TransactionEntry.Deed>>(var one) -> {
          asked.add(one.isPresent() ? null : request.orThrow());
          one.ifPresent(
              known1 -> writes.add(new TransactionEntry(entry.index(), entry.fullUrl(), known1)));
        }
      }
    }
    Preference preference = preference(bundle, whole);
    return once(whole)
        .then(once ->
            deed.transact(
                writes, lookups, returning(preference, room), once, editions(whole), whole.who()))
        .map(written -> answers(bundle, asked, written, preference, whole, room));
  }

  /** Only who works on the machine itself may say what number and date a version has. */
  private static Editions editions(Exchange whole) {
    boolean local = whole.who().agent() == Attribution.Agents.LOCAL_OPERATOR;
    return local && "as-exported".equals(whole.header(EDITIONS))
        ? Editions.AS_EXPORTED
        : Editions.OWN;
  }

  /**
   * The key under which the client wants this done at most once, ever. See
   * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header.
   */
  private static Outcome<Optional<String>> once(Exchange whole) {
    String key = whole.header(ONCE);
    if (key == null) {
      return Outcome.done(Optional.empty());
    }
    return key.isBlank() || key.length() > ONCE_LENGTH_MAX
        ? Outcome.refused(INVALID_PARAMETER, ONCE, "1 to %d characters".formatted(ONCE_LENGTH_MAX))
        : Outcome.done(Optional.of(key));
  }

  /** What was written is shown only when it is asked for, and small enough to be kept at all. */
  private static Preference preference(SentBundle bundle, Exchange whole) {
    if (whole.header("Prefer") == null) {
      return Preference.MINIMAL;
    }
    Preference preference = Preference.of(whole);
    return preference == Preference.REPRESENTATION && bundle.bodies().isSpilled()
        ? Preference.MINIMAL
        : preference;
  }

  /** What the answer could not show anyway is not kept for it. */
  private static Change.Returning returning(Preference preference, AnswerRoom room) {
    return preference == Preference.REPRESENTATION
        ? new Change.Returning(room.bytesMax())
        : Change.Returning.HEADERS;
  }

  private Answer answers(
      SentBundle bundle,
      List<EntryRequests.@Nullable Asked> asked,
      List<Written> written,
      Preference preference,
      Exchange whole,
      AnswerRoom room) {
    AnswerBundle answers = new AnswerBundle("transaction-response");
    int next = 0;
    for (BundleEntry entry : bundle.entries()) {
      EntryRequests.Asked read = asked.get(entry.index());
      if (read != null) {
        Batch.add(answers, reads.done(read, entry, bundle.bodies(), whole, room));
        continue;
      }
      Written one = written.get(next++);
      if (isFound(one, entry, preference)) {
        EntryRequests.Asked found = new EntryRequests.Asked(new Request.Read(one.id()), Query.NONE);
        Outcome<Batch.EntryAnswer> shown = reads.done(found, entry, bundle.bodies(), whole, room);
        if (room.full() == null) {
          Batch.add(answers, shown);
          continue;
        }
      }
      answers.add(answer(one, entry, preference, room));
    }
    return answers.done();
  }

  /** To show an entry that was there already is to read it. */
  private static boolean isFound(Written written, BundleEntry entry, Preference preference) {
    return written.effect() == Written.Effect.UNCHANGED
        && preference == Preference.REPRESENTATION
        && entry.request().method().equals("POST");
  }

  /** What was written is told in any case, its content only when there is room. */
  private static Batch.EntryAnswer answer(
      Written written, BundleEntry entry, Preference preference, AnswerRoom room) {
    Answer answer =
        entry.request().method().equals("DELETE")
            ? WrittenAnswer.ofDelete(written, preference)
            : WrittenAnswer.of(written, preference);
    Batch.EntryAnswer whole =
        new Batch.EntryAnswer(answer, Shown.of(answer.content(), View.STORED).orThrow().bytes());
    return Batch.fitted(whole, false, room).orThrow();
  }
}
