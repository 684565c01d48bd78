package org.tunza.store.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunza.store.ledger.Checkpoint;

/**
 * A checkpoint that was kept elsewhere than in the store that it speaks of.
 *
 * @param name where it was kept, as it is told to whoever asked
 */
public record KeptCheckpoint(String name, Checkpoint checkpoint) {

  /** Three lines of text, a blank one, and lines of signatures: https://c2sp.org/signed-note */
  private static final Pattern NOTE =
      Pattern.compile("\\G((?:.+\n){3}\n(?:— .+(?:\n|\\z)){1,16})\n*");

  /** All checkpoints of a text, one after the other; none when it holds anything else. */
  public static List<KeptCheckpoint> in(String name, String text) {
    List<KeptCheckpoint> kept = new ArrayList<>();
    Matcher notes = NOTE.matcher(text);
    int end = 0;
    while (notes.find()) {
      Optional<Checkpoint> checkpoint = Checkpoint.parse(notes.group(1));
      if (checkpoint.isEmpty()) {
        return List.of();
      }
      kept.add(new KeptCheckpoint(name, checkpoint.get()));
      end = notes.end();
    }
    return end == text.length() ? kept : List.of();
  }

  long size() {
    return checkpoint.head().size();
  }
}
