package org.tunza.store.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, and the hashes of leaves and inner nodes that RFC 6962 makes of it. */
final class Sha256 {
  static final int BYTES = 32;
  private static final ThreadLocal<MessageDigest> OF_THREAD =
      ThreadLocal.withInitial(Sha256::fresh);

  private Sha256() {}

  /** A digest for the caller alone. */
  static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static byte[] of(byte[] data) {
    return OF_THREAD.get().digest(data);
  }

  static byte[] ofLeaf(byte[] data) {
    MessageDigest digest = OF_THREAD.get();
    digest.update((byte) 0);
    return digest.digest(data);
  }

  static byte[] ofNode(byte[] left, byte[] right) {
    MessageDigest digest = OF_THREAD.get();
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }
}
