package org.tunza.store.key;

import com.github.luben.zstd.ZstdDictTrainer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes a zstd dictionary from synthetic content as the store keeps it, one resource a line. Run
 * once for each numbered dictionary; never on the content of a real store, since a dictionary holds
 * pieces of what it was made from. https://github.com/facebook/zstd#dictionary-compression-how-to
 */
public final class DictionaryTraining {

  /** Bytes of a dictionary: the larger, the smaller the versions and the more of the cache. */
  public static final int SIZE = 112 * 1024;

  /** Resources that it is made from, drawn by chance from all. */
  public static final int SAMPLES_MAX = 8_000;

  /** Longer ones are mostly attachments, which teach nothing. */
  private static final int SAMPLE_BYTES_MAX = 8_000;

  private static final int LEVEL = 3;

  private DictionaryTraining() {}

  /** The dictionary of the resources in a file of NDJSON; equal files give equal dictionaries. */
  public static byte[] of(Path ndjson) throws IOException {
    List<byte[]> samples = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(ndjson)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.length() < SAMPLE_BYTES_MAX) {
          samples.add(line.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    Collections.shuffle(samples, new Random(7));
    List<byte[]> drawn = samples.subList(0, Math.min(SAMPLES_MAX, samples.size()));
    int total = drawn.stream().mapToInt(sample -> sample.length).sum();
    ZstdDictTrainer trainer = new ZstdDictTrainer(total, SIZE, LEVEL);
    drawn.forEach(trainer::addSample);
    return trainer.trainSamples();
  }
}
