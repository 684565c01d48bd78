package org.tunza.store.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import org.tunza.store.merkle.Sha256;
import org.tunza.store.merkle.TreeHead;

/**
 * A signed tree head, as text that anybody can keep and check: https://c2sp.org/tlog-checkpoint
 * within https://c2sp.org/signed-note.
 *
 * @param note origin, size and root on a line each, a blank line, and the signature line
 */
public record Checkpoint(TreeHead head, String note) {

  /** The signed part of the note. */
  static byte[] body(String origin, TreeHead head) {
    String root = Base64.getEncoder().encodeToString(head.root());
    return (origin + "\n" + head.size() + "\n" + root + "\n").getBytes(UTF_8);
  }

  /** Reads a note; empty when it isn't one. Who signed it is not checked here. */
  public static Optional<Checkpoint> parse(String note) {
    String[] lines = note.split("\n", -1);
    if (lines.length < 5 || !lines[3].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
      return Optional.empty();
    }
    try {
      byte[] root = Base64.getDecoder().decode(lines[2]);
      return root.length == Sha256.BYTES
          ? Optional.of(new Checkpoint(new TreeHead(Long.parseLong(lines[1]), root), note))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
