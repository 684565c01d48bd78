package org.tunza.store;

import java.util.List;
import java.util.Optional;
import org.tunza.platform.database.Database;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.record.AccessScope;
import org.tunza.record.Attribution;
import org.tunza.record.Change;
import org.tunza.record.EntryId;
import org.tunza.record.History;
import org.tunza.record.Outcome;
import org.tunza.record.Records;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.record.Written;
import org.tunza.record.index.Criteria;
import org.tunza.record.index.Indexing;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;

/**
 * The record store on PostgreSQL. A commit is one transaction; a read is one statement. See
 * docs/architecture.md.
 */
public final class PostgresRecords implements Records {

  /** Whether a commit came through whose answer was lost is known only once one can look. */
  private static final String IN_DOUBT =
      "the database went away; look whether it was written before trying again";

  private final Database database;
  private final Store store;
  private final Runnable committed;

  /**
   * The store on an opened key tree.
   *
   * @param dangling whether references to what isn't there are accepted
   * @param committed told after each commit, from the thread that made it
   */
  public PostgresRecords(
      Database database,
      KeyTree keys,
      Sealing sealing,
      Indexing indexing,
      TermHash hash,
      Dangling dangling,
      Runnable committed) {
    this.database = database;
    this.store = new Store(keys, sealing, indexing, hash, new PostgresNumbers(), dangling);
    this.committed = committed;
  }

  /** The policy on references to entries that aren't there; docs/conformance.md. */
  public enum Dangling {
    REFUSED,
    ACCEPTED
  }

  @Override
  public Outcome<List<Written>> commit(Change change, Attribution who) {
    try {
      Outcome<List<Written>> outcome =
          database.transact(connection -> {
            Outcome<List<Written>> result = PostgresCommit.run(store, connection, change, who);
            if (result instanceof Outcome.Refused<List<Written>>) {
              connection.rollback();
            }
            return result;
          });
      committed.run();
      return outcome;
    } catch (DatabaseFault fault) {
      RefusalCode code = refusalCode(fault);
      boolean inDoubt = code == RefusalCode.DATABASE_UNAVAILABLE;
      return Outcome.refused(code, "", inDoubt ? IN_DOUBT : "nothing was written; try again later");
    } catch (PostgresMatches.TooBroad e) {
      return tooBroad();
    }
  }

  @Override
  public Outcome<Version> read(AccessScope scope, EntryId id) {
    return reading(
            () -> database.read(connection -> new PostgresVersions(store, connection).current(id)))
        .then(version ->
            switch (version.state()) {
              case CURRENT -> Outcome.done(version);
              case DELETED -> Outcome.refused(RefusalCode.GONE, "", "the entry has been deleted");
            });
  }

  @Override
  public Outcome<Version> read(AccessScope scope, EntryId id, int number) {
    return reading(() ->
        database.read(connection -> new PostgresVersions(store, connection).past(id, number)));
  }

  private static Outcome<Version> reading(java.util.function.Supplier<Optional<Version>> read) {
    try {
      return read.get()
          .map(Outcome::done)
          .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "", "there is no such entry"));
    } catch (DatabaseFault fault) {
      return Outcome.refused(refusalCode(fault), "", "try again later");
    }
  }

  @Override
  public Outcome<History.Page> history(AccessScope scope, History history) {
    try {
      List<Version> versions =
          database.read(connection -> new PostgresVersions(store, connection).walk(history));
      if (versions.isEmpty() && history.of() instanceof History.Of.Entry(EntryId id)) {
        Outcome<Version> first = read(scope, id, 1);
        if (first instanceof Outcome.Refused<Version>(var refusal)) {
          return Outcome.refused(refusal);
        }
      }
      return Outcome.done(page(history, versions));
    } catch (DatabaseFault fault) {
      return Outcome.refused(refusalCode(fault), "", "try again later");
    }
  }

  private static History.Page page(History history, List<Version> versions) {
    boolean whole =
        history.of() instanceof History.Of.Entry
            && history.since().isEmpty()
            && history.at().isEmpty()
            && history.after().isEmpty()
            && !versions.isEmpty();
    Optional<Integer> total = whole ? Optional.of(versions.getFirst().number()) : Optional.empty();
    if (versions.size() <= history.count()) {
      return new History.Page(versions, Optional.empty(), total);
    }
    List<Version> shown = versions.subList(0, history.count());
    Version last = shown.getLast();
    History.Cursor next = new History.Cursor(last.lastUpdated(), last.key().entry(), last.number());
    return new History.Page(List.copyOf(shown), Optional.of(next), total);
  }

  @Override
  public Outcome<List<EntryId>> match(AccessScope scope, Criteria criteria, int max) {
    try {
      return Outcome.done(
          database.read(connection -> new PostgresMatches(store, connection).find(criteria, max)));
    } catch (DatabaseFault fault) {
      return Outcome.refused(refusalCode(fault), "", "try again later");
    } catch (PostgresMatches.TooBroad e) {
      return tooBroad();
    }
  }

  private static <T> Outcome<T> tooBroad() {
    return Outcome.refused(
        RefusalCode.TOO_COMPLEX, "", "the condition is too broad; name an identifier");
  }

  /** What the caller may know of a fault of the database; others are defects and rise. */
  private static RefusalCode refusalCode(DatabaseFault fault) {
    String state = fault.state();
    if (state.startsWith("53")) {
      return state.equals("53100") ? RefusalCode.DISK_FULL : RefusalCode.BUSY;
    }
    if (state.equals("40001") || state.equals("40P01") || state.equals("55P03")) {
      return RefusalCode.CONCURRENT_CHANGE;
    }
    if (state.isEmpty() || state.startsWith("08") || state.startsWith("57")) {
      return RefusalCode.DATABASE_UNAVAILABLE;
    }
    throw fault;
  }
}
