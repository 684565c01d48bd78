package org.tunza.store.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.tunza.store.merkle.Sha256;
import org.tunza.store.merkle.TreeHead;

/**
 * Checks the signatures of one ledger's checkpoints. The ledger's name, the origin, comes from its
 * public key, so that a note says which key must have signed it.
 */
public final class CheckpointVerifier {
  private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte ED25519 = 1;
  private static final int NAME_BYTES = 8;
  private static final int KEY_ID_BYTES = 4;
  private static final String SIGNED_BY = "— ";

  private final byte[] raw;
  private final String origin;
  private final PublicKey key;

  private CheckpointVerifier(byte[] raw, PublicKey key) {
    this.raw = raw;
    this.key = key;
    this.origin = "tunza-" + HexFormat.of().formatHex(Sha256.of(raw), 0, NAME_BYTES);
  }

  static CheckpointVerifier of(byte[] raw) throws GeneralSecurityException {
    byte[] x509 =
        ByteBuffer.allocate(X509_HEAD.length + raw.length).put(X509_HEAD).put(raw).array();
    PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
    return new CheckpointVerifier(raw.clone(), key);
  }

  /** The ledger's name. */
  public String origin() {
    return origin;
  }

  /** The public key as a line of text, a vkey of https://c2sp.org/signed-note. */
  public String verifierKey() {
    byte[] typed = ByteBuffer.allocate(1 + raw.length).put(ED25519).put(raw).array();
    return "%s+%s+%s"
        .formatted(
            origin, HexFormat.of().formatHex(keyId()), Base64.getEncoder().encodeToString(typed));
  }

  /** Whether the note says what the checkpoint says and this ledger's key signed it. */
  public boolean verifies(Checkpoint checkpoint) {
    byte[] body = Checkpoint.body(origin, checkpoint.head());
    String prefix = new String(body, UTF_8) + "\n";
    if (!checkpoint.note().startsWith(prefix)) {
      return false;
    }
    return checkpoint.note().substring(prefix.length()).lines().anyMatch(line -> signs(line, body));
  }

  private boolean signs(String line, byte[] body) {
    String start = SIGNED_BY + origin + " ";
    if (!line.startsWith(start)) {
      return false;
    }
    try {
      byte[] signed = Base64.getDecoder().decode(line.substring(start.length()));
      if (signed.length < KEY_ID_BYTES
          || !Arrays.equals(signed, 0, KEY_ID_BYTES, keyId(), 0, KEY_ID_BYTES)) {
        return false;
      }
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(body);
      return signature.verify(signed, KEY_ID_BYTES, signed.length - KEY_ID_BYTES);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** The checkpoint with this signature. */
  Checkpoint signed(TreeHead head, byte[] signature) {
    byte[] line =
        ByteBuffer.allocate(KEY_ID_BYTES + signature.length).put(keyId()).put(signature).array();
    String body = new String(Checkpoint.body(origin, head), UTF_8);
    String encoded = Base64.getEncoder().encodeToString(line);
    return new Checkpoint(head, body + "\n" + SIGNED_BY + origin + " " + encoded + "\n");
  }

  private byte[] keyId() {
    byte[] name = (origin + "\n").getBytes(UTF_8);
    ByteBuffer all = ByteBuffer.allocate(name.length + 1 + raw.length);
    return Arrays.copyOf(Sha256.of(all.put(name).put(ED25519).put(raw).array()), KEY_ID_BYTES);
  }
}
