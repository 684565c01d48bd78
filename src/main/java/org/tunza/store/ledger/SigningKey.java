package org.tunza.store.ledger;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * The Ed25519 key that signs checkpoints. https://www.rfc-editor.org/rfc/rfc8032
 *
 * <p>Kept as seed and public key, 32 bytes each.
 */
final class SigningKey {
  private static final int HALF_BYTES = 32;
  private static final int X509_HEAD_BYTES = 12;

  private final PrivateKey key;
  private final CheckpointVerifier verifier;

  private SigningKey(PrivateKey key, CheckpointVerifier verifier) {
    this.key = key;
    this.verifier = verifier;
  }

  /** The key of the store, made when there is none. */
  static SigningKey of(Secrets secrets) {
    byte[] secret = secrets.secret(Secrets.LEDGER_SIGNING, SigningKey::fresh);
    try {
      byte[] seed = Arrays.copyOf(secret, HALF_BYTES);
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      return new SigningKey(
          key, CheckpointVerifier.of(Arrays.copyOfRange(secret, HALF_BYTES, 2 * HALF_BYTES)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the ledger's signing key can't be used", e);
    }
  }

  static byte[] fresh() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] secret = new byte[2 * HALF_BYTES];
      byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      System.arraycopy(seed, 0, secret, 0, HALF_BYTES);
      byte[] x509 = pair.getPublic().getEncoded();
      System.arraycopy(x509, X509_HEAD_BYTES, secret, HALF_BYTES, HALF_BYTES);
      return secret;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has Ed25519", e);
    }
  }

  CheckpointVerifier verifier() {
    return verifier;
  }

  Checkpoint sign(TreeHead head) {
    byte[] body = Checkpoint.body(verifier.origin(), head);
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(body);
      return verifier.signed(head, signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the ledger's signing key can't be used", e);
    }
  }
}
