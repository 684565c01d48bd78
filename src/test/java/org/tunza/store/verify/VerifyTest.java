package org.tunza.store.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.store.ledger.Sequencer;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.testing.TestStore;

final class VerifyTest {
  private static final int ENTRIES = 40;

  @TempDir private static Path keys;
  @AutoClose private static SequencedStore sequenced;
  private static EntryKey victim;

  @BeforeAll
  static void fill() {
    sequenced = new SequencedStore(keys);
    TestStore store = sequenced.store();
    try (Sequencer sequencer = sequenced.sequencer()) {
      EntryId last = store.fresh("Patient");
      for (int i = 0; i < ENTRIES; i++) {
        EntryId id = store.fresh("Patient");
        store.done(store.create(id, Map.of("name", "n" + i)));
        last = i == ENTRIES / 2 ? id : last;
        if (i % 10 == 9) {
          sequenced.awaitSigned(sequencer);
        }
      }
      store.done(store.update(last, Map.of("name", "again")));
      store.done(store.delete(last));
      sequenced.awaitSigned(sequencer);
      victim = sequenced.key(last);
    }
    sequenced.save();
  }

  @AfterEach
  void undo() {
    sequenced.restore();
  }

  private static long number(String sql, @Nullable Object... parameters) {
    return sequenced.number(sql, parameters);
  }

  private static void tamper(String sql, @Nullable Object... parameters) {
    sequenced.tamper(sql, parameters);
  }

  private static List<Finding> verify() {
    return sequenced.verify(List.of());
  }

  private long seqOf(EntryKey key, int version) {
    return number(
        """
        select seq from ledger_leaf l join ledger_event e on e.commit = l.commit
        where e.chart = ? and e.entry = ? and e.version = ?
        """,
        key.chart(),
        key.entry(),
        version);
  }

  private void assertFound(Kind kind, long seq, EntryKey entry, int version) {
    assertThat(verify())
        .anySatisfy(finding -> {
          assertThat(finding.kind()).isEqualTo(kind);
          assertThat(finding.seq()).isEqualTo(seq);
          assertThat(finding.entry()).isEqualTo(entry);
          assertThat(finding.version()).isEqualTo(version);
        });
  }

