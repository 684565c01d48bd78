package org.tunza.command.load.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.tunza.platform.PortionStream;

/**
 * Walks through the plain files of a tar archive, with the long names of GNU tar and of pax.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar, pax)
 */
final class TarMembers {

  private static final int BLOCK_BYTES = 512;
  private static final int NAME_BYTES = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_BYTES = 12;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX_BYTES = 155;
  private static final int LONG_NAME_BYTES_MAX = 64 * 1024;

  private final InputStream archive;
  private final byte[] header = new byte[BLOCK_BYTES];
  private String longName = "";

  private TarMembers(InputStream archive) {
    this.archive = archive;
  }

  /** Is shown each plain file; what it leaves unread is skipped. */
  @FunctionalInterface
  interface Visitor {
    void member(String name, InputStream content) throws IOException;
  }

  static void walk(InputStream archive, Visitor visitor) throws IOException {
    new TarMembers(archive).walk(visitor);
  }

  private void walk(Visitor visitor) throws IOException {
    while (archive.readNBytes(header, 0, BLOCK_BYTES) == BLOCK_BYTES && header[0] != 0) {
      long size = size();
      Content content = new Content(archive, size);
      switch (header[TYPE_AT]) {
        case 'L' -> longName = text(content.readNBytes(LONG_NAME_BYTES_MAX), 0, (int) size);
        case 'x' -> longName = path(content.readNBytes(LONG_NAME_BYTES_MAX));
        case '0', 0 -> {
          visitor.member(name(), content);
          longName = "";
        }
        default -> longName = "";
      }
      archive.skipNBytes(content.left + (BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES);
    }
  }

  private String name() {
    if (!longName.isEmpty()) {
      return longName;
    }
    boolean ustar = text(header, MAGIC_AT, 5).equals("ustar");
    String prefix = ustar ? text(header, PREFIX_AT, PREFIX_BYTES) : "";
    String name = text(header, 0, NAME_BYTES);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** The value of path in records such as "27 path=folder/file.json\n"; empty without one. */
  private static String path(byte[] records) {
    for (String line : new String(records, StandardCharsets.UTF_8).lines().toList()) {
      int at = line.indexOf(" path=");
      if (at > 0) {
        return line.substring(at + " path=".length());
      }
    }
    return "";
  }

  private long size() throws IOException {
    String digits = text(header, SIZE_AT, SIZE_BYTES).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("not a tar archive, or of a kind that is not known", e);
    }
  }

  private static String text(byte[] bytes, int start, int length) {
    int end = start;
    while (end < Math.min(start + length, bytes.length) && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** The bytes of one file; closing it closes nothing. */
  private static final class Content extends PortionStream {
    private long left;

    Content(InputStream archive, long size) {
      super(archive);
      this.left = size;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(target, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("the archive ends early");
      }
      left -= count;
      return count;
    }

    @Override
    public void close() {
      // The archive goes on after this file.
    }
  }
}
