package org.tunza.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomnessTest {
  @Test
  void bytes_are_filled_only_where_asked() {
    byte[] target = new byte[12_000];
    Randomness.secure().fill(target, 100, 11_900);
    assertThat(target).startsWith(new byte[100]).endsWith(new byte[100]);
    Set<Byte> seen = new HashSet<>();
    for (int at = 100; at < 11_900; at++) {
      seen.add(target[at]);
    }
    assertThat(seen).hasSize(256);
  }

  @Test
  void numbers_lie_below_their_bound() {
    for (int round = 0; round < 10_000; round++) {
      assertThat(Randomness.secure().below(7)).isBetween(0L, 6L);
    }
  }

  @Test
  void nothing_drawn_comes_twice() {
    Set<Long> drawn = new HashSet<>();
    for (int round = 0; round < 100_000; round++) {
      drawn.add(Randomness.secure().bits());
    }
    assertThat(drawn).hasSize(100_000);
  }

  @Test
  void a_seed_repeats_itself() {
    assertThat(Randomness.seeded(5).bytes(40)).isEqualTo(Randomness.seeded(5).bytes(40));
    assertThat(Randomness.seeded(5).bits()).isNotEqualTo(Randomness.seeded(6).bits());
  }
}
