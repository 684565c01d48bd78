package org.tunza.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Synthea bundles of a folder, the middle-sized ones first, up to so many bytes.
 *
 * @param first hospitals and practitioners, to which the others refer
 */
record Bundles(List<byte[]> first, List<Path> rest) {

  static Bundles of(Path folder, long bytesMax) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    List<byte[]> first =
        Stream.of("hospitalInformation", "practitionerInformation")
            .flatMap(start -> files.stream().filter(file -> name(file).startsWith(start)))
            .map(Bundles::read)
            .toList();
    long[] sum = {0};
    List<Path> rest =
        files.stream()
            .filter(file -> !name(file).contains("Information"))
            .sorted(Comparator.comparingLong(Bundles::size))
            .takeWhile(file -> (sum[0] += size(file)) <= bytesMax)
            .toList();
    return new Bundles(first, rest);
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
