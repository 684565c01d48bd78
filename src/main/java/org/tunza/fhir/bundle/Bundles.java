package org.tunza.fhir.bundle;

import java.util.function.Supplier;
import org.tunza.create.Drafts;
import org.tunza.create.transaction.Gist;
import org.tunza.create.transaction.Lookups;
import org.tunza.create.transaction.TransactRecords;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Defects;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Query;
import org.tunza.fhir.Request;
import org.tunza.fhir.entry.Conditions;
import org.tunza.record.Outcome;

/**
 * Takes a bundle that is sent to the base: a batch or a transaction.
 * https://hl7.org/fhir/R4/http.html#transaction
 */
public final class Bundles implements Interaction<Request.Bundle> {

  /**
   * Limits of one bundle.
   *
   * @param entriesMax its entries
   * @param bytesKeptMax bytes of its resources that are kept in memory
   * @param answerBytesMax bytes of the resources in its answer
   */
  public record Limits(int entriesMax, long bytesKeptMax, long answerBytesMax) {}

  private final Drafts drafts;
  private final Conditions conditions;
  private final Spilling spilling;
  private final Limits limits;
  private final Batch batch;
  private final Transaction transaction;

  /**
   * Wires the parts.
   *
   * @param interactions does what an entry asks for
   * @param defects what becomes of a bug in one entry
   * @param ids gives ids to new entries
   * @param spilling makes a spill for a large bundle
   */
  public Bundles(
      Interaction<Request> interactions,
      Defects defects,
      TransactRecords deed,
      Drafts drafts,
      Conditions conditions,
      Supplier<String> ids,
      Spilling spilling,
      Limits limits) {
    this.drafts = drafts;
    this.conditions = conditions;
    this.spilling = spilling;
    this.limits = limits;
    this.batch = new Batch(interactions, defects);
    this.transaction = new Transaction(deed, new EntryDeeds(conditions, ids), batch);
  }

  @Override
  public Outcome<Answer> answer(Request.Bundle request, Exchange exchange) {
    Lookups lookups =
        new Lookups((type, query) -> Query.parse(query).then(one -> conditions.ofQuery(type, one)));
    try (EntryBodies bodies =
        new EntryBodies(spilling, limits.bytesKeptMax, exchange.body()::spilled)) {
      return sent(exchange, bodies, lookups)
          .then(bundle ->
              bundle.type().equals("batch")
                  ? Outcome.done(batch.answer(bundle, exchange, room(exchange)))
                  : transaction.answer(bundle, lookups, exchange, room(exchange)));
    }
  }

  private AnswerRoom room(Exchange exchange) {
    return new AnswerRoom(limits.answerBytesMax, exchange.body());
  }

  private Outcome<SentBundle> sent(Exchange exchange, EntryBodies bodies, Lookups lookups) {
    SentEntries.Sight sight =
        resource -> lookups.gather(resource).map(same -> Gist.of(same, drafts));
    SentEntries entries = new SentEntries(bodies, sight, limits.entriesMax);
    return exchange
        .format()
        .then(format -> BundleReader.read(format, exchange.body().stream(), entries));
  }
}
