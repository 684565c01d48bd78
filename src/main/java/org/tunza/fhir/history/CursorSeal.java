package org.tunza.fhir.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tunza.record.History.Cursor;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;

/**
 * Cursors as opaque texts in links, signed together with what they page through, so that nobody
 * makes one up. HMAC-SHA256, cut to 16 bytes; https://www.rfc-editor.org/rfc/rfc2104
 */
public final class CursorSeal {

  private static final int CURSOR_BYTES = 2 * Long.BYTES + Integer.BYTES;
  private static final int SIGNATURE_BYTES = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /** Takes a key that all programs on one database share. */
  public CursorSeal(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The text of a cursor in a walk through this. */
  String seal(String walk, Cursor cursor) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, cursor.lastUpdated());
    byte[] plain =
        ByteBuffer.allocate(CURSOR_BYTES)
            .putLong(micros)
            .putLong(cursor.entry())
            .putInt(cursor.number())
            .array();
    byte[] token = Arrays.copyOf(plain, CURSOR_BYTES + SIGNATURE_BYTES);
    System.arraycopy(signature(walk, plain), 0, token, CURSOR_BYTES, SIGNATURE_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** The cursor of a text, when this program's kind signed it for the same walk. */
  Outcome<Cursor> open(String walk, String text) {
    byte[] token;
    try {
      token = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return foreign();
    }
    if (token.length != CURSOR_BYTES + SIGNATURE_BYTES) {
      return foreign();
    }
    byte[] plain = Arrays.copyOf(token, CURSOR_BYTES);
    byte[] signed = Arrays.copyOfRange(token, CURSOR_BYTES, token.length);
    byte[] expected = Arrays.copyOf(signature(walk, plain), SIGNATURE_BYTES);
    if (!MessageDigest.isEqual(signed, expected)) {
      return foreign();
    }
    ByteBuffer fields = ByteBuffer.wrap(plain);
    Instant lastUpdated = Instant.EPOCH.plus(fields.getLong(), ChronoUnit.MICROS);
    return Outcome.done(new Cursor(lastUpdated, fields.getLong(), fields.getInt()));
  }

  private static <T> Outcome<T> foreign() {
    return Outcome.refused(
        RefusalCode.INVALID_PARAMETER, "_after", "not from a link of this server");
  }

  private byte[] signature(String walk, byte[] plain) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(walk.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
