package org.tunza.create;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.tunza.record.Attribution;
import org.tunza.record.Change;
import org.tunza.record.Draft;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Records;
import org.tunza.record.Write;
import org.tunza.record.Written;
import org.tunza.record.index.Criteria;
import org.tunza.resource.tree.ObjectNode;

/**
 * Gives a record entry a new version (lifecycle event amend), or originates it under the id that
 * the client chose. ISO 21089, amend; https://hl7.org/fhir/R4/http.html#update
 */
public final class AmendRecord {

  private final Records records;
  private final Drafts drafts;
  private final Supplier<String> ids;

  public AmendRecord(Records records, Drafts drafts, Supplier<String> ids) {
    this.records = records;
    this.drafts = drafts;
    this.ids = ids;
  }

  /**
   * Amends an entry, whose id the resource must carry.
   *
   * @param expected the version that must be current
   */
  public Outcome<Written> amend(
      EntryId id,
      ObjectNode resource,
      OptionalInt expected,
      Change.Returning returning,
      Attribution who) {
    return drafts
        .check(id.type(), resource)
        .then(checked -> Drafts.sameId(id, checked))
        .then(checked -> {
          Write write =
              new Write.Update(
                  new Write.Target.One(id),
                  expected,
                  new Write.Absent.Create(id),
                  drafts.keys(checked),
                  basis -> drafts.draft(basis.id(), checked));
          return records.commit(Change.of(write, returning), who);
        })
        .map(List::getFirst);
  }

  /** Amends the one entry that matches, or originates one when none does. */
  public Outcome<Written> amendMatching(
      Criteria criteria,
      ObjectNode resource,
      OptionalInt expected,
      Change.Returning returning,
      Attribution who) {
    return drafts
        .check(criteria.type(), resource)
        .then(checked -> {
          String own = checked.string("id");
          EntryId fresh = new EntryId(criteria.type(), own == null ? ids.get() : own);
          Write write =
              new Write.Update(
                  new Write.Target.Matching(criteria),
                  expected,
                  new Write.Absent.Create(fresh),
                  drafts.keys(checked),
                  basis -> draftFor(basis, checked));
          return records.commit(Change.of(write, returning), who);
        })
        .map(List::getFirst);
  }

  private Outcome<Draft> draftFor(Write.Basis basis, ObjectNode checked) {
    Outcome<ObjectNode> same =
        checked.member("id") == null ? Outcome.done(checked) : Drafts.sameId(basis.id(), checked);
    return same.then(resource -> drafts.draft(basis.id(), resource));
  }
}
