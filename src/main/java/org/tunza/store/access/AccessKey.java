package org.tunza.store.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tunza.store.ledger.Secrets;

/**
 * The key of one spool file or one batch of access events: HMAC-SHA-256 of the store's secret over
 * what it is for. It seals with AES-256-GCM; since each is used for one thing, the number of the
 * sealed piece is nonce enough. https://csrc.nist.gov/pubs/sp/800/38/d/final
 *
 * <p>Not safe for several threads.
 */
final class AccessKey {
  static final int TAG_BYTES = 16;
  private static final int NONCE_BYTES = 12;

  private final SecretKey key;
  private final Cipher cipher;

  private AccessKey(SecretKey key) {
    this.key = key;
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  static AccessKey ofSpool(Secrets secrets, long spool) {
    return derived(secrets, "spool", spool);
  }

  static AccessKey ofBatch(Secrets secrets, long commit) {
    return derived(secrets, "batch", commit);
  }

  private static AccessKey derived(Secrets secrets, String use, long number) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secrets.secret(Secrets.ACCESSES), "HmacSHA256"));
      mac.update(use.getBytes(US_ASCII));
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
      return new AccessKey(new SecretKeySpec(mac.doFinal(), "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  /** Seals a piece; writes it from {@code start} on, and says where it ends. */
  int seal(long number, byte[] bound, byte[] plain, byte[] target, int start) {
    try {
      init(Cipher.ENCRYPT_MODE, number, bound);
      return start + cipher.doFinal(plain, 0, plain.length, target, start);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
  }

  /** Opens a piece; empty when it is not what was sealed under this number. */
  Optional<byte[]> open(long number, byte[] bound, byte[] sealed) {
    try {
      init(Cipher.DECRYPT_MODE, number, bound);
      return Optional.of(cipher.doFinal(sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
  }

  private void init(int mode, long number, byte[] bound) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(number).array();
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
    cipher.updateAAD(bound);
  }
}
