package org.tunza.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tunza.platform.StartRefusal;
import org.tunza.store.verify.KeptCheckpoint;

/** Reads checkpoints that were kept elsewhere, from files and from standard input. */
final class CheckpointFiles {

  private static final String STANDARD_INPUT = "-";
  private static final int BYTES_MAX = 16 * 1024 * 1024;

  private CheckpointFiles() {}

  static List<KeptCheckpoint> read(List<String> names, InputStream standardInput) {
    List<KeptCheckpoint> all = new ArrayList<>();
    for (String name : names) {
      List<KeptCheckpoint> kept = KeptCheckpoint.in(name, text(name, standardInput));
      if (kept.isEmpty()) {
        throw refusal("%s holds no checkpoint; it is what GET /ledger/checkpoint answers.", name);
      }
      all.addAll(kept);
    }
    return all;
  }

  private static String text(String name, InputStream standardInput) {
    try (InputStream in =
        name.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(Path.of(name))) {
      return new String(in.readNBytes(BYTES_MAX), UTF_8);
    } catch (IOException e) {
      throw refusal("The checkpoint %s can't be read; name a file, or - for what is piped.", name);
    }
  }

  private static StartRefusal refusal(String line, String name) {
    return new StartRefusal(StartRefusal.Reason.CHECKPOINT_UNREADABLE, line.formatted(name));
  }
}
