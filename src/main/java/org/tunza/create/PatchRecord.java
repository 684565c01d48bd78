package org.tunza.create;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.tunza.record.AccessScope;
import org.tunza.record.Attribution;
import org.tunza.record.Change;
import org.tunza.record.Draft;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Records;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.record.Write;
import org.tunza.record.Written;
import org.tunza.resource.patch.Patch;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;

/**
 * Gives a record entry a new version that differs from the current one as a patch says (lifecycle
 * event amend). ISO 21089, amend; https://hl7.org/fhir/R4/http.html#patch
 */
public final class PatchRecord {

  private static final int ATTEMPTS_MAX = 5;

  private final Records records;
  private final Drafts drafts;

  public PatchRecord(Records records, Drafts drafts) {
    this.records = records;
    this.drafts = drafts;
  }

  /**
   * Patches the entry that is meant.
   *
   * @param expected the version that must be current
   */
  public Outcome<Written> patch(
      Write.Target target,
      Patch patch,
      OptionalInt expected,
      Change.Returning returning,
      Attribution who) {
    Outcome<List<Written>> outcome = attempt(target, patch, expected, returning, who);
    for (int again = 1; again < ATTEMPTS_MAX && hasMoved(outcome); again++) {
      outcome = attempt(target, patch, expected, returning, who);
    }
    return outcome.map(List::getFirst);
  }

  private static boolean hasMoved(Outcome<List<Written>> outcome) {
    return outcome instanceof Outcome.Refused<List<Written>>(Refusal refusal)
        && refusal.code() == RefusalCode.CONCURRENT_CHANGE;
  }

  private Outcome<List<Written>> attempt(
      Write.Target target,
      Patch patch,
      OptionalInt expected,
      Change.Returning returning,
      Attribution who) {
    Write write = write(target, patch, expected, UnaryOperator.identity());
    return records.commit(Change.of(write, returning), who);
  }

  /**
   * The write of a patch. Its identifiers must be known before the entry is locked, and so they are
   * foreseen from the version that is current now; if that has moved on, and other identifiers come
   * out, the write is refused as CONCURRENT_CHANGE.
   *
   * @param told how the outcome of the draft is told
   */
  public Write write(
      Write.Target target, Patch patch, OptionalInt expected, UnaryOperator<Outcome<Draft>> told) {
    Write.Keys foreseen = foreseen(target, patch);
    return new Write.Update(
        target,
        expected,
        new Write.Absent.Refuse(),
        foreseen,
        basis -> told.apply(draft(basis, patch, foreseen)));
  }

  private Write.Keys foreseen(Write.Target target, Patch patch) {
    Outcome<List<EntryId>> meant =
        switch (target) {
          case Write.Target.One(EntryId id) -> Outcome.done(List.of(id));
          case Write.Target.Matching(var criteria) ->
              records.match(AccessScope.everything(), criteria, 1);
        };
    return meant
                .then(ids ->
                    ids.isEmpty()
                        ? Outcome.refused(RefusalCode.NO_MATCH, "", "nothing matches")
                        : records.read(AccessScope.everything(), ids.getFirst()))
                .then(current -> patched(current, patch))
            instanceof Outcome.Done<ObjectNode>(ObjectNode resource)
        ? drafts.keys(resource)
        : Write.Keys.NONE;
  }

  private Outcome<Draft> draft(Write.Basis basis, Patch patch, Write.Keys foreseen) {
    if (basis.current().isEmpty()) {
      return Outcome.refused(RefusalCode.GONE, "", "the entry was deleted");
    }
    return patched(basis.current().get(), patch)
        .then(resource -> Drafts.sameId(basis.id(), resource))
        .then(resource -> drafts.check(basis.id().type(), resource))
        .then(resource ->
            foreseen.identifiers().containsAll(drafts.keys(resource).identifiers())
                ? drafts.draft(basis.id(), resource)
                : Outcome.refused(
                    RefusalCode.CONCURRENT_CHANGE, "", "the entry changed meanwhile"));
  }

  private static Outcome<ObjectNode> patched(Version current, Patch patch) {
    return patch.apply(JsonReader.read(current.content()).orThrow());
  }
}
