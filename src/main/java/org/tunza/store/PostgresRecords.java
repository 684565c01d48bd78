package org.tunza.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.Database;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.record.AccessScope;
import org.tunza.record.Attribution;
import org.tunza.record.Change;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.History;
import org.tunza.record.Outcome;
import org.tunza.record.Records;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.record.Written;
import org.tunza.record.index.Criteria;
import org.tunza.record.index.Indexing;
import org.tunza.record.search.Found;
import org.tunza.record.search.Search;
import org.tunza.store.blob.BlobLost;
import org.tunza.store.blob.Blobs;
import org.tunza.store.blob.BlobsUnusable;
import org.tunza.store.index.PostgresOwnParameters;
import org.tunza.store.index.ProgramOutdated;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;

/**
 * The record store on PostgreSQL. A commit is one transaction; a read is one statement. See
 * docs/architecture.md.
 */
public final class PostgresRecords implements Records {

  private static final Logger LOG = System.getLogger(PostgresRecords.class.getName());

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
      Blobs blobs,
      Indexing indexing,
      TermHash hash,
      Dangling dangling,
      Runnable committed) {
    this.database = database;
    this.store = new Store(keys, sealing, blobs, indexing, hash, new PostgresNumbers(), dangling);
    this.committed = committed;
  }

  /** The policy on references to entries that aren't there; docs/conformance.md. */
  public enum Dangling {
    REFUSED,
    ACCEPTED
  }

  @Override
  public Outcome<List<Written>> commit(Change change, Attribution who) {
    return answered(
        () -> {
          Outcome<List<Written>> outcome =
              database.transact(connection -> {
                Outcome<List<Written>> result = PostgresCommit.run(store, connection, change, who);
                if (result instanceof Outcome.Refused<List<Written>>) {
                  connection.rollback();
                }
                return result;
              });
          committed.run();
          keepUp(change);
          return outcome;
        },
        code ->
            code == RefusalCode.DATABASE_UNAVAILABLE
                ? IN_DOUBT
                : "nothing was written; try again later");
  }

  /** What the change has defined is known here at once. */
  private void keepUp(Change change) {
    Indexing indexing = store.indexing();
    if (change.writes().stream().anyMatch(write -> indexing.isOfDefinitions(write.type()))) {
      database.read(connection -> {
        PostgresOwnParameters.keepUp(connection, indexing);
        return true;
      });
    }
  }

  @Override
  public Outcome<Version> read(AccessScope scope, EntryId id) {
    return reading(() -> versions(scope, versions -> versions.current(id)))
        .then(version ->
            switch (version.state()) {
              case CURRENT -> Outcome.done(version);
              case DELETED -> Outcome.refused(RefusalCode.GONE, "", "the entry has been deleted");
            });
  }

  @Override
  public Outcome<Version> read(AccessScope scope, EntryId id, int number) {
    return reading(() -> versions(scope, versions -> versions.past(id, number)));
  }

  /** Something that is read from versions. */
  @FunctionalInterface
  private interface Reading<T> {
    T from(PostgresVersions versions) throws SQLException;
  }

  private <T> T versions(AccessScope scope, Reading<T> reading) {
    return database.read(
        connection -> reading.from(new PostgresVersions(store, connection, scope)));
  }

  private Outcome<Version> reading(Supplier<Optional<Version>> read) {
    return answered(() ->
        read.get()
            .map(Outcome::done)
            .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "", "there is no such entry")));
  }

  @Override
  public Outcome<History.Page> history(AccessScope scope, History history) {
    return answered(() -> {
      PostgresVersions.Walked walked = versions(scope, versions -> versions.walk(history));
      return walked.versions().isEmpty() && history.of() instanceof History.Of.Entry(EntryId id)
          ? read(scope, id, 1).map(_ -> page(history, walked))
          : Outcome.done(page(history, walked));
    });
  }

  private static History.Page page(History history, PostgresVersions.Walked walked) {
    List<Version> versions = List.copyOf(walked.versions());
    boolean whole =
        history.of() instanceof History.Of.Entry
            && history.since().isEmpty()
            && history.at().isEmpty()
            && history.after().isEmpty()
            && !versions.isEmpty();
    Optional<Integer> total = whole ? Optional.of(versions.getFirst().number()) : Optional.empty();
    if (walked.isEnd()) {
      return new History.Page(versions, Optional.empty(), total);
    }
    Version last = versions.getLast();
    History.Cursor next = new History.Cursor(last.lastUpdated(), last.key().entry(), last.number());
    return new History.Page(versions, Optional.of(next), total);
  }

  /** Asked again when keys were replaced between a row and its key. */
  @Override
  public Outcome<Found> search(AccessScope scope, Search search) {
    return answered(() -> {
      try {
        return Outcome.done(page(scope, search));
      } catch (KeyTree.KeyLost _) {
        return Outcome.done(page(scope, search));
      } catch (DatabaseFault fault) {
        if (fault.overtime()) {
          return Outcome.refused(
              RefusalCode.TOO_COMPLEX, "", "it takes longer than the limit; ask for less");
        }
        throw fault;
      }
    });
  }

  private Found page(AccessScope scope, Search search) {
    return database.read(connection -> Searching.page(store, connection, scope, search));
  }

  @Override
  public Outcome<List<EntryId>> match(AccessScope scope, Criteria criteria, int max) {
    return answered(() ->
        Outcome.done(
            database.read(
                connection -> new PostgresMatches(store, connection).find(criteria, max))));
  }

  private <T> Outcome<T> answered(Supplier<Outcome<T>> work) {
    return answered(work, _ -> "try again later");
  }

  /** The outcome; what keeps the store from working is a refusal. */
  private <T> Outcome<T> answered(
      Supplier<Outcome<T>> work, Function<RefusalCode, String> whatToDo) {
    try {
      return work.get();
    } catch (DatabaseFault fault) {
      RefusalCode code = refusalCode(fault);
      return Outcome.refused(code, "", whatToDo.apply(code));
    } catch (PostgresMatches.TooBroad e) {
      return Outcome.refused(
          RefusalCode.TOO_COMPLEX, "", "the condition is too broad; name an identifier");
    } catch (KeyTree.KeyLost lost) {
      return answered(() -> lost(lost.of(), RefusalCode.KEY_LOST, lost));
    } catch (BlobLost lost) {
      return answered(() -> lost(Optional.of(lost.of()), RefusalCode.BLOB_LOST, lost));
    } catch (BlobsUnusable fault) {
      LOG.log(Level.ERROR, "Blobs can't be put or read", fault);
      RefusalCode code = fault.isFull() ? RefusalCode.DISK_FULL : RefusalCode.BLOBS_UNUSABLE;
      return Outcome.refused(code, "", whatToDo.apply(code));
    } catch (ProgramOutdated outdated) {
      return Outcome.refused(
          RefusalCode.PROGRAM_OUTDATED, "", "a newer program keeps this store's search rows");
    } catch (StartRefusal unusable) {
      return Outcome.refused(
          RefusalCode.MASTER_KEY_MISSING, "", "the newest master key is not at hand here");
    }
  }

  /** What is gone was destroyed, as the ledger says, or lost. */
  private <T> Outcome<T> lost(Optional<EntryKey> of, RefusalCode code, RuntimeException lost) {
    boolean destroyed =
        of.isPresent()
            && versions(AccessScope.everything(), versions -> versions.isDestroyed(of.get()));
    if (destroyed) {
      return Outcome.refused(
          RefusalCode.DESTROYED, "", "it was destroyed, or what it belongs to; the ledger says so");
    }
    LOG.log(
        Level.ERROR, "A key or a blob is lost, and was never destroyed; run ./tunza verify", lost);
    return Outcome.refused(
        code, "", "its key or its bytes are lost, and were never destroyed; the log has the rest");
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
