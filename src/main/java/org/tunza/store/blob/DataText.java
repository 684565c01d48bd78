package org.tunza.store.blob;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.tunza.store.merkle.Sha256;

/**
 * The text of a Binary's data within its canonical bytes: Base64, or the mark of a blob in its
 * place, which is none. https://hl7.org/fhir/R4/binary.html
 */
final class DataText {

  private static final byte[] BINARY = "{\"resourceType\":\"Binary\"".getBytes(US_ASCII);
  private static final byte[] NAME = "\"data\":\"".getBytes(US_ASCII);
  private static final byte[] MARK = "#sha-256:".getBytes(US_ASCII);

  /** Bytes that are encoded at once; three bytes are four letters. */
  private static final int CHUNK = 3 * 16 * 1024;

  private final byte[] content;
  private final int start;
  private final int end;

  private DataText(byte[] content, int start, int end) {
    this.content = content;
    this.start = start;
    this.end = end;
  }

  /** Null when the content is no Binary with data. */
  static @Nullable DataText of(byte[] content) {
    if (!isAt(content, 0, BINARY)) {
      return null;
    }
    int at = 1;
    while (at < content.length) {
      if (isAt(content, at, NAME)) {
        int start = at + NAME.length;
        return new DataText(content, start, endOfString(content, start - 1));
      }
      int value = endOfString(content, at) + 2;
      at = endOfValue(content, value) + 1;
    }
    return null;
  }

  private static boolean isAt(byte[] content, int at, byte[] text) {
    return content.length >= at + text.length
        && Arrays.equals(content, at, at + text.length, text, 0, text.length);
  }

  /** Where a string ends that begins with this quotation mark. */
  private static int endOfString(byte[] content, int quotation) {
    int at = quotation + 1;
    while (content[at] != '"') {
      at += content[at] == '\\' ? 2 : 1;
    }
    return at;
  }

  /** Where the comma or brace after a member's value is. */
  private static int endOfValue(byte[] content, int start) {
    int depth = 0;
    int at = start;
    while (depth > 0 || (content[at] != ',' && content[at] != '}')) {
      switch (content[at]) {
        case '"' -> at = endOfString(content, at);
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      at++;
    }
    return at;
  }

  /** The bytes that it says when they are more than so many and it is how they are written. */
  byte @Nullable [] bytesAbove(int limit) {
    if ((end - start) / 4L * 3 <= limit || (end - start) % 4 != 0) {
      return null;
    }
    byte[] bytes = decoded();
    return bytes != null && bytes.length > limit && endsAsWritten(bytes) ? bytes : null;
  }

  private byte @Nullable [] decoded() {
    try {
      ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(content, start, end - start));
      return decoded.remaining() == decoded.array().length ? decoded.array() : null;
    } catch (IllegalArgumentException noBase64) {
      return null;
    }
  }

  /** Only the last letters leave a choice to who writes: bits that belong to no byte. */
  private boolean endsAsWritten(byte[] bytes) {
    int last = (bytes.length - 1) / 3 * 3;
    byte[] letters = Base64.getEncoder().encode(Arrays.copyOfRange(bytes, last, bytes.length));
    return Arrays.equals(content, end - letters.length, end, letters, 0, letters.length);
  }

  /** The hash of the bytes that lie elsewhere; null when they are here. */
  byte @Nullable [] mark() {
    return isAt(content, start, MARK) && end - start == MARK.length + 2 * Sha256.BYTES
        ? HexFormat.of()
            .parseHex(new String(content, start + MARK.length, 2 * Sha256.BYTES, US_ASCII))
        : null;
  }

  /** The content with the mark of bytes in place of the text. */
  byte[] marked(byte[] hash) {
    byte[] letters = HexFormat.of().formatHex(hash).getBytes(US_ASCII);
    byte[] marked = around(MARK.length + letters.length);
    System.arraycopy(MARK, 0, marked, start, MARK.length);
    System.arraycopy(letters, 0, marked, start + MARK.length, letters.length);
    return marked;
  }

  /** The content with the text of these bytes in place of their mark. */
  byte[] written(byte[] bytes) {
    byte[] whole = around((bytes.length + 2) / 3 * 4);
    int at = start;
    for (int from = 0; from < bytes.length; from += CHUNK) {
      int to = Math.min(bytes.length, from + CHUNK);
      byte[] letters = Base64.getEncoder().encode(Arrays.copyOfRange(bytes, from, to));
      System.arraycopy(letters, 0, whole, at, letters.length);
      at += letters.length;
    }
    return whole;
  }

  /** The content with room for a text of this length. */
  private byte[] around(int length) {
    byte[] around = new byte[start + length + content.length - end];
    System.arraycopy(content, 0, around, 0, start);
    System.arraycopy(content, end, around, start + length, content.length - end);
    return around;
  }
}
