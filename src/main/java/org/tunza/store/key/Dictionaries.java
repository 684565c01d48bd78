package org.tunza.store.key;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The zstd dictionaries, numbered from 1; 0 is none. A dictionary is made once from synthetic
 * resources, committed, and never altered or dropped, since versions name it. A better one gets the
 * next number. https://github.com/facebook/zstd#dictionary-compression-how-to
 */
public final class Dictionaries {

  private static final int LEVEL = 3;

  private final List<Pair> pairs;
  private final int newest;

  private record Pair(ZstdDictCompress compress, ZstdDictDecompress decompress) {}

  private Dictionaries(List<Pair> pairs, int newest) {
    this.pairs = List.copyOf(pairs);
    this.newest = newest;
  }

  /** All that the program carries; the newest is used for new versions. */
  public static Dictionaries all() {
    List<Pair> pairs = new ArrayList<>();
    for (int number = 1; ; number++) {
      try (InputStream stream =
          Dictionaries.class.getResourceAsStream("dictionary-%d.zstd".formatted(number))) {
        if (stream == null) {
          return new Dictionaries(pairs, pairs.size());
        }
        byte[] bytes = stream.readAllBytes();
        pairs.add(new Pair(new ZstdDictCompress(bytes, LEVEL), new ZstdDictDecompress(bytes)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The same, but new versions are written without any; for measuring what they bring. */
  public Dictionaries unused() {
    return new Dictionaries(pairs, 0);
  }

  int newest() {
    return newest;
  }

  void useFor(ZstdCompressCtx context, int number) {
    if (number == 0) {
      context.loadDict((byte[]) null);
    } else {
      context.loadDict(pair(number).compress);
    }
  }

  void useFor(ZstdDecompressCtx context, int number) {
    if (number == 0) {
      context.loadDict((byte[]) null);
    } else {
      context.loadDict(pair(number).decompress);
    }
  }

  private Pair pair(int number) {
    if (number > pairs.size()) {
      throw new IllegalArgumentException("dictionary %d is unknown".formatted(number));
    }
    return pairs.get(number - 1);
  }
}
