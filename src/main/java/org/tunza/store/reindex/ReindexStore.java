package org.tunza.store.reindex;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.Transactions;
import org.tunza.record.EntryKey;
import org.tunza.store.LockSet;
import org.tunza.store.index.PostgresOwnParameters;
import org.tunza.store.index.PostgresSearchIndex;
import org.tunza.store.index.SearchIndex;
import org.tunza.store.key.KeyTree;
import org.tunza.store.reindex.IndexSurvey.Wrong;
import org.tunza.store.reindex.PostgresIndexRows.Stored;
import org.tunza.store.reindex.PostgresIndexRows.Table;

/**
 * Makes all search rows anew while the store is at work: looks at a portion in one state of the
 * database, then makes right what was not, with locks on those entries alone, and notes with that
 * how far it is. A walk that was broken off is gone on with where it stood, by whichever program is
 * first. No version and no event is made: rows are derived.
 */
public final class ReindexStore {

  /** How long who walks may give no sign of life. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  /** Rows that are taken away at once, perhaps each of another entry, which is locked. */
  private static final int SWEPT_MAX = 200;

  private final Transactions transactions;
  private final IndexSurvey survey;
  private final Mending mending;
  private final long walker;
  private final Duration lease;

  /**
   * A walker of its own.
   *
   * @param walker a number that no other one has
   */
  public ReindexStore(
      Transactions transactions, IndexSurvey survey, KeyTree keys, long walker, Duration lease) {
    this.transactions = transactions;
    this.survey = survey;
    this.mending = new Mending(survey, keys);
    this.walker = walker;
    this.lease = lease;
  }

  /** What came of a portion. */
  public enum Turn {
    /** One is done, and more are to come. */
    WENT_ON,
    /** All rows are right. */
    WHOLE,
    /** Another one walks. */
    ELSEWHERE
  }

  /** Asks for all rows anew when those that are there are of an older scheme. */
  public static void prepare(Transactions transactions) {
    int scheme = transactions.read(PostgresSearchIndex::read).scheme();
    if (scheme > SearchIndex.SCHEME) {
      throw new StartRefusal(
          StartRefusal.Reason.SCHEMA_NEWER,
          "The index was made by a newer program; start that one.");
    }
    if (scheme < SearchIndex.SCHEME) {
      long edition = ask(transactions);
      transactions.transact(connection -> isEmpty(connection) && skip(connection, edition));
    }
  }

  /** Asks for all rows anew; says by which edition. */
  public static long ask(Transactions transactions) {
    return transactions.transact(connection -> {
      PostgresIndexWalk.begin(connection, LockSet.ofAll());
      return PostgresSearchIndex.renew(connection, SearchIndex.SCHEME);
    });
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    return PostgresIndexRows.entries(connection) == 0;
  }

  /** Nobody writes rows of an older edition any more, so what comes is right. */
  private static boolean skip(Connection connection, long edition) throws SQLException {
    PostgresSearchIndex.complete(connection, edition);
    PostgresSearchIndex.clean(connection, edition);
    return true;
  }

  /** How far it is. */
  public static Standing standing(Transactions transactions) {
    return transactions.read(connection ->
        new Standing(PostgresSearchIndex.read(connection), PostgresIndexWalk.read(connection)));
  }

  public Standing standing() {
    return standing(transactions);
  }

  /** Goes on by one portion. */
  public Turn goOn() {
    SearchIndex index = transactions.read(this::index);
    if (index.isWhole()) {
      return Turn.WHOLE;
    }
    IndexWalk walk =
        transactions
            .read(connection -> PostgresIndexWalk.claim(connection, walker, lease))
            .orElse(null);
    if (walk == null) {
      return Turn.ELSEWHERE;
    }
    if (walk.edition() <= index.clean()) {
      return begin(walk, index.edition());
    }
    return walk.table().isPresent() ? rows(walk, walk.table().get()) : entries(walk);
  }

  /** Lets another go on at once. */
  public void release() {
    transactions.transact(connection -> {
      PostgresIndexWalk.release(connection, walker);
      return true;
    });
  }

  /** What there is to do, by the search parameters that the store has now. */
  private SearchIndex index(Connection connection) throws SQLException {
    SearchIndex index = PostgresSearchIndex.read(connection);
    if (index.edition() != survey.indexing().own().edition()) {
      PostgresOwnParameters.keepUp(connection, survey.indexing());
    }
    return index;
  }

  private Turn begin(IndexWalk last, long edition) {
    return moved(connection -> {
      IndexWalk begun = IndexWalk.begun(edition, PostgresIndexRows.entries(connection));
      return PostgresIndexWalk.move(connection, walker, last, begun);
    });
  }

  private Turn entries(IndexWalk walk) {
    IndexSurvey.Portion portion =
        transactions.transact(connection -> survey.entries(connection, walk.after()));
    if (portion.entries().isEmpty()) {
      return moved(connection -> {
        PostgresSearchIndex.complete(connection, walk.edition());
        return PostgresIndexWalk.move(connection, walker, walk, walk.next());
      });
    }
    if (!portion.misdefined().isEmpty()) {
      define(portion.misdefined());
    }
    List<EntryKey> wrong = new ArrayList<>(portion.closed());
    portion.wrong().stream().map(Wrong::entry).distinct().forEach(wrong::add);
    IndexWalk next =
        walk.past(
            portion.entries().getLast(),
            portion.entries().size(),
            wrong.size() - portion.closed().size());
    return moved(connection -> {
      if (!PostgresIndexWalk.move(connection, walker, walk, next)) {
        return false;
      }
      mending.mend(connection, wrong);
      return true;
    });
  }

  /** What raises the edition; the walk after this one makes the rows of it. */
  private void define(List<EntryKey> entries) {
    transactions.transact(connection -> {
      mending.define(connection, entries);
      return true;
    });
  }

  private Turn rows(IndexWalk walk, Table table) {
    long pages = transactions.read(table::pages);
    if (walk.page() >= pages) {
      return moved(connection -> end(connection, walk));
    }
    IndexSurvey.Strays strays =
        transactions.transact(connection -> survey.strays(connection, table, walk.page()));
    List<Stored> suspects = new ArrayList<>(strays.rows());
    suspects.addAll(strays.closed());
    for (int from = 0; from < suspects.size(); from += SWEPT_MAX) {
      List<Stored> some = suspects.subList(from, Math.min(suspects.size(), from + SWEPT_MAX));
      sweep(table, some);
    }
    IndexWalk next = walk.pastPages(IndexSurvey.PAGES, pages, strays.rows().size());
    return moved(connection -> PostgresIndexWalk.move(connection, walker, walk, next));
  }

  private void sweep(Table table, List<Stored> suspects) {
    transactions.transact(connection -> {
      mending.sweep(connection, table, suspects);
      return true;
    });
  }

  private boolean end(Connection connection, IndexWalk walk) throws SQLException {
    if (!walk.isLastStage()) {
      return PostgresIndexWalk.move(connection, walker, walk, walk.next());
    }
    PostgresSearchIndex.clean(connection, walk.edition());
    if (PostgresOwnParameters.overtaken(connection) > 0) {
      PostgresIndexWalk.begin(connection, LockSet.ofAll());
      PostgresOwnParameters.endOvertaken(
          connection, PostgresSearchIndex.renew(connection, SearchIndex.SCHEME));
    }
    return true;
  }

  private Turn moved(Transactions.Work<Boolean> work) {
    return transactions.transact(work) ? Turn.WENT_ON : Turn.ELSEWHERE;
  }
}
