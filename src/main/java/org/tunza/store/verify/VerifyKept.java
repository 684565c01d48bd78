package org.tunza.store.verify;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.tunza.store.ledger.CheckpointVerifier;
import org.tunza.store.merkle.Frontier;
import org.tunza.store.verify.Finding.Kind;

/**
 * Holds checkpoints that were kept elsewhere against the tree while it is built anew. What the
 * store says of itself may be old or made again; what was signed and kept apart can't be.
 */
final class VerifyKept {
  private final Verification verification;
  private final Deque<KeptCheckpoint> ahead = new ArrayDeque<>();
  private long lastGood;

  VerifyKept(List<KeptCheckpoint> kept, CheckpointVerifier verifier, Verification verification) {
    this.verification = verification;
    kept.stream()
        .sorted(Comparator.comparingLong(KeptCheckpoint::size))
        .forEach(one -> {
          if (verifier.verifies(one.checkpoint())) {
            ahead.add(one);
          } else {
            found(Kind.CHECKPOINT_FOREIGN, one, "was not signed by this ledger's key");
          }
        });
  }

  /** The tree has grown to what the frontier is of. */
  void reached(Frontier frontier) {
    while (!ahead.isEmpty() && ahead.peek().size() == frontier.size()) {
      KeptCheckpoint kept = ahead.remove();
      if (Arrays.equals(kept.checkpoint().head().root(), frontier.root())) {
        lastGood = kept.size();
      } else {
        found(
            Kind.FORKED,
            kept,
            "is of other leaves: the ledger was altered, or an older copy was put back and went on"
                + " another way");
      }
    }
  }

  /** The tree is whole. */
  void ended(long size) {
    for (KeptCheckpoint kept : ahead) {
      found(
          Kind.ROLLED_BACK,
          kept,
          "is of more leaves than the %d there are: an older copy was put back, or the end was cut"
              .formatted(size));
    }
  }

  private void found(Kind kind, KeptCheckpoint kept, String text) {
    verification.found(
        Finding.at(
            kind,
            lastGood,
            "the checkpoint of %d in %s ".formatted(kept.size(), kept.name()) + text));
  }
}
