package org.tunza.store.ledger;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import org.tunza.store.merkle.TreeHead;

/** The Ed25519 key that signs checkpoints. https://www.rfc-editor.org/rfc/rfc8032 */
final class SigningKey {
  private static final int X509_HEAD_BYTES = 12;
  private static final int PUBLIC_BYTES = 32;

  private final PrivateKey key;
  private final CheckpointVerifier verifier;

  private SigningKey(PrivateKey key, CheckpointVerifier verifier) {
    this.key = key;
    this.verifier = verifier;
  }

  static SigningKey of(Secrets secrets) {
    byte[] seed = secrets.secret(Secrets.LEDGER_SIGNING);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
      KeyPair pair = generator.generateKeyPair();
      if (!Arrays.equals(((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow(), seed)) {
        throw new IllegalStateException("this Java makes Ed25519 keys otherwise");
      }
      byte[] x509 = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(x509, X509_HEAD_BYTES, X509_HEAD_BYTES + PUBLIC_BYTES);
      return new SigningKey(pair.getPrivate(), CheckpointVerifier.of(raw));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the ledger's signing key can't be used", e);
    }
  }

  CheckpointVerifier verifier() {
    return verifier;
  }

  Checkpoint sign(TreeHead head) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(Checkpoint.body(verifier.origin(), head));
      return verifier.signed(head, signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the ledger's signing key can't be used", e);
    }
  }

  /** Gives a seed to the only maker of Ed25519 public keys that the JDK has. */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] seed;

    Seed(byte[] seed) {
      super(null, null);
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
