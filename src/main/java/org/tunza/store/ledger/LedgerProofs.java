package org.tunza.store.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.tunza.platform.database.Transactions;
import org.tunza.store.merkle.ConsistencyProof;
import org.tunza.store.merkle.InclusionProof;
import org.tunza.store.merkle.MerkleTree;
import org.tunza.store.merkle.Tiles;

/**
 * Proves to anybody that a commit is in the ledger and that the ledger only grew. Proofs lead to
 * signed heads: a size beyond the newest checkpoint has none.
 */
public final class LedgerProofs {
  private final Transactions transactions;
  private final CheckpointVerifier verifier;

  /** Reads with the application's login. */
  public LedgerProofs(Transactions transactions, Secrets secrets) {
    this.transactions = transactions;
    this.verifier = SigningKey.of(secrets).verifier();
  }

  /** The public key that checkpoints are checked with. */
  public CheckpointVerifier verifier() {
    return verifier;
  }

  public Optional<Checkpoint> latest() {
    return transactions.read(PostgresTree::latest);
  }

  /** How many leaves have a place, signed or not. */
  public long size() {
    return transactions.read(PostgresTree::size);
  }

  /** The place of a commit; empty while it waits for one. */
  public Optional<Long> seqOf(long commit) {
    return transactions.read(connection -> PostgresTree.seqOf(connection, commit));
  }

  /** That the leaf at a place is in the tree of this size; empty when there is no such tree. */
  public Optional<InclusionProof> inclusion(long seq, long size) {
    return transactions.read(connection ->
        seq < 0 || seq >= size || size > signedSize(connection)
            ? Optional.empty()
            : Optional.of(prove(connection, seq, size)));
  }

  /** That the tree of one size begins that of another; empty when there is no such tree. */
  public Optional<ConsistencyProof> consistency(long from, long to) {
    return transactions.read(connection ->
        from < 0 || from > to || to > signedSize(connection)
            ? Optional.empty()
            : Optional.of(
                new ConsistencyProof(
                    from, to, MerkleTree.consistency(from, to, PostgresTree.tiles(connection)))));
  }

  private static InclusionProof prove(Connection connection, long seq, long size) {
    Tiles tiles = PostgresTree.tiles(connection);
    return new InclusionProof(seq, size, tiles.at(0, seq), MerkleTree.inclusion(seq, size, tiles));
  }

  private static long signedSize(Connection connection) throws SQLException {
    return PostgresTree.latest(connection).map(latest -> latest.head().size()).orElse(0L);
  }
}
