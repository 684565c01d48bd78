package org.tunza.create;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tunza.record.Attribution;
import org.tunza.record.Change;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Records;
import org.tunza.record.Write;
import org.tunza.record.Written;
import org.tunza.record.index.Criteria;
import org.tunza.resource.tree.ObjectNode;

/**
 * Brings a record entry into being under a new id (lifecycle event originate). ISO 21089,
 * originate; https://hl7.org/fhir/R4/http.html#create
 */
public final class OriginateRecord {

  private final Records records;
  private final Drafts drafts;
  private final Supplier<String> ids;

  public OriginateRecord(Records records, Drafts drafts, Supplier<String> ids) {
    this.records = records;
    this.drafts = drafts;
    this.ids = ids;
  }

  /**
   * Originates an entry.
   *
   * @param unless when one entry matches these, it stays at that
   */
  public Outcome<Written> originate(
      String type,
      ObjectNode resource,
      Optional<Criteria> unless,
      Change.Returning returning,
      Attribution who) {
    return drafts
        .check(type, resource)
        .then(checked -> {
          EntryId id = new EntryId(type, ids.get());
          Write write =
              new Write.Create(
                  id, unless, drafts.keys(checked), basis -> drafts.draft(basis.id(), checked));
          return records.commit(Change.of(write, returning), who);
        })
        .map(List::getFirst);
  }
}
