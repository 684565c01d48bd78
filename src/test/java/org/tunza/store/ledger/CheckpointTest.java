package org.tunza.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  private final byte[] secret = SigningKey.fresh();
  private final SigningKey key = SigningKey.of((name, fresh) -> secret);
  private final TreeHead head = new TreeHead(42, Sha256.of(new byte[] {1}));

  @Test
  void a_signed_checkpoint_is_read_back_and_verifies() {
    Checkpoint signed = key.sign(head);
    Checkpoint read = Checkpoint.parse(signed.note()).orElseThrow();
    assertThat(read.head().size()).isEqualTo(42);
    assertThat(read.head().root()).isEqualTo(head.root());
    assertThat(key.verifier().verifies(read)).isTrue();
    assertThat(SigningKey.of((name, fresh) -> secret).verifier().verifies(read)).isTrue();
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
    byte[] foreign = SigningKey.fresh();
    SigningKey stranger = SigningKey.of((name, fresh) -> foreign);
    assertThat(verifier.verifies(stranger.sign(head))).isFalse();
  }

  @Test
  void what_is_no_note_is_not_read() {
    for (String text :
        new String[] {"", "a\n1\n", "a\n-1\nAAAA\n\n— a b\n", "a\n1\n!!\n\n— a b\n"}) {
      assertThat(Checkpoint.parse(text)).isEmpty();
    }
    assertThat(Arrays.equals(SigningKey.fresh(), SigningKey.fresh())).isFalse();
  }
}
