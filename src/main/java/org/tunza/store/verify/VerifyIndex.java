package org.tunza.store.verify;

import java.util.List;
import org.tunza.platform.database.Transactions;
import org.tunza.record.EntryKey;
import org.tunza.record.index.Indexing;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.VersionOpening;
import org.tunza.store.reindex.IndexSurvey;
import org.tunza.store.reindex.IndexSurvey.Wrong;
import org.tunza.store.reindex.PostgresIndexRows;
import org.tunza.store.reindex.PostgresIndexRows.Table;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.store.verify.Verification.Stage;

/**
 * Tells of derived rows that are not what content says. What does not open is passed over here;
 * {@link org.tunza.store.verify.Verify} tells of it.
 */
public final class VerifyIndex {

  private final Transactions transactions;
  private final IndexSurvey survey;
  private final Verification verification;

  /** Reads with the application's login. */
  public VerifyIndex(
      Transactions transactions,
      VersionOpening opening,
      Indexing indexing,
      TermHash hash,
      Verification verification) {
    this.transactions = transactions;
    this.survey = new IndexSurvey(opening, indexing, hash);
    this.verification = verification;
  }

  public void run() {
    long total = transactions.read(PostgresIndexRows::entries);
    EntryKey after = EntryKey.FIRST;
    long done = 0;
    while (true) {
      EntryKey from = after;
      IndexSurvey.Portion portion =
          transactions.transact(connection -> survey.entries(connection, from));
      if (portion.entries().isEmpty()) {
        break;
      }
      found(portion.wrong());
      done += portion.entries().size();
      after = portion.entries().getLast();
      verification.at(Stage.INDEX, Math.min(done, total), total);
    }
    for (Table table : Table.ALL) {
      long pages = transactions.read(table::pages);
      for (long page = 0; page < pages; page += IndexSurvey.PAGES) {
        long from = page;
        found(transactions.transact(connection -> survey.rows(connection, table, from)));
      }
    }
  }

  private void found(List<Wrong> wrong) {
    for (Wrong one : wrong) {
      verification.found(Finding.of(Kind.INDEX_WRONG, one.entry(), one.version(), one.text()));
    }
  }
}
