package org.tunza.store.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tunza.record.Accesses.Seen;
import org.tunza.record.Attribution;
import org.tunza.record.Attribution.Purpose;
import org.tunza.record.EntryKey;

class AccessCodingTest {
  private final Random random = new Random(21089);

  @Test
  void every_event_is_read_back_as_it_was() {
    for (int round = 0; round < 2000; round++) {
      AccessEvent event = event(random.nextInt(20));
      assertThat(AccessCoding.decode(AccessCoding.encode(event))).isEqualTo(event);
    }
  }

  @Test
  void bytes_that_end_too_soon_are_no_event() {
    byte[] bytes = AccessCoding.encode(event(3));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> AccessCoding.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private AccessEvent event(int seen) {
    Attribution who =
        new Attribution(
            random.nextInt(),
            random.nextInt(1000),
            List.of(Purpose.values()).get(random.nextInt(4)),
            random.nextLong());
    List<Seen> all = new ArrayList<>();
    for (int i = 0; i < seen; i++) {
      all.add(new Seen(new EntryKey(number(), number()), random.nextInt(1, 100)));
    }
    return new AccessEvent(random.nextLong(), who, all);
  }

  private long number() {
    return random.nextInt(10) == 0 ? random.nextLong() : random.nextInt(100_000);
  }
}
