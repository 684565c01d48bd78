package org.tunza.store.verify;

import java.util.List;
import org.tunza.platform.database.Transactions;
import org.tunza.store.key.VersionOpening;
import org.tunza.store.ledger.LedgerProofs;

/**
 * Recomputes the ledger from what is stored and says exactly what is missing or altered: tree and
 * signed heads, commits and events, versions and pointers. Reads in portions, each of one state of
 * the database, so that it may run beside writes; what comes in after its start is left out.
 */
public final class Verify {
  private final Transactions transactions;
  private final LedgerProofs proofs;
  private final VersionOpening opening;

  /** Reads with the application's login. */
  public Verify(Transactions transactions, LedgerProofs proofs, VersionOpening opening) {
    this.transactions = transactions;
    this.proofs = proofs;
    this.opening = opening;
  }

  /**
   * Verifies all of it.
   *
   * @param kept checkpoints that were kept elsewhere
   */
  public void run(List<KeptCheckpoint> kept, Verification verification) {
    new VerifyTree(proofs, kept, verification).run(transactions);
    VerifyCommits.run(transactions, opening, verification);
    VerifyEntries.run(transactions, verification);
  }
}
