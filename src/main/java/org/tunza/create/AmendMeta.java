package org.tunza.create;

import java.util.List;
import java.util.OptionalInt;
import org.tunza.record.Attribution;
import org.tunza.record.Change;
import org.tunza.record.Draft;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Records;
import org.tunza.record.RefusalCode;
import org.tunza.record.Write;
import org.tunza.record.Written;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;

/**
 * Adds profiles, labels and tags to an entry, or takes them away, as a new version (lifecycle event
 * amend): versions are written once, and so is their meta. ISO 21089, amend;
 * https://hl7.org/fhir/R4/resource-operation-meta-add.html
 */
public final class AmendMeta {

  private final Records records;
  private final Drafts drafts;

  public AmendMeta(Records records, Drafts drafts) {
    this.records = records;
    this.drafts = drafts;
  }

  /** Changes the meta of an entry by what another meta lists; the content comes back. */
  public Outcome<Written> amend(EntryId id, MetaChange change, ObjectNode meta, Attribution who) {
    Write write =
        new Write.Update(
            new Write.Target.One(id),
            OptionalInt.empty(),
            new Write.Absent.Refuse(),
            Write.Keys.NONE,
            basis -> draft(basis, change, meta));
    return records.commit(Change.of(write, Change.Returning.CONTENT), who).map(List::getFirst);
  }

  private Outcome<Draft> draft(Write.Basis basis, MetaChange change, ObjectNode meta) {
    if (basis.current().isEmpty()) {
      return Outcome.refused(RefusalCode.GONE, "", "the entry was deleted");
    }
    ObjectNode resource = JsonReader.read(basis.current().get().content()).orThrow();
    ObjectNode before = resource.object("meta");
    ObjectNode after = change.on(before == null ? ObjectNode.empty() : before, meta);
    return drafts
        .check(basis.id().type(), resource.with("meta", after))
        .then(checked -> drafts.draft(basis.id(), checked));
  }
}
