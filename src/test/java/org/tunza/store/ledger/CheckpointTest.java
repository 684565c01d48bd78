package org.tunza.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tunza.store.merkle.Sha256;
import org.tunza.store.merkle.TreeHead;

class CheckpointTest {
  /** The first key of RFC 8032, section 7.1. */
  private final byte[] secret =
      HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

  private final SigningKey key = SigningKey.of(name -> secret);
  private final TreeHead head = new TreeHead(42, Sha256.of(new byte[] {1}));

  @Test
  void a_signed_checkpoint_is_read_back_and_verifies() {
    Checkpoint signed = key.sign(head);
    Checkpoint read = Checkpoint.parse(signed.note()).orElseThrow();
    assertThat(read.head().size()).isEqualTo(42);
    assertThat(read.head().root()).isEqualTo(head.root());
    assertThat(key.verifier().verifies(read)).isTrue();
    assertThat(SigningKey.of(name -> secret).verifier().verifies(read)).isTrue();
  }

  @Test
  void the_public_key_is_that_of_the_published_test_vector() {
    String line = key.verifier().verifierKey();
    byte[] typed = Base64.getDecoder().decode(line.split("\\+", 3)[2]);
    assertThat(HexFormat.of().formatHex(typed))
        .isEqualTo("01d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  }

  @Test
  void a_note_stands_on_lines_as_c2sp_says() {
    String[] lines = key.sign(head).note().split("\n", -1);
    assertThat(lines).hasSize(6);
    assertThat(lines[0]).isEqualTo(key.verifier().origin()).matches("tunza-[0-9a-f]{16}");
    assertThat(lines[1]).isEqualTo("42");
    assertThat(lines[3]).isEmpty();
    assertThat(lines[4]).startsWith("— " + lines[0] + " ");
    assertThat(key.verifier().verifierKey())
        .matches(lines[0] + "\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]+=*");
  }

  @Test
  void an_altered_head_another_key_and_a_broken_signature_do_not_verify() {
    Checkpoint signed = key.sign(head);
    CheckpointVerifier verifier = key.verifier();
    assertThat(verifier.verifies(new Checkpoint(new TreeHead(43, head.root()), signed.note())))
        .isFalse();
    String other = signed.note().replace("\n42\n", "\n43\n");
    assertThat(verifier.verifies(Checkpoint.parse(other).orElseThrow())).isFalse();
    String cut = signed.note().substring(0, signed.note().length() - 9) + "\n";
    assertThat(verifier.verifies(new Checkpoint(head, cut))).isFalse();
    SigningKey stranger = SigningKey.of(name -> Sha256.of(secret));
    assertThat(verifier.verifies(stranger.sign(head))).isFalse();
  }

  @Test
  void what_is_no_note_is_not_read() {
    for (String text :
        new String[] {"", "a\n1\n", "a\n-1\nAAAA\n\n— a b\n", "a\n1\n!!\n\n— a b\n"}) {
      assertThat(Checkpoint.parse(text)).isEmpty();
    }
  }
}
