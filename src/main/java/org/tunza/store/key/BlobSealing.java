package org.tunza.store.key;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.Randomness;

/**
 * Seals the bytes of a blob under a key that seals nothing else: compressed with zstd, then
 * AES-256-GCM. Where it belongs is not part of it: that is known by who has its key, which moves
 * without the bytes. https://csrc.nist.gov/pubs/sp/800/38/d/final
 *
 * <p>Sealed bytes: 1 of form, which is authenticated too; 12 of nonce; then encrypted the zstd
 * frame; then 16 of tag.
 */
public final class BlobSealing {

  private static final byte FORM = 1;
  private static final int NONCE_SIZE = 12;
  private static final int TAG_SIZE = 16;
  private static final int HEAD_SIZE = 1 + NONCE_SIZE;
  private static final int LEVEL = 3;

  private final Randomness randomness;

  public BlobSealing(Randomness randomness) {
    this.randomness = randomness;
  }

  public byte[] seal(Key key, byte[] plain) {
    byte[] frame = Zstd.compress(plain, LEVEL);
    byte[] sealed = new byte[HEAD_SIZE + frame.length + TAG_SIZE];
    sealed[0] = FORM;
    randomness.fill(sealed, 1, HEAD_SIZE);
    try {
      cipher(Cipher.ENCRYPT_MODE, key, sealed).doFinal(frame, 0, frame.length, sealed, HEAD_SIZE);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
  }

  public byte[] open(Key key, byte[] sealed) throws Altered {
    if (sealed.length < HEAD_SIZE + TAG_SIZE || sealed[0] != FORM) {
      throw new Altered(null);
    }
    try {
      byte[] frame =
          cipher(Cipher.DECRYPT_MODE, key, sealed)
              .doFinal(sealed, HEAD_SIZE, sealed.length - HEAD_SIZE);
      long size = Zstd.getFrameContentSize(frame);
      if (size < 0 || size > Sealing.CONTENT_MAX) {
        throw new Altered(null);
      }
      return Zstd.decompress(frame, (int) size);
    } catch (AEADBadTagException | ZstdException e) {
      throw new Altered(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
  }

  private static Cipher cipher(int mode, Key key, byte[] sealed) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_SIZE * 8, sealed, 1, NONCE_SIZE));
    cipher.updateAAD(sealed, 0, 1);
    return cipher;
  }

  /** Sealed bytes that do not open: they were altered, or are another blob's. */
  public static final class Altered extends Exception {
    Altered(@Nullable Throwable cause) {
      super("a blob does not open", cause);
    }
  }
}
