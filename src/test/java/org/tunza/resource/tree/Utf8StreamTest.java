package org.tunza.resource.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Utf8StreamTest {

  @Test
  void every_character_passes() {
    StringBuilder all = new StringBuilder();
    for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x900 ? 1 : 37) {
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        all.appendCodePoint(point);
      }
    }
    assertThat(passes(all.toString().getBytes(UTF_8))).isTrue();
  }

  @Test
  void it_agrees_with_the_decoder_about_every_short_run_of_bytes() {
    Random random = new Random(1);
    byte[] edges = {
      0x41,
      0x7F,
      (byte) 0x80,
      (byte) 0x8F,
      (byte) 0x90,
      (byte) 0x9F,
      (byte) 0xA0,
      (byte) 0xBF,
      (byte) 0xC0,
      (byte) 0xC1,
      (byte) 0xC2,
      (byte) 0xDF,
      (byte) 0xE0,
      (byte) 0xE1,
      (byte) 0xED,
      (byte) 0xEF,
      (byte) 0xF0,
      (byte) 0xF1,
      (byte) 0xF4,
      (byte) 0xF5,
      (byte) 0xFF
    };
    for (int run = 0; run < 200_000; run++) {
      byte[] bytes = new byte[1 + random.nextInt(5)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = edges[random.nextInt(edges.length)];
      }
      assertThat(passes(bytes)).isEqualTo(Utf8.isValid(bytes));
    }
  }

  private static boolean passes(byte[] bytes) {
    try (Utf8Stream stream = new Utf8Stream(new ByteArrayInputStream(bytes))) {
      byte[] target = new byte[3];
      while (stream.read(target, 0, target.length) >= 0) {
        // The bytes are not wanted, only whether they pass.
      }
      return true;
    } catch (CharConversionException e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