  @Test
  void a_healthy_store_is_clean_also_while_it_is_being_written() throws InterruptedException {
    assertThat(verify()).isEmpty();
    TestStore store = sequenced.store();
    try (Sequencer _ = sequenced.sequencer()) {
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 60; i++) {
                  EntryId id = store.fresh("Patient");
                  store.done(store.create(id, Map.of("name", "w" + i)));
                  store.done(store.update(id, Map.of("name", "v" + i)));
                }
              });
      while (writer.isAlive()) {
        assertThat(verify()).isEmpty();
      }
      writer.join();
    }
    assertThat(verify()).isEmpty();
  }

  @Test
  void altered_content_is_found_by_entry_and_place() {
    tamper(
        """
        update entry_version set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)
        where chart = ? and entry = ? and version = 2
        """,
        victim.chart(),
        victim.entry());
    assertFound(Kind.VERSION_ALTERED, seqOf(victim, 2), victim, 2);
  }

  @Test
  void content_of_another_version_is_found() {
    tamper(
        """
        update entry_version v set sealed = o.sealed from entry_version o
        where v.chart = ? and v.entry = ? and v.version = 2
          and o.chart = v.chart and o.entry = v.entry and o.version = 1
        """,
        victim.chart(),
        victim.entry());
    assertFound(Kind.VERSION_ALTERED, seqOf(victim, 2), victim, 2);
  }

  @Test
  void an_altered_event_is_found_by_entry_and_place() {
    tamper(
        "update ledger_event set event = 1 where chart = ? and entry = ? and version = 2",
        victim.chart(),
        victim.entry());
    assertFound(Kind.LEAF_ALTERED, seqOf(victim, 2), victim, 2);
  }

  @Test
  void an_altered_commit_is_found_by_place() {
    long seq = seqOf(victim, 2);
    tamper(
        """
        update ledger_commit set agent = 99
        where number = (select commit from ledger_leaf where seq = ?)
        """,
        seq);
    assertFound(Kind.LEAF_ALTERED, seq, victim, 2);
  }

  @Test
  void a_deleted_event_is_found_by_entry_and_place() {
    long seq = seqOf(victim, 2);
    tamper(
        "delete from ledger_event where chart = ? and entry = ? and version = 2",
        victim.chart(),
        victim.entry());
    assertFound(Kind.LEAF_ALTERED, seq, Finding.NO_ENTRY, 0);
    assertFound(Kind.EVENT_MISSING, Finding.NOWHERE, victim, 2);
  }

  @Test
  void a_deleted_version_is_found_by_entry() {
    tamper(
        "delete from entry_version where chart = ? and entry = ? and version = 3",
        victim.chart(),
        victim.entry());
    assertFound(Kind.VERSION_MISSING, Finding.NOWHERE, victim, 3);
  }

  @Test
  void an_entry_that_is_wiped_out_with_its_events_is_found_by_place() {
    long seq = seqOf(victim, 1);
    for (String table : List.of("entry", "entry_version", "ledger_event")) {
      tamper(
          "delete from %s where chart = ? and entry = ?".formatted(table),
          victim.chart(),
          victim.entry());
    }
    assertFound(Kind.LEAF_ALTERED, seq, Finding.NO_ENTRY, 0);
  }

  @Test
  void a_version_that_was_put_in_without_an_event_is_found() {
    tamper(
        """
        insert into entry_version
        select chart, entry, updated, 4, type, state, dictionary, sealed from entry_version
        where chart = ? and entry = ? and version = 2
        """,
        victim.chart(),
        victim.entry());
    assertFound(Kind.EVENT_MISSING, Finding.NOWHERE, victim, 4);
  }

  @Test
  void a_pointer_to_an_old_version_is_found() {
    tamper(
        "update entry set version = 2, state = 1 where chart = ? and entry = ?",
        victim.chart(),
        victim.entry());
    assertFound(Kind.POINTER_WRONG, Finding.NOWHERE, victim, 3);
  }

  @Test
  void a_leaf_that_was_rewritten_with_its_commit_is_found_by_the_signed_heads() {
    long seq = seqOf(victim, 1);
    tamper("update ledger_leaf set leaf = sha256(leaf) where seq = ?", seq);
    assertFound(Kind.LEAF_ALTERED, seq, victim, 1);
    assertThat(verify())
        .anySatisfy(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.TREE_ALTERED);
          assertThat(finding.seq()).isBetween(seq - 10, seq);
        });
  }

  @Test
  void two_leaves_in_the_wrong_order_are_found() {
    tamper(
        """
        update ledger_leaf l set commit = -o.commit, leaf = o.leaf from ledger_leaf o
        where (l.seq, o.seq) in ((12, 13), (13, 12))
        """);
    tamper("update ledger_leaf set commit = -commit where commit < 0");
    assertThat(verify()).extracting(Finding::kind).containsExactly(Kind.TREE_ALTERED);
    assertThat(verify().getFirst().seq()).isBetween(3L, 12L);
  }

  @Test
  void a_deleted_leaf_is_found_by_place() {
    tamper("delete from ledger_leaf where seq = 17");
    assertFound(Kind.LEAF_MISSING, 17, Finding.NO_ENTRY, 0);
    assertThat(verify()).extracting(Finding::kind).contains(Kind.COMMIT_UNLEDGERED);
  }

  @Test
  void leaves_cut_from_the_end_are_found() {
    long size = number("select max(seq) + 1 from ledger_leaf");
    tamper("delete from ledger_leaf where seq >= ?", size - 3);
    assertFound(Kind.LEAF_MISSING, size - 3, Finding.NO_ENTRY, 0);
  }

  @Test
  void a_deleted_commit_is_found_by_place() {
    tamper(
        "delete from ledger_commit where number = (select commit from ledger_leaf where seq = 5)");
    assertFound(Kind.COMMIT_MISSING, 5, Finding.NO_ENTRY, 0);
  }

  @Test
  void an_altered_checkpoint_is_found() {
    long size = number("select min(size) from ledger_checkpoint");
    tamper("update ledger_checkpoint set root = sha256(root) where size = ?", size);
    assertFound(Kind.CHECKPOINT_ALTERED, size - 1, Finding.NO_ENTRY, 0);
  }
}
