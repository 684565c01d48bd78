package org.tunza.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tunza.record.EntryKey;
import org.tunza.record.LifecycleEvent;
import org.tunza.store.merkle.Sha256;

class LeafTest {
  private static final LedgerCommit COMMIT =
      new LedgerCommit(7, 1_700_000_000_000_000L, 9, 1, 2, 3);

  @Test
  void the_encoding_of_a_commit_never_changes() {
    byte[] data =
        Leaf.data(
            COMMIT,
            List.of(
                event(0), new LedgerEvent(1, LifecycleEvent.ACCESS, new EntryKey(0, 1), 1, null)));
    assertThat(HexFormat.of().formatHex(data))
        .isEqualTo(
            "0101"
                + "0000000000000007"
                + "00060a24181e4000"
                + "0000000000000009"
                + "00000001"
                + "00000002"
                + "0003"
                + "00000002"
                + "00000000"
                + "01"
                + "0000000000000005"
                + "0000000000000006"
                + "00000001"
                + "20"
                + "ab".repeat(32)
                + "00000001"
                + "05"
                + "0000000000000000"
                + "0000000000000001"
                + "00000001"
                + "00");
  }

  @Test
  void the_leaf_hash_is_that_of_rfc_6962() {
    byte[] data = Leaf.data(COMMIT, List.of(event(0)));
    byte[] prefixed = new byte[data.length + 1];
    System.arraycopy(data, 0, prefixed, 1, data.length);
    assertThat(Leaf.hash(COMMIT, List.of(event(0)))).isEqualTo(Sha256.of(prefixed));
  }

  @Test
  void a_large_commit_is_hashed_and_the_next_small_one_is_right() {
    byte[] small = Leaf.hash(COMMIT, List.of(event(0)));
    List<LedgerEvent> many = IntStream.range(0, 30_000).mapToObj(LeafTest::event).toList();
    assertThat(Leaf.hash(COMMIT, many)).isEqualTo(Leaf.hash(COMMIT, many)).isNotEqualTo(small);
    assertThat(Leaf.hash(COMMIT, List.of(event(0)))).isEqualTo(small);
  }

  @Test
  void events_out_of_order_or_with_a_short_hash_are_refused() {
    assertThatThrownBy(() -> Leaf.hash(COMMIT, List.of(event(1), event(0))))
        .isInstanceOf(IllegalArgumentException.class);
    LedgerEvent wrong =
        new LedgerEvent(0, LifecycleEvent.AMEND, new EntryKey(1, 1), 1, new byte[31]);
    assertThatThrownBy(() -> Leaf.hash(COMMIT, List.of(wrong)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LedgerEvent event(int ordinal) {
    byte[] hash = new byte[32];
    Arrays.fill(hash, (byte) 0xab);
    return new LedgerEvent(ordinal, LifecycleEvent.ORIGINATE, new EntryKey(5, 6), 1, hash);
  }
}
