package org.tunza.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpillTest {

  @TempDir private Path folder;

  @Test
  void what_is_appended_is_read_back_from_any_offset() throws IOException {
    Random random = new Random(7);
    try (Spill spill = Spill.in(folder, Randomness.seeded(1))) {
      List<byte[]> parts = new ArrayList<>();
      List<Long> offsets = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        byte[] part = new byte[i % 10 == 0 ? 150_000 : random.nextInt(5_000)];
        random.nextBytes(part);
        offsets.add(spill.size());
        spill.append(part);
        parts.add(part);
      }
      for (int i : new int[] {199, 0, 1, 2, 150, 10, 11, 198, 199}) {
        assertThat(spill.read(offsets.get(i), parts.get(i).length)).isEqualTo(parts.get(i));
      }
      assertThat(spill.read(spill.size(), 0)).isEmpty();
      assertThatThrownBy(() -> spill.read(spill.size() - 1, 2))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void the_file_has_no_name_while_it_is_used() throws IOException {
    try (Spill spill = Spill.in(folder, Randomness.seeded(1))) {
      spill.append(new byte[200_000]);
      assertThat(folder).isEmptyDirectory();
    }
  }
}
