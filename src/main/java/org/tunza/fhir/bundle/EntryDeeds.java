package org.tunza.fhir.bundle;

import static org.tunza.record.RefusalCode.INVALID_BUNDLE;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.tunza.create.transaction.TransactionEntry.Deed;
import org.tunza.fhir.EntityTags;
import org.tunza.fhir.Request;
import org.tunza.fhir.entry.Conditions;
import org.tunza.fhir.entry.SentPatch;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.Write;
import org.tunza.record.index.Criteria;

/** What the entries of a transaction do. https://hl7.org/fhir/R4/http.html#trules */
final class EntryDeeds {

  private final Conditions conditions;
  private final Supplier<String> ids;

  EntryDeeds(Conditions conditions, Supplier<String> ids) {
    this.conditions = conditions;
    this.ids = ids;
  }

  /** The deed of an entry; empty when it only reads. */
  Outcome<Optional<Deed>> of(BundleEntry entry, EntryExchange exchange, Request request) {
    return switch (request) {
      case Request.Create(String type) ->
          typed(entry, type)
              .then(_ -> conditions.ifNoneExist(type, exchange.header("If-None-Exist")))
              .map(unless -> originate(type, unless, entry, exchange));
      case Request.Update(EntryId id) ->
          typed(entry, id.type())
              .then(_ -> expected(exchange))
              .map(expected -> amend(new Write.Target.One(id), expected, id, entry, exchange));
      case Request.ConditionalUpdate(String type) ->
          typed(entry, type)
              .then(_ -> matching(type, exchange))
              .then(target ->
                  expected(exchange)
                      .map(expected ->
                          amend(target, expected, fresh(type, entry), entry, exchange)));
      case Request.Patch(EntryId id) -> patched(new Write.Target.One(id), exchange);
      case Request.ConditionalPatch(String type) ->
          matching(type, exchange).then(target -> patched(target, exchange));
      case Request.Delete(EntryId id) -> deprecate(new Write.Target.One(id), entry, exchange);
      case Request.ConditionalDelete(String type) ->
          matching(type, exchange).then(target -> deprecate(target, entry, exchange));
      case Request.Operation(_, _, String method) when !method.equals("GET") ->
          Outcome.refused(
              INVALID_BUNDLE,
              entry.place() + ".request.url",
              "an operation that may write stands alone or in a batch");
      case Request.Operation _,
          Request.Read _,
          Request.ReadVersion _,
          Request.Versions _,
          Request.Search _,
          Request.Capabilities _,
          Request.Bundle _ ->
          Outcome.done(Optional.empty());
    };
  }

  private static Outcome<BundleEntry> typed(BundleEntry entry, String type) {
    if (!entry.hasBody()) {
      return Outcome.refused(
          RefusalCode.EMPTY_BODY, entry.place() + ".resource", "the entry brings no resource");
    }
    return entry.gist().type().equals(type)
        ? Outcome.done(entry)
        : Outcome.refused(
            RefusalCode.TYPE_MISMATCH,
            entry.place() + ".resource",
            "not of the type that the address says");
  }

  private EntryId fresh(String type, BundleEntry entry) {
    String own = entry.gist().id();
    return new EntryId(type, own.isEmpty() ? ids.get() : own);
  }

  private Outcome<Write.Target> matching(String type, EntryExchange exchange) {
    return conditions.ofQuery(type, exchange.query()).map(Write.Target.Matching::new);
  }

  private static Outcome<OptionalInt> expected(EntryExchange exchange) {
    return EntityTags.expected(exchange.header("If-Match"));
  }

  private Optional<Deed> originate(
      String type, Optional<Criteria> unless, BundleEntry entry, EntryExchange exchange) {
    EntryId id = new EntryId(type, ids.get());
    return Optional.of(new Deed.Originate(id, unless, entry.gist().keys(), exchange::sent));
  }

  private static Optional<Deed> amend(
      Write.Target target,
      OptionalInt expected,
      EntryId fresh,
      BundleEntry entry,
      EntryExchange exchange) {
    return Optional.of(
        new Deed.Amend(
            target, expected, new Write.Absent.Create(fresh), entry.gist().keys(), exchange::sent));
  }

  private static Outcome<Optional<Deed>> patched(Write.Target target, EntryExchange exchange) {
    return expected(exchange)
        .then(expected ->
            SentPatch.of(exchange)
                .map(patch -> Optional.of(new Deed.Patched(target, expected, patch))));
  }

  private static Outcome<Optional<Deed>> deprecate(
      Write.Target target, BundleEntry entry, EntryExchange exchange) {
    return expected(exchange)
        .map(expected -> Optional.of(new Deed.Deprecate(target, expected, entry.told())));
  }
}
