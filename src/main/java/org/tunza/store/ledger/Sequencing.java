package org.tunza.store.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tunza.store.merkle.Frontier;
import org.tunza.store.merkle.MerkleTree;
import org.tunza.store.merkle.Node;
import org.tunza.store.merkle.Tiles;
import org.tunza.store.merkle.TreeHead;

/**
 * The work of the one sequencer, on the connection that holds its lock. A round is one transaction:
 * it places the commits that wait, keeps the subtrees they complete, and signs the new head when
 * one is due. After a failure nothing here may be used again; a new one reads the tree anew.
 *
 * <p>Only transactions with a checkpoint wait for the disk. When others are lost in a crash, their
 * commits wait again, and no signed head has spoken of them.
 */
final class Sequencing {
  /** Commits that one transaction places. */
  static final int BATCH_MAX = 4096;

  private final Connection connection;
  private final SigningKey key;
  private final InstantSource clock;
  private final Duration checkpointEvery;
  private final Frontier frontier;
  private long signedSize;
  private Instant signedAt = Instant.EPOCH;

  private Sequencing(
      Connection connection,
      SigningKey key,
      InstantSource clock,
      Duration checkpointEvery,
      Frontier frontier,
      long signedSize) {
    this.connection = connection;
    this.key = key;
    this.clock = clock;
    this.checkpointEvery = checkpointEvery;
    this.frontier = frontier;
    this.signedSize = signedSize;
  }

  /** Reads the tree and holds it against the newest checkpoint. */
  static Sequencing begin(
      Connection connection, SigningKey key, InstantSource clock, Duration checkpointEvery)
      throws SQLException, TreeAltered {
    long size = PostgresTree.size(connection);
    Optional<Checkpoint> latest = PostgresTree.latest(connection);
    Tiles tiles = PostgresTree.tiles(connection);
    try {
      if (latest.isPresent()) {
        check(latest.get(), size, key, tiles);
      }
      long signed = latest.map(checkpoint -> checkpoint.head().size()).orElse(0L);
      Frontier frontier = Frontier.of(size, tiles);
      return new Sequencing(connection, key, clock, checkpointEvery, frontier, signed);
    } catch (Tiles.IncompleteTree e) {
      throw new TreeAltered("the ledger lacks leaves or nodes");
    }
  }

  private static void check(Checkpoint latest, long size, SigningKey key, Tiles tiles)
      throws TreeAltered {
    if (!key.verifier().verifies(latest)) {
      throw new TreeAltered("the newest checkpoint was not signed by this ledger's key");
    }
    long signed = latest.head().size();
    if (signed > size) {
      throw new TreeAltered("the ledger has fewer leaves than its newest checkpoint says");
    }
    if (!Arrays.equals(MerkleTree.root(signed, tiles), latest.head().root())) {
      throw new TreeAltered("the ledger's leaves are not those of its newest checkpoint");
    }
  }

  /** One transaction. Says whether more may wait already. */
  boolean round() throws SQLException {
    List<PostgresTree.Placed> placed = PostgresTree.place(connection, frontier.size(), BATCH_MAX);
    append(placed);
    if (due()) {
      sign();
    }
    connection.commit();
    return placed.size() == BATCH_MAX;
  }

  long size() {
    return frontier.size();
  }

  private void append(List<PostgresTree.Placed> placed) throws SQLException {
    List<Node> nodes = new ArrayList<>();
    for (PostgresTree.Placed leaf : placed) {
      if (leaf.seq() != frontier.size()) {
        throw new IllegalStateException("leaves must be placed without gaps");
      }
      frontier.append(
          leaf.leaf(),
          node -> {
            if (node.isKept()) {
              nodes.add(node);
            }
          });
    }
    if (!nodes.isEmpty()) {
      PostgresTree.addNodes(connection, nodes);
    }
  }

  private boolean due() {
    Duration since = Duration.between(signedAt, clock.instant());
    return frontier.size() > signedSize
        && (since.isNegative() || since.compareTo(checkpointEvery) >= 0);
  }

  private void sign() throws SQLException {
    PostgresTree.waitForDisk(connection);
    signedAt = clock.instant();
    signedSize = frontier.size();
    TreeHead head = new TreeHead(signedSize, frontier.root());
    PostgresTree.addCheckpoint(connection, key.sign(head), signedAt);
  }
}
