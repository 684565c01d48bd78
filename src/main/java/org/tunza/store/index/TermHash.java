package org.tunza.store.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tunza.record.index.IndexTerm;

/**
 * Keyed hashes of terms: 63 bits of HMAC-SHA-256 (RFC 2104), never negative. A token's hash has its
 * code in the upper 39 bits and its system in the lower 24, so that a code of any system is a
 * range. Hashes collide now and then; who finds by them checks the content.
 */
public final class TermHash {

  private static final int SYSTEM_BITS = 24;
  private static final long SYSTEM_MASK = (1L << SYSTEM_BITS) - 1;
  private static final String ALGORITHM = "HmacSHA256";

  private final ThreadLocal<Hasher> hashers;

  public TermHash(byte[] key) {
    SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
    hashers = ThreadLocal.withInitial(() -> new Hasher(secret));
  }

  /** All hashes of tokens that have this code, whatever the system: from low to high, both in. */
  public record Range(long low, long high) {}

  public long token(int type, IndexTerm.Token token) {
    return codeBits(type, token.parameter(), token.code()) | systemBits(token.system());
  }

  public Range code(int type, int parameter, String code) {
    long bits = codeBits(type, parameter, code);
    return new Range(bits, bits | SYSTEM_MASK);
  }

  /** Stands for a code of whatever system where no range can be asked for. */
  public long ofAnySystem(int type, int parameter, String code) {
    return codeBits(type, parameter, code);
  }

  public long uri(int type, int parameter, String uri) {
    return hashers.get().hash('u', type, parameter, uri);
  }

  /** The unit of a quantity, from system and code. */
  public long unit(String system, String code) {
    return hashers.get().hash('q', 0, 0, system + "|" + code);
  }

  private long codeBits(int type, int parameter, String code) {
    return hashers.get().hash('c', type, parameter, code) & ~SYSTEM_MASK;
  }

  private long systemBits(String system) {
    return hashers.get().hash('s', 0, 0, system) & SYSTEM_MASK;
  }

  /** One thread's hasher. */
  private static final class Hasher {
    private final Mac mac;
    private final byte[] head = new byte[5];
    private final byte[] digest;

    Hasher(SecretKeySpec key) {
      try {
        mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        digest = new byte[mac.getMacLength()];
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    long hash(char kind, int type, int parameter, String text) {
      head[0] = (byte) kind;
      head[1] = (byte) (type >> 8);
      head[2] = (byte) type;
      head[3] = (byte) (parameter >> 8);
      head[4] = (byte) parameter;
      mac.update(head);
      mac.update(text.getBytes(UTF_8));
      try {
        mac.doFinal(digest, 0);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
      long bits = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        bits = (bits << 8) | (digest[i] & 0xFF);
      }
      return bits & Long.MAX_VALUE;
    }
  }
}
