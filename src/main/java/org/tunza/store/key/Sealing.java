package org.tunza.store.key;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.tunza.platform.Randomness;
import org.tunza.record.EntryKey;

/**
 * Seals the content of a version: compressed with zstd and a numbered dictionary, then AES-256-GCM
 * with chart, entry, version and dictionary as associated data, so that a row put elsewhere does
 * not open. https://csrc.nist.gov/pubs/sp/800/38/d/final
 *
 * <p>Sealed bytes: 12 of nonce, then encrypted: 16 of salt and the zstd frame; then 16 of tag.
 */
public final class Sealing {

  /** Bytes of the salt that a version's hash is taken over, before its content. */
  public static final int SALT_SIZE = 16;

  /** Bytes of content that a version may have; a guard against a forged frame. */
  public static final int CONTENT_MAX = 256 * 1024 * 1024;

  private static final int NONCE_SIZE = 12;
  private static final int TAG_BITS = 128;
  private static final int LEVEL = 3;

  private static final ThreadLocal<Tools> TOOLS = ThreadLocal.withInitial(Tools::new);

  private final Dictionaries dictionaries;
  private final Randomness randomness;

  public Sealing(Dictionaries dictionaries, Randomness randomness) {
    this.dictionaries = dictionaries;
    this.randomness = randomness;
  }

  /** A version as it is stored. */
  public record Sealed(int dictionary, byte[] bytes) {}

  /** What was sealed. */
  public record Opened(byte[] salt, byte[] content) {}

  public byte[] salt() {
    return randomness.bytes(SALT_SIZE);
  }

  public Sealed seal(Key key, EntryKey where, int version, byte[] salt, byte[] content) {
    int dictionary = dictionaries.newest();
    Tools tools = TOOLS.get();
    byte[] plain = tools.compressed(dictionaries, dictionary, salt, content);
    byte[] sealed = Arrays.copyOf(randomness.bytes(NONCE_SIZE), NONCE_SIZE + plain.length + 16);
    try {
      Cipher cipher = tools.cipher;
      cipher.init(
          Cipher.ENCRYPT_MODE, key.secret(), new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_SIZE));
      cipher.updateAAD(place(where, version, dictionary));
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE_SIZE);
      return new Sealed(dictionary, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
  }

  /** Opens a version; throws {@link Altered} when key, place or bytes are not what was sealed. */
  public Opened open(Key key, EntryKey where, int version, Sealed sealed) {
    byte[] bytes = sealed.bytes();
    Tools tools = TOOLS.get();
    try {
      Cipher cipher = tools.cipher;
      cipher.init(
          Cipher.DECRYPT_MODE, key.secret(), new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_SIZE));
      cipher.updateAAD(place(where, version, sealed.dictionary()));
      byte[] plain = cipher.doFinal(bytes, NONCE_SIZE, bytes.length - NONCE_SIZE);
      byte[] salt = Arrays.copyOf(plain, SALT_SIZE);
      return new Opened(salt, tools.decompressed(dictionaries, sealed.dictionary(), plain));
    } catch (AEADBadTagException | IllegalArgumentException e) {
      throw new Altered(where, version);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
  }

  private static byte[] place(EntryKey where, int version, int dictionary) {
    return ByteBuffer.allocate(24)
        .putLong(where.chart())
        .putLong(where.entry())
        .putInt(version)
        .putInt(dictionary)
        .array();
  }

  /** A sealed version that does not open: it was altered, or put elsewhere. */
  public static final class Altered extends RuntimeException {
    Altered(EntryKey where, int version) {
      super("version %d of entry %d does not open".formatted(version, where.entry()));
    }
  }

  /** What a thread uses again and again. */
  private static final class Tools {
    final Cipher cipher;
    final ZstdCompressCtx compressor = new ZstdCompressCtx();
    final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    byte[] buffer = new byte[16 * 1024];
    int compressorHas = -1;
    int decompressorHas = -1;

    Tools() {
      try {
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
      compressor.setLevel(LEVEL);
      compressor.setChecksum(false);
      compressor.setDictID(false);
    }

    byte[] compressed(Dictionaries dictionaries, int number, byte[] salt, byte[] content) {
      if (compressorHas != number) {
        dictionaries.useFor(compressor, number);
        compressorHas = number;
      }
      int bound = SALT_SIZE + (int) Zstd.compressBound(content.length);
      byte[] target = bound <= buffer.length ? buffer : grown(bound);
      System.arraycopy(salt, 0, target, 0, SALT_SIZE);
      int size =
          compressor.compressByteArray(
              target, SALT_SIZE, target.length - SALT_SIZE, content, 0, content.length);
      return Arrays.copyOf(target, SALT_SIZE + size);
    }

    byte[] decompressed(Dictionaries dictionaries, int number, byte[] plain) {
      if (decompressorHas != number) {
        dictionaries.useFor(decompressor, number);
        decompressorHas = number;
      }
      int frame = plain.length - SALT_SIZE;
      long size = Zstd.getFrameContentSize(plain, SALT_SIZE, frame);
      if (size < 0 || size > CONTENT_MAX) {
        throw new IllegalArgumentException("no zstd frame of a sane size");
      }
      byte[] content = new byte[(int) size];
      int actual =
          decompressor.decompressByteArray(content, 0, content.length, plain, SALT_SIZE, frame);
      if (actual != content.length) {
        throw new IllegalArgumentException("the zstd frame is shorter than it says");
      }
      return content;
    }

    private byte[] grown(int size) {
      if (size <= 1024 * 1024) {
        buffer = new byte[size];
        return buffer;
      }
      return new byte[size];
    }
  }
}
