package org.tunza.store.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DictionariesTest {

  @ParameterizedTest
  @CsvSource("1,9f6d9a5838bd54cc0b85502f886f22f27684593a779f613306f5208072f053a5")
  void a_dictionary_that_versions_name_is_never_altered(int number, String hash)
      throws IOException, GeneralSecurityException {
    try (InputStream stream =
        Objects.requireNonNull(
            Dictionaries.class.getResourceAsStream("dictionary-%d.zstd".formatted(number)))) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(stream.readAllBytes());
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(hash);
    }
  }
}
