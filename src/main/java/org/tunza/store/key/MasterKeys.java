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
import org.jspecify.annotations.Nullable;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal;

/**
 * The versions of the facility's master key, each a file of mode 0600 in a folder of its own. They
 * are never in the database nor in a backup of content. Who loses the newest loses every record.
 * When there is a wrapping key, the files are sealed under it and worth nothing alone.
 */
public final class MasterKeys {

  private static final String OPEN = "tunza-master-key ";
  private static final Pattern OPEN_FILE = Pattern.compile(OPEN + "([A-Za-z0-9+/]{43}=)");
  private static final String SEALED = "tunza-master-key-sealed ";
  private static final Pattern SEALED_FILE = Pattern.compile(SEALED + "([A-Za-z0-9+/]{54}==)");

  private final Path folder;
  private final WrappingKeys wrapping;

  /** Keys whose files lie open. */
  public MasterKeys(Path folder) {
    this(folder, WrappingKeys.NONE);
  }

  /** Keys whose files are sealed. */
  public MasterKeys(Path folder, WrappingKeys wrapping) {
    this.folder = folder;
    this.wrapping = wrapping;
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
    String text = text(number);
    Matcher open = OPEN_FILE.matcher(text);
    if (open.matches()) {
      return Key.of(Base64.getDecoder().decode(open.group(1)));
    }
    Matcher sealed = SEALED_FILE.matcher(text);
    if (!sealed.matches()) {
      throw refusal("%s holds no master key; bring the right file back.", number);
    }
    return unsealed(number, Base64.getDecoder().decode(sealed.group(1)));
  }

  private String text(int number) throws IOException {
    return Files.readString(file(number), ISO_8859_1).strip();
  }

  private Key unsealed(int number, byte[] sealed) {
    if (wrapping.none()) {
      throw refusal("%s is sealed; set wrapping-key.value or wrapping-key.command.", number);
    }
    return opened(wrapping.current(), sealed)
        .or(() -> opened(wrapping.previous(), sealed))
        .orElseThrow(() ->
            refusal("%s is sealed under another wrapping-key than is set; set that one.", number));
  }

  private static Optional<Key> opened(@Nullable Key by, byte[] sealed) {
    try {
      return by == null ? Optional.empty() : Optional.of(by.unwrap(sealed));
    } catch (Key.KeyMismatch other) {
      return Optional.empty();
    }
  }

  /** Whether the file of a version that can be opened is sealed as new ones are. */
  public boolean isSealedAsSet(int number) {
    try {
      Matcher sealed = SEALED_FILE.matcher(text(number));
      return sealed.matches()
          ? opened(wrapping.current(), Base64.getDecoder().decode(sealed.group(1))).isPresent()
          : wrapping.current() == null;
    } catch (IOException e) {
      throw DataFolder.refusal(folder, e);
    }
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
    Key key = Key.of(randomness.bytes(Key.SIZE));
    Key by = wrapping.current();
    Base64.Encoder text = Base64.getEncoder();
    try {
      write(
          file(number),
          by == null
              ? OPEN + text.encodeToString(key.bytes())
              : SEALED + text.encodeToString(by.wrap(key)));
    } catch (IOException e) {
      throw DataFolder.refusal(folder, e);
    }
    return key;
  }

  private static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".making");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap((text + "\n").getBytes(ISO_8859_1)));
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
