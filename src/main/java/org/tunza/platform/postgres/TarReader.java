package org.tunza.platform.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Unpacks a tar archive of plain files, folders and symbolic links with names of at most 100 bytes,
 * which is all that the PostgreSQL archive holds. Format:
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar).
 */
final class TarReader {
  private static final int BLOCK_BYTES = 512;
  private static final int NAME_BYTES = 100;
  private static final int MODE_AT = 100;
  private static final int SIZE_AT = 124;
  private static final int TYPE_AT = 156;
  private static final int LINK_AT = 157;
  private static final int OCTAL_BYTES = 12;
  private static final int EXECUTABLE = 0100;

  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");

  private TarReader() {}

  static void unpack(InputStream archive, Path folder) throws IOException {
    byte[] header = new byte[BLOCK_BYTES];
    while (archive.readNBytes(header, 0, BLOCK_BYTES) == BLOCK_BYTES && header[0] != 0) {
      Path target = inside(folder, text(header, 0, NAME_BYTES));
      long size = octal(header, SIZE_AT);
      switch (header[TYPE_AT]) {
        case '5' -> makeFolder(target);
        case '2' -> Files.createSymbolicLink(target, Path.of(text(header, LINK_AT, NAME_BYTES)));
        case '0' -> {
          write(archive, target, size);
          boolean program = (octal(header, MODE_AT) & EXECUTABLE) != 0;
          Files.setPosixFilePermissions(target, program ? PROGRAM : PLAIN);
        }
        default -> throw new IOException("unexpected entry in the PostgreSQL archive");
      }
    }
  }

  private static void write(InputStream archive, Path target, long size) throws IOException {
    Path parent = target.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      makeFolder(parent);
    }
    byte[] content = archive.readNBytes(Math.toIntExact(size));
    if (content.length != size) {
      throw new EOFException("the PostgreSQL archive ends early");
    }
    Files.write(target, content);
    archive.skipNBytes((BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES);
  }

  private static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PROGRAM);
  }

  private static Path inside(Path folder, String name) throws IOException {
    Path target = folder.resolve(name).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("an entry of the PostgreSQL archive leaves its folder");
    }
    return target;
  }

  private static String text(byte[] header, int start, int length) {
    int end = start;
    while (end < start + length && header[end] != 0) {
      end++;
    }
    return new String(header, start, end - start, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] header, int start) {
    String digits = text(header, start, start == MODE_AT ? OCTAL_BYTES - 4 : OCTAL_BYTES).trim();
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }
}
