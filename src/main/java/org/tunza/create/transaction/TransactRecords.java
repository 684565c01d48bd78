package org.tunza.create.transaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tunza.create.Drafts;
import org.tunza.create.PatchRecord;
import org.tunza.create.transaction.TransactionEntry.Deed;
import org.tunza.record.Attribution;
import org.tunza.record.Change;
import org.tunza.record.Draft;
import org.tunza.record.Outcome;
import org.tunza.record.Records;
import org.tunza.record.Write;
import org.tunza.record.Written;
import org.tunza.resource.tree.ObjectNode;

/**
 * Writes many entries in one commit, all or none: deletes first, then creates, then updates and
 * patches, with the links between them resolved. https://hl7.org/fhir/R4/http.html#trules
 */
public final class TransactRecords {

  private final Records records;
  private final Drafts drafts;
  private final PatchRecord patches;

  public TransactRecords(Records records, Drafts drafts) {
    this.records = records;
    this.drafts = drafts;
    this.patches = new PatchRecord(records, drafts);
  }

  /**
   * Writes the entries; the results stand in the order in which the entries were given.
   *
   * @param once a key under which this is done at most once, ever
   * @param editions whose numbers and dates updates get
   */
  public Outcome<List<Written>> transact(
      List<TransactionEntry> entries,
      Lookups lookups,
      Change.Returning returning,
      Optional<String> once,
      Editions editions,
      Attribution who) {
    List<Integer> order = order(entries);
    List<TransactionEntry> ordered = order.stream().map(entries::get).toList();
    return FullUrls.of(ordered, lookups)
        .then(urls -> {
          List<Write> writes = new ArrayList<>(ordered.size());
          ordered.forEach(entry -> writes.add(write(entry, urls, editions)));
          Change change =
              new Change(
                  writes, lookups.criteria(), returning, place -> ordered.get(place).place(), once);
          return records.commit(change, who);
        })
        .map(written -> asGiven(written, order));
  }

  private static List<Integer> order(List<TransactionEntry> entries) {
    List<Integer> order = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> entries.get(i).rank()));
    return order;
  }

  private static List<Written> asGiven(List<Written> written, List<Integer> order) {
    Written[] given = new Written[written.size()];
    for (int place = 0; place < given.length; place++) {
      given[order.get(place)] = written.get(place);
    }
    return Arrays.asList(given);
  }

  private Write write(TransactionEntry entry, FullUrls urls, Editions editions) {
    return switch (entry.deed()) {
      case Deed.Originate(var id, var unless, var keys, var body) ->
          new Write.Create(
              id,
              unless,
              keys,
              basis -> placed(entry, originated(basis, linked(entry, urls, body, basis))));
      case Deed.Amend(var target, var expected, var absent, var keys, var body) ->
          new Write.Update(
              target,
              expected,
              absent,
              keys,
              basis ->
                  placed(
                      entry, amended(basis, target, linked(entry, urls, body, basis), editions)));
      case Deed.Patched(var target, var expected, var patch) ->
          patches.write(target, patch, expected, outcome -> placed(entry, outcome));
      case Deed.Deprecate(var target, var expected, var told) ->
          new Write.Delete(target, expected, editions.ofDeletion(told));
    };
  }

  private static Outcome<ObjectNode> linked(
      TransactionEntry entry, FullUrls urls, TransactionEntry.Body body, Write.Basis basis) {
    return Relinked.of(body.resource(), urls.targets(entry.fullUrl(), basis.ids()));
  }

  private Outcome<Draft> originated(Write.Basis basis, Outcome<ObjectNode> linked) {
    return linked
        .then(resource -> drafts.check(basis.id().type(), resource))
        .then(checked -> drafts.draft(basis.id(), checked));
  }

  private Outcome<Draft> amended(
      Write.Basis basis, Write.Target target, Outcome<ObjectNode> linked, Editions editions) {
    return linked
        .then(resource -> drafts.check(basis.id().type(), resource))
        .then(checked ->
            target instanceof Write.Target.One || checked.member("id") != null
                ? Drafts.sameId(basis.id(), checked)
                : Outcome.done(checked))
        .then(checked ->
            drafts.draft(basis.id(), checked).then(draft -> editions.edited(draft, checked)));
  }

  private static Outcome<Draft> placed(TransactionEntry entry, Outcome<Draft> outcome) {
    return switch (outcome) {
      case Outcome.Done<Draft> done -> done;
      case Outcome.Refused<Draft>(var refusal) -> Outcome.refused(Placed.in(entry, refusal));
    };
  }
}
