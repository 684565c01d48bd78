package org.tunza.fhir.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.Spill;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.ObjectNode;

/**
 * The resources of a bundle's entries. While they are small they are kept as they are; once they
 * are more than that, all of them go to a spill and are read again one at a time.
 */
final class EntryBodies implements AutoCloseable {

  private final Spilling spilling;
  private final long bytesKeptMax;
  private final LongConsumer spilled;
  private final List<ObjectNode> kept = new ArrayList<>();
  private @Nullable Spill spill;

  /** Where each body begins in the spill, and after the last, where it ends. */
  private long[] offsets = new long[64];

  private long bytes;
  private int count;

  /**
   * Begins with none.
   *
   * @param bytesKeptMax how many bytes, as sent, are kept in memory
   * @param spilled is told how many bytes, as sent, are in memory no more
   */
  EntryBodies(Spilling spilling, long bytesKeptMax, LongConsumer spilled) {
    this.spilling = spilling;
    this.bytesKeptMax = bytesKeptMax;
    this.spilled = spilled;
  }

  /** Takes a resource that was so long as sent, and gives its place. */
  int add(ObjectNode resource, long length) throws IOException {
    bytes += length;
    if (spill == null && bytes > bytesKeptMax) {
      spill = spilling.open();
      for (int i = 0; i < count; i++) {
        append(spill, i, kept.get(i));
      }
      kept.clear();
      spilled.accept(bytes - length);
    }
    if (spill == null) {
      kept.add(resource);
    } else {
      append(spill, count, resource);
      spilled.accept(length);
    }
    return count++;
  }

  private void append(Spill target, int place, ObjectNode resource) throws IOException {
    if (place + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    target.append(JsonWriter.write(resource));
    offsets[place + 1] = target.size();
  }

  ObjectNode at(int place) {
    if (spill == null) {
      return kept.get(place);
    }
    try {
      int length = (int) (offsets[place + 1] - offsets[place]);
      return JsonReader.read(spill.read(offsets[place], length)).orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether they were too large to be kept in memory. */
  boolean isSpilled() {
    return spill != null;
  }

  @Override
  public void close() {
    if (spill != null) {
      try {
        spill.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
