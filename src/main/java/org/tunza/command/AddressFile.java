package org.tunza.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tunza.platform.DataFolder;

/**
 * Where the server that holds a data folder answers, for subcommands that find the folder in use.
 * Only worth something while the folder is held; the next holder writes it anew.
 */
public final class AddressFile {
  private static final String NAME = "address";

  private AddressFile() {}

  /** Writes it, once the server answers. */
  public static void write(Path data, URI address) {
    try {
      DataFolder.makePrivate(data);
      Path fresh = Files.writeString(data.resolve("address.making"), address + "\n");
      DataFolder.rename(fresh, data.resolve(NAME));
    } catch (IOException e) {
      throw DataFolder.refusal(data, e);
    }
  }

  /** Takes it away. */
  public static void remove(Path data) {
    try {
      Files.deleteIfExists(data.resolve(NAME));
    } catch (IOException e) {
      throw DataFolder.refusal(data, e);
    }
  }

  /** The address; empty when none is there. */
  public static Optional<URI> in(Path data) {
    try {
      return Optional.of(URI.create(Files.readString(data.resolve(NAME)).strip()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
