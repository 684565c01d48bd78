package org.tunza.store.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The format of a spool file. Its name is its number in hexadecimal, with .spool; the program that
 * writes it holds a lock on the file of that name with .lock.
 *
 * <pre>
 *   head    "TNZSPL01", then the spool's number, 8 bytes
 *   record  length of what follows, 4 bytes; the event (see AccessCoding), sealed under the spool's
 *           key, its nonce the record's number from 0, its associated data the 16 bytes before its
 *           length: the tag of the record before, or the head
 *   chain   SHA-256 of the head, then SHA-256 of the chain so far and the sealed record
 * </pre>
 *
 * The chain is not in the file: the database keeps it for what it has taken in.
 */
final class SpoolFormat {
  static final int HEAD_BYTES = 16;
  static final int LENGTH_BYTES = 4;
  static final int BOUND_BYTES = AccessKey.TAG_BYTES;
  static final int RECORD_BYTES_MAX = 1 << 20;
  private static final String SUFFIX = ".spool";
  private static final byte[] MAGIC = "TNZSPL01".getBytes(US_ASCII);

  private SpoolFormat() {}

  static Path file(Path folder, long number) {
    return folder.resolve(HexFormat.of().toHexDigits(number) + SUFFIX);
  }

  static Path lock(Path folder, long number) {
    return folder.resolve(HexFormat.of().toHexDigits(number) + ".lock");
  }

  /** The number in a spool file's name; empty when it is no spool file. */
  static Optional<Long> number(Path file) {
    String name = file.getFileName().toString();
    return name.matches("[0-9a-f]{16}\\.spool")
        ? Optional.of(HexFormat.fromHexDigitsToLong(name, 0, 16))
        : Optional.empty();
  }

  static byte[] head(long number) {
    return ByteBuffer.allocate(HEAD_BYTES).put(MAGIC).putLong(number).array();
  }

  static byte[] chain(byte[] head) {
    return sha256().digest(head);
  }

  static byte[] chain(byte[] before, byte[] bytes, int start, int end) {
    MessageDigest digest = sha256();
    digest.update(before);
    digest.update(bytes, start, end - start);
    return digest.digest();
  }

  /** What the next record is bound to, when this one ends there. */
  static byte[] bound(byte[] bytes, int end) {
    return Arrays.copyOfRange(bytes, end - BOUND_BYTES, end);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
