package org.tunza.store.blob;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tunza.platform.DataFolder;

/** Blobs as files of a folder, {@code ab/cd…} by their names. Its file {@code id} says whose. */
public final class BlobFolder implements BlobStore {

  private static final Pattern SHELF = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern REST = Pattern.compile("[0-9a-f]{62}");
  private static final String MAKING = ".making";
  private static final String ID = "id";

  private final Path root;

  public BlobFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public String toString() {
    return root.toString();
  }

  @Override
  public Optional<String> id() {
    try {
      return Optional.of(Files.readString(root.resolve(ID)).strip());
    } catch (NoSuchFileException notMarked) {
      return Optional.empty();
    } catch (IOException e) {
      throw DataFolder.refusal(root, e);
    }
  }

  @Override
  public void mark(String id) {
    try {
      DataFolder.makePrivate(root);
      write(root.resolve(ID), (id + "\n").getBytes(US_ASCII));
    } catch (IOException e) {
      throw DataFolder.refusal(root, e);
    }
  }

  @Override
  public boolean isEmpty() {
    try {
      return shelves().isEmpty();
    } catch (IOException e) {
      throw DataFolder.refusal(root, e);
    }
  }

  @Override
  public void put(String name, byte[] sealed) throws IOException {
    Path file = file(name);
    Path shelf = root.resolve(name.substring(0, 2));
    if (!Files.isDirectory(shelf)) {
      requireMark();
      DataFolder.makePrivate(shelf);
      try (FileChannel folder = FileChannel.open(root)) {
        folder.force(true);
      }
    }
    write(file, sealed);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path making = file.resolveSibling(file.getFileName() + MAKING);
    try {
      force(making, bytes);
      DataFolder.rename(making, file);
    } catch (IOException e) {
      Files.deleteIfExists(making);
      throw e;
    }
  }

  private static void force(Path making, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            making,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  @Override
  public Optional<byte[]> find(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file(name)));
    } catch (NoSuchFileException missing) {
      requireMark();
      return Optional.empty();
    }
  }

  /** A shared folder that is not mounted is empty, and must neither be filled nor believed. */
  private void requireMark() throws IOException {
    if (!Files.exists(root.resolve(ID))) {
      throw new NoSuchFileException(root.resolve(ID).toString());
    }
  }

  @Override
  public void each(Instant before, Each each) throws IOException {
    eachFile(
        before,
        (shelf, file) -> {
          if (REST.matcher(file.getFileName().toString()).matches()) {
            each.take(shelf + file.getFileName());
          }
        });
  }

  @Override
  public void removeBroken(Instant before) throws IOException {
    eachFile(
        before,
        (_, file) -> {
          if (file.toString().endsWith(MAKING)) {
            Files.deleteIfExists(file);
          }
        });
  }

  @Override
  public void remove(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  @FunctionalInterface
  private interface EachFile {
    void take(String shelf, Path file) throws IOException;
  }

  private void eachFile(Instant before, EachFile each) throws IOException {
    for (Path shelf : shelves()) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(shelf)) {
        for (Path file : files) {
          if (isOlder(file, before)) {
            each.take(shelf.getFileName().toString(), file);
          }
        }
      }
    }
  }

  private List<Path> shelves() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(root)) {
      return all.filter(path -> SHELF.matcher(path.getFileName().toString()).matches()).toList();
    }
  }

  private static boolean isOlder(Path file, Instant moment) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
    } catch (NoSuchFileException removedMeanwhile) {
      return false;
    }
  }

  private Path file(String name) {
    return root.resolve(name.substring(0, 2)).resolve(name.substring(2));
  }
}
