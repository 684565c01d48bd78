package org.tunza.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder in which one running program keeps all it has. Held by a lock for as long as the
 * program runs; the operating system frees the lock when the program dies. Layout in
 * docs/operate/data-folder.md.
 */
public final class DataFolder implements AutoCloseable {
  private static final long ROOM_BYTES_MIN = 1 << 20;

  /**
   * A process loses its lock when it closes any channel on the file, so a second claim within this
   * program must never come as far as to open it.
   */
  private static final Set<Path> CLAIMED_HERE = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel channel;

  private DataFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /** Makes the folder if it is missing and takes it for this program alone. */
  public static DataFolder claim(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      makePrivate(root);
      Path real = root.toRealPath();
      if (!CLAIMED_HERE.add(real)) {
        throw inUse(root);
      }
      try {
        return new DataFolder(real, lock(root, real.resolve("lock")));
      } catch (IOException | StartRefusal e) {
        CLAIMED_HERE.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw refusal(root, e);
    }
  }

  private static FileChannel lock(Path root, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw inUse(root);
    }
    return channel;
  }

  private static StartRefusal inUse(Path root) {
    return new StartRefusal(
        StartRefusal.Reason.FOLDER_IN_USE,
        root + " is in use by another tunza; stop that one, or choose a folder with --data.");
  }

  /** Makes a folder that only its owner may enter, and its parents as the system likes them. */
  public static Path makePrivate(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      var mode = PosixFilePermissions.fromString("rwx------");
      try {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(mode));
      } catch (FileAlreadyExistsException madeMeanwhile) {
        if (!Files.isDirectory(folder)) {
          throw madeMeanwhile;
        }
      }
    }
    return folder;
  }

  /** Gives a finished file or folder its name, and returns when that would survive a power cut. */
  public static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel parent = FileChannel.open(to.resolveSibling("."))) {
      parent.force(true);
    }
  }

  /** What an input or output fault in a folder means to the operator. */
  public static StartRefusal refusal(Path folder, IOException fault) {
    if (String.valueOf(fault.getMessage()).contains("No space left on device") || full(folder)) {
      return new StartRefusal(
          StartRefusal.Reason.DISK_FULL,
          "The disk of " + folder + " is full; free some space, or choose a folder with --data.",
          fault);
    }
    return new StartRefusal(
        StartRefusal.Reason.FOLDER_UNUSABLE,
        folder + " can't be used (" + what(fault) + "); check its owner and mode, or use --data.",
        fault);
  }

  /** Whether the disk has no room left; programs that fail for it often name another reason. */
  public static boolean full(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < ROOM_BYTES_MIN;
    } catch (IOException e) {
      return false;
    }
  }

  private static String what(IOException fault) {
    if (fault instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return switch (fault) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it is not a folder";
      default -> String.valueOf(fault.getMessage());
    };
  }

  public Path root() {
    return root;
  }

  /** The database cluster. */
  public Path cluster() {
    return root.resolve("pg");
  }

  /** Master key and others; mode 0700. */
  public Path keys() {
    return root.resolve("keys");
  }

  /** The generated passwords of the embedded database; mode 0600. */
  public Path logins() {
    return root.resolve("logins");
  }

  public Path spool() {
    return root.resolve("spool");
  }

  public Path log() {
    return root.resolve("log");
  }

  /** Where the embedded database's socket lies; mode 0700. */
  public Path socket() {
    return root.resolve("socket");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      CLAIMED_HERE.remove(root);
    }
  }
}
