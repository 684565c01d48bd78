package org.tunza.store.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tunza.platform.Transactions;
import org.tunza.store.ledger.Finding.Kind;
import org.tunza.store.ledger.Verification.Stage;

/**
 * Builds the tree anew from its leaves and holds it against kept hashes and signed heads. Once it
 * differs from a signed head, later heads say nothing more and are only checked for signatures.
 */
final class VerifyTree {
  private static final int PORTION = 16_384;

  private final CheckpointVerifier verifier;
  private final Verification verification;
  private final Frontier frontier = new Frontier();
  private final Deque<Checkpoint> checkpoints = new ArrayDeque<>();
  private long lastGood;
  private boolean broken;

  VerifyTree(CheckpointVerifier verifier, Verification verification) {
    this.verifier = verifier;
    this.verification = verification;
  }

  void run(Transactions transactions) {
    long size = transactions.read(PostgresTree::size);
    while (frontier.size() < size) {
      long from = frontier.size();
      long to = Math.min(size, from + PORTION);
      transactions.read(connection -> portion(connection, from, to));
      verification.at(Stage.TREE, to, size);
    }
    long signed =
        transactions
            .read(PostgresTree::latest)
            .map(checkpoint -> checkpoint.head().size())
            .orElse(0L);
    if (signed > size && transactions.read(PostgresTree::size) < signed) {
      verification.found(
          Finding.at(Kind.LEAF_MISSING, size, "leaves up to %d were signed".formatted(signed)));
    }
  }

  private boolean portion(Connection connection, long from, long to) throws SQLException {
    checkpoints.addAll(PostgresVerify.checkpoints(connection, from, to));
    List<PostgresTree.Node> completed = new ArrayList<>();
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

  private void missing(List<PostgresTree.Node> completed) {
    verification.found(Finding.at(Kind.LEAF_MISSING, frontier.size(), "no leaf has this place"));
    append(new byte[Sha256.BYTES], completed);
  }

  private void append(byte[] leaf, List<PostgresTree.Node> completed) {
    frontier.append(
        leaf,
        (level, index, hash) -> {
          if (level % Tiles.LEVELS == 0) {
            completed.add(new PostgresTree.Node(level, index, hash));
          }
        });
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

  private void nodes(Connection connection, List<PostgresTree.Node> completed) throws SQLException {
    Map<Integer, List<PostgresTree.Node>> levels = new HashMap<>();
    completed.forEach(
        node -> levels.computeIfAbsent(node.level(), level -> new ArrayList<>()).add(node));
    for (Map.Entry<Integer, List<PostgresTree.Node>> level : levels.entrySet()) {
      List<PostgresTree.Node> wanted = level.getValue();
      Map<Long, byte[]> kept = new HashMap<>();
      PostgresVerify.nodes(
              connection, level.getKey(), wanted.getFirst().index(), wanted.getLast().index() + 1)
          .forEach(node -> kept.put(node.index(), node.hash()));
      for (PostgresTree.Node node : wanted) {
        if (!Arrays.equals(kept.get(node.index()), node.hash())) {
          verification.found(altered(node));
        }
      }
    }
  }

  private static Finding altered(PostgresTree.Node node) {
    long first = node.index() << node.level();
    long last = first + (1L << node.level()) - 1;
    return Finding.at(
        Kind.NODE_ALTERED, first, "the kept hash over leaves %d to %d".formatted(first, last));
  }
}
