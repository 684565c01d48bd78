package org.tunza.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void an_id_is_twenty_characters_that_fhir_allows() {
    String id = new Ids(Clock.system(), Randomness.secure()).next();
    assertThat(id).matches("[0-9abcdefghjkmnpqrstvwxyz]{20}");
  }

  @Test
  void ids_sort_as_they_were_made() {
    List<String> ids = new ArrayList<>();
    for (long millis = 0; millis < 1L << 47; millis = millis * 3 + 1) {
      long now = millis;
      ids.add(new Ids(() -> Instant.ofEpochMilli(now), Randomness.secure()).next());
    }
    assertThat(ids).hasSizeGreaterThan(25).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void the_first_and_last_id_of_a_millisecond_differ_only_in_their_random_part() {
    Instant instant = Instant.ofEpochMilli(0x123456789ABCL);
    String first = new Ids(() -> instant, constant(0)).next();
    String last = new Ids(() -> instant, constant(-1)).next();
    assertThat(first).isEqualTo("28t5cy4tqg0000000000");
    assertThat(last).isEqualTo("28t5cy4tqkzzzzzzzzzz").isGreaterThan(first);
  }

  @Test
  void ids_made_in_one_millisecond_are_all_different() {
    Ids ids = new Ids(() -> Instant.EPOCH, Randomness.secure());
    Set<String> made = new HashSet<>();
    IntStream.range(0, 100_000).forEach(_ -> made.add(ids.next()));
    assertThat(made).hasSize(100_000);
  }

  private static Randomness constant(long bits) {
    return new Randomness() {
      @Override
      public void fill(byte[] target, int start, int end) {
        throw new UnsupportedOperationException();
      }

      @Override
      public long bits() {
        return bits;
      }
    };
  }
}
