package org.tunza.store.key;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A 256-bit AES key that seals content or wraps other keys. Wrapping is AES key wrap (RFC 3394,
 * NIST SP 800-38F): 40 bytes, no nonce, and unwrapping with the wrong key fails.
 */
public final class Key {

  /** Bytes of a key. */
  public static final int SIZE = 32;

  /** Bytes of a wrapped key. */
  public static final int WRAPPED_SIZE = 40;

  private static final ThreadLocal<Cipher> CIPHER =
      ThreadLocal.withInitial(() -> {
        try {
          return Cipher.getInstance("AESWrap");
        } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
          throw new IllegalStateException(e);
        }
      });

  private final SecretKey secret;

  private Key(SecretKey secret) {
    this.secret = secret;
  }

  /** A key of these 32 bytes. */
  public static Key of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.length);
    }
    return new Key(new SecretKeySpec(bytes, "AES"));
  }

  /** The 32 bytes, for keyed hashes and for what derives keys. */
  public byte[] bytes() {
    return secret.getEncoded();
  }

  SecretKey secret() {
    return secret;
  }

  /** The other key, wrapped under this one. */
  public byte[] wrap(Key other) {
    try {
      Cipher cipher = CIPHER.get();
      cipher.init(Cipher.WRAP_MODE, secret);
      return cipher.wrap(other.secret);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException("AES key wrap failed", e);
    }
  }

  /** The key that was wrapped under this one. */
  public Key unwrap(byte[] wrapped) throws KeyMismatch {
    try {
      Cipher cipher = CIPHER.get();
      cipher.init(Cipher.UNWRAP_MODE, secret);
      return new Key((SecretKey) cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY));
    } catch (InvalidKeyException e) {
      throw new KeyMismatch(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "a key";
  }

  /** A wrapped key that this key does not open: another version wrapped it, or it was altered. */
  public static final class KeyMismatch extends Exception {
    KeyMismatch(Throwable cause) {
      super("the wrapped key does not open", cause);
    }
  }
}
