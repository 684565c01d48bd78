package org.tunza.store.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import org.tunza.platform.Randomness;

/**
 * The versions of the facility's master key, each a file of mode 0600 in a folder of its own. They
 * are never in the database nor in a backup of content. Who loses the newest loses every record.
 */
public final class MasterKeys {

  private static final String HEADING = "tunza-master-key ";

  private final Path folder;

  public MasterKeys(Path folder) {
    this.folder = folder;
  }

  /** The key of a version, when its file is there. */
  public Optional<Key> version(int number) throws IOException {
    Path file = file(number);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file, US_ASCII).strip();
    if (!text.startsWith(HEADING)) {
      throw new IOException("not a master key: " + file.getFileName());
    }
    return Optional.of(Key.of(Base64.getDecoder().decode(text.substring(HEADING.length()))));
  }

  /** Makes the key of a version, on disk before this returns. */
  public Key make(int number, Randomness randomness) throws IOException {
    byte[] secret = randomness.bytes(Key.SIZE);
    Path draft = folder.resolve("master-%d.draft".formatted(number));
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String text = HEADING + Base64.getEncoder().encodeToString(secret) + "\n";
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
      channel.force(true);
    }
    Files.move(draft, file(number), StandardCopyOption.ATOMIC_MOVE);
    syncFolder();
    return Key.of(secret);
  }

  /** Overwrites and deletes the key of a version: what only it opens is lost for good. */
  public void erase(int number) throws IOException {
    Path file = file(number);
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate((int) channel.size()));
      channel.force(true);
    }
    Files.delete(file);
    syncFolder();
  }

  private void syncFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path file(int number) {
    return folder.resolve("master-%d.key".formatted(number));
  }
}
