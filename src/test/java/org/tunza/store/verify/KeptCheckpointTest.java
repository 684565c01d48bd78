package org.tunza.store.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.store.ledger.Checkpoint;
import org.tunza.store.ledger.Sequencer;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.testing.TestStore;

final class KeptCheckpointTest {
  @TempDir private static Path keys;
  @TempDir private static Path otherKeys;
  @AutoClose private static SequencedStore sequenced;
  private static Checkpoint first;
  private static Checkpoint second;

  @BeforeAll
  static void fill() {
    sequenced = new SequencedStore(keys);
    first = write(7);
    second = write(5);
    sequenced.save();
  }

  @AfterEach
  void undo() {
    sequenced.restore();
  }

  private static Checkpoint write(int commits) {
    return write(sequenced, commits);
  }

  private static Checkpoint write(SequencedStore into, int commits) {
    TestStore store = into.store();
    try (Sequencer sequencer = into.sequencer()) {
      for (int i = 0; i < commits; i++) {
        store.done(store.create(store.fresh("Patient"), Map.of("name", "n" + i)));
      }
      return into.awaitSigned(sequencer);
    }
  }

  private static List<KeptCheckpoint> kept(Checkpoint... checkpoints) {
    StringBuilder text = new StringBuilder();
    for (Checkpoint checkpoint : checkpoints) {
      text.append(checkpoint.note());
    }
    return KeptCheckpoint.in("kept", text.toString());
  }

  private static List<Finding> verify(Checkpoint... checkpoints) {
    return sequenced.verify(kept(checkpoints));
  }

  @Test
  void a_store_that_only_grew_holds_all_that_were_kept() {
    assertThat(kept(second, first)).hasSize(2);
    assertThat(verify(second, first)).isEmpty();
    write(3);
    assertThat(verify(first, second)).isEmpty();
  }

  @Test
  void an_older_copy_that_was_put_back_is_clean_in_itself_and_is_found() {
    Checkpoint later = write(4);
    sequenced.restore();
    assertThat(verify()).isEmpty();
    assertThat(verify(first, second, later))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.ROLLED_BACK);
          assertThat(finding.seq()).isEqualTo(second.head().size());
          assertThat(finding.text()).contains("16", "12", "kept");
        });
  }

  @Test
  void an_older_copy_that_went_on_another_way_is_clean_in_itself_and_is_found() {
    Checkpoint later = write(4);
    sequenced.restore();
    write(9);
    assertThat(verify()).isEmpty();
    assertThat(verify(first, later))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.FORKED);
          assertThat(finding.seq()).isEqualTo(first.head().size());
        });
  }

  @Test
  void a_ledger_whose_end_was_cut_with_its_checkpoints_is_found() {
    long size = first.head().size();
    sequenced.tamper(
        "delete from ledger_event where commit in (select commit from ledger_leaf where seq >= ?)",
        size);
    sequenced.tamper(
        "delete from ledger_commit where number in (select commit from ledger_leaf where seq >= ?)",
        size);
    sequenced.tamper("delete from ledger_leaf where seq >= ?", size);
    sequenced.tamper("delete from ledger_checkpoint where size > ?", size);
    assertThat(verify(second)).extracting(Finding::kind).contains(Kind.ROLLED_BACK);
  }

  @Test
  void a_checkpoint_of_another_store_is_found() {
    try (SequencedStore other = new SequencedStore(otherKeys)) {
      assertThat(verify(write(other, 3)))
          .extracting(Finding::kind)
          .containsExactly(Kind.CHECKPOINT_FOREIGN);
    }
  }

  @Test
  void a_checkpoint_that_was_altered_is_found() {
    List<KeptCheckpoint> altered =
        KeptCheckpoint.in("kept", first.note().replace("\n7\n", "\n6\n"));
    assertThat(sequenced.verify(altered))
        .extracting(Finding::kind)
        .containsExactly(Kind.CHECKPOINT_FOREIGN);
  }

  @Test
  void what_is_no_checkpoint_is_not_taken_for_one() {
    assertThat(KeptCheckpoint.in("kept", "")).isEmpty();
    assertThat(KeptCheckpoint.in("kept", "a\nb\nc\n")).isEmpty();
    assertThat(KeptCheckpoint.in("kept", first.note() + "and more\n")).isEmpty();
    assertThat(KeptCheckpoint.in("kept", "many\n".repeat(100_000))).isEmpty();
    assertThat(KeptCheckpoint.in("kept", first.note().strip())).hasSize(1);
  }
}
