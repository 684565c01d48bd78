package org.tunza.store.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tunza.platform.database.Transactions;
import org.tunza.store.ledger.Checkpoint;
import org.tunza.store.ledger.CheckpointVerifier;
import org.tunza.store.ledger.LedgerProofs;
import org.tunza.store.merkle.Frontier;
import org.tunza.store.merkle.Node;
import org.tunza.store.merkle.Sha256;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.store.verify.Verification.Stage;

/**
 * Builds the tree anew from its leaves and holds it against kept hashes and signed heads. Once it
 * differs from a signed head, later heads say nothing more and are only checked for signatures.
 */
final class VerifyTree {
  private static final int PORTION = 16_384;

  private final LedgerProofs proofs;
  private final CheckpointVerifier verifier;
  private final Verification verification;
  private final Frontier frontier = new Frontier();
  private final VerifyKept kept;
  private final Deque<Checkpoint> checkpoints = new ArrayDeque<>();
  private long lastGood;
  private boolean broken;

  VerifyTree(LedgerProofs proofs, List<KeptCheckpoint> kept, Verification verification) {
    this.proofs = proofs;
    this.verifier = proofs.verifier();
    this.kept = new VerifyKept(kept, verifier, verification);
    this.verification = verification;
  }

  void run(Transactions transactions) {
    long size = proofs.size();
    kept.reached(frontier);
    while (frontier.size() < size) {
      long from = frontier.size();
      long to = Math.min(size, from + PORTION);
      transactions.read(connection -> portion(connection, from, to));
      verification.at(Stage.TREE, to, size);
    }
    kept.ended(size);
    long signed = proofs.latest().map(checkpoint -> checkpoint.head().size()).orElse(0L);
    if (signed > size && proofs.size() < signed) {
      verification.found(
          Finding.at(Kind.LEAF_MISSING, size, "leaves up to %d were signed".formatted(signed)));
    }
  }

  private boolean portion(Connection connection, long from, long to) throws SQLException {
    checkpoints.addAll(PostgresVerify.checkpoints(connection, from, to));
    List<Node> completed = new ArrayList<>();
    for (PostgresVerify.LeafRow row : PostgresVerify.leaves(connection, from, to)) {
      while (frontier.size() < row.seq()) {
        missing(completed);
      }
      if (!row.commitThere()) {
        verification.found(Finding.at(Kind.COMMIT_MISSING, row.seq(), "its commit is not there"));
      }
      append(row.leaf(), completed);
    }
    while (frontier.size() < to) {
      missing(completed);
    }
    nodes(connection, completed);
    return true;
  }

  private void missing(List<Node> completed) {
    verification.found(Finding.at(Kind.LEAF_MISSING, frontier.size(), "no leaf has this place"));
    append(new byte[Sha256.BYTES], completed);
  }

  private void append(byte[] leaf, List<Node> completed) {
    frontier.append(
        leaf,
        node -> {
          if (node.isKept()) {
            completed.add(node);
          }
        });
    kept.reached(frontier);
    Checkpoint next = checkpoints.peek();
    if (next != null && next.head().size() == frontier.size()) {
      check(checkpoints.remove());
    }
  }

  private void check(Checkpoint checkpoint) {
    long size = checkpoint.head().size();
    if (!verifier.verifies(checkpoint)) {
      verification.found(
          Finding.at(
              Kind.CHECKPOINT_ALTERED,
              size - 1,
              "the checkpoint of size %d is not what was signed".formatted(size)));
    } else if (Arrays.equals(frontier.root(), checkpoint.head().root())) {
      lastGood = broken ? lastGood : size;
    } else if (!broken) {
      broken = true;
      verification.found(
          Finding.at(
              Kind.TREE_ALTERED,
              lastGood,
              "leaves %d to %d are not those that were signed".formatted(lastGood, size - 1)));
    }
  }

  private void nodes(Connection connection, List<Node> completed) throws SQLException {
    Map<Integer, List<Node>> levels = new HashMap<>();
    completed.forEach(
        node -> levels.computeIfAbsent(node.level(), level -> new ArrayList<>()).add(node));
    for (Map.Entry<Integer, List<Node>> level : levels.entrySet()) {
      List<Node> wanted = level.getValue();
      Map<Long, byte[]> kept = new HashMap<>();
      PostgresVerify.nodes(
              connection, level.getKey(), wanted.getFirst().index(), wanted.getLast().index() + 1)
          .forEach(node -> kept.put(node.index(), node.hash()));
      for (Node node : wanted) {
        if (!Arrays.equals(kept.get(node.index()), node.hash())) {
          verification.found(altered(node));
        }
      }
    }
  }

  private static Finding altered(Node node) {
    long first = node.index() << node.level();
    long last = first + (1L << node.level()) - 1;
    return Finding.at(
        Kind.NODE_ALTERED, first, "the kept hash over leaves %d to %d".formatted(first, last));
  }
}
