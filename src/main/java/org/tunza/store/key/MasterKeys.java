package org.tunza.store.key;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal;

/**
 * The versions of the facility's master key, each a file of mode 0600 in a folder of its own. They
 * are never in the database nor in a backup of content. Who loses the newest loses every record.
 */
public final class MasterKeys {

  private static final String HEADING = "tunza-master-key ";

  private static final Pattern FILE = Pattern.compile(HEADING + "([A-Za-z0-9+/]{43}=)");

  private final Path folder;

  public MasterKeys(Path folder) {
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }

  /** The key of a version, when its file is there. */
  public Optional<Key> version(int number) {
    try {
      return Files.exists(file(number)) ? Optional.of(read(number)) : Optional.empty();
    } catch (IOException e) {
      throw DataFolder.refusal(folder, e);
    }
  }

  /** The key of a version that must be there. */
  Key needed(int number) {
    return version(number)
        .orElseThrow(() -> refusal("The newest master key is missing; bring %s back.", number));
  }

  private Key read(int number) throws IOException {
    String text = Files.readString(file(number), ISO_8859_1).strip();
    Matcher file = FILE.matcher(text);
    if (!file.matches()) {
      throw refusal("%s holds no master key; bring the right file back.", number);
    }
    return Key.of(Base64.getDecoder().decode(file.group(1)));
  }

  /** That a file holds a key which does not open this store. */
  StartRefusal another(int number) {
    return refusal("%s holds another store's master key; bring the right file back.", number);
  }

  private StartRefusal refusal(String line, int number) {
    return new StartRefusal(
        StartRefusal.Reason.MASTER_KEY_UNUSABLE,
        line.formatted(file(number).toAbsolutePath().normalize()));
  }

  /** Makes the key of a version, on disk before this returns; one that was never used goes. */
  Key make(int number, Randomness randomness) {
    byte[] secret = randomness.bytes(Key.SIZE);
    String text = HEADING + Base64.getEncoder().encodeToString(secret) + "\n";
    try {
      write(file(number), text);
    } catch (IOException e) {
      throw DataFolder.refusal(folder, e);
    }
    return Key.of(secret);
  }

  private static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".making");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
      channel.force(true);
    }
    DataFolder.rename(draft, file);
  }

  /** Erases all versions before this one: what only they open is lost for good. */
  void eraseBefore(int number) {
    for (int version = number - 1; version > 0; version--) {
      try {
        erase(file(version));
      } catch (IOException e) {
        throw DataFolder.refusal(folder, e);
      }
    }
  }

  private void erase(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate((int) channel.size()));
      channel.force(true);
    }
    Files.delete(file);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The file of a version. */
  public Path file(int number) {
    return folder.resolve("master-%d.key".formatted(number));
  }
}
