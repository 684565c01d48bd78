package org.tunza.command.load.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.Spill;

/**
 * What does not fit into memory and must be read again: members of archives, and resources that are
 * brought into order. All of it lies sealed in one nameless file, gone when this is closed.
 */
public final class Hoard implements AutoCloseable {

  private static final int CHUNK_BYTES = 64 * 1024;

  private final Spilling spilling;
  private @Nullable Spill spill;

  /** Makes the spill when it is needed. */
  @FunctionalInterface
  public interface Spilling {
    Spill open() throws IOException;
  }

  public Hoard(Spilling spilling) {
    this.spilling = spilling;
  }

  /** Where bytes lie in it. */
  public record Span(long from, long length) {}

  /** Keeps all that a stream holds. */
  public synchronized Span keep(InputStream content) throws IOException {
    long from = spill().size();
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
      spill().append(Arrays.copyOf(chunk, count));
    }
    return new Span(from, spill().size() - from);
  }

  public synchronized Span keep(byte[] bytes) throws IOException {
    long from = spill().size();
    spill().append(bytes);
    return new Span(from, bytes.length);
  }

  public synchronized byte[] read(long from, int length) throws IOException {
    return spill().read(from, length);
  }

  private Spill spill() throws IOException {
    if (spill == null) {
      spill = spilling.open();
    }
    return spill;
  }

  public InputStream stream(Span span) {
    return new Reading(span);
  }

  @Override
  public synchronized void close() throws IOException {
    if (spill != null) {
      spill.close();
    }
  }

  private final class Reading extends InputStream {
    private final long end;
    private long place;
    private byte[] chunk = new byte[0];
    private int at;

    Reading(Span span) {
      this.place = span.from();
      this.end = span.from() + span.length();
    }

    @Override
    public int read() throws IOException {
      return fill() ? chunk[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, chunk.length - at);
      System.arraycopy(chunk, at, target, offset, count);
      at += count;
      return count;
    }

    private boolean fill() throws IOException {
      if (at == chunk.length && place < end) {
        chunk = Hoard.this.read(place, (int) Math.min(CHUNK_BYTES, end - place));
        place += chunk.length;
        at = 0;
      }
      return at < chunk.length;
    }
  }
}
