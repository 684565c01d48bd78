package org.tunza.command.load;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes by which content is known again. */
final class Fingerprint {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Fingerprint() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A short hash of a reference such as Patient/1, FNV-1a; two that fell together would only be
   * ordered as if they depended on each other. https://www.rfc-editor.org/rfc/rfc9923
   */
  static long of(String reference) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < reference.length(); i++) {
      hash = (hash ^ reference.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
