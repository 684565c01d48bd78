package org.tunza.store.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, and the hashes of leaves and inner nodes that RFC 6962 makes of it. */
public final class Sha256 {
  public static final int BYTES = 32;
  private static final ThreadLocal<MessageDigest> OF_THREAD =
      ThreadLocal.withInitial(Sha256::fresh);

  private Sha256() {}

  /** A digest for the caller alone. */
  public static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public static byte[] of(byte[] data) {
    return OF_THREAD.get().digest(data);
  }

  public static byte[] ofLeaf(byte[] data) {
    MessageDigest digest = OF_THREAD.get();
    digest.update((byte) 0);
    return digest.digest(data);
  }

  public static byte[] ofNode(byte[] left, byte[] right) {
    MessageDigest digest = OF_THREAD.get();
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }
}
