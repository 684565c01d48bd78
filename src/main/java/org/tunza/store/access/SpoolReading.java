package org.tunza.store.access;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tunza.store.access.SpoolPortion.Mark;
import org.tunza.store.ledger.Secrets;

/** Reads a spool file in portions, from where it was read before. */
final class SpoolReading {
  static final int RECORDS_MAX = 2_000;
  private static final int PORTION_BYTES = 2 * SpoolFormat.RECORD_BYTES_MAX;

  private final AccessKey key;
  private final List<AccessEvent> events = new ArrayList<>();
  private long records;
  private long altered;
  private byte[] chain;

  private SpoolReading(long spool, Secrets secrets, Mark from) {
    this.key = AccessKey.ofSpool(secrets, spool);
    this.records = from.records();
    this.altered = from.altered();
    this.chain = from.chain();
  }

  /**
   * The next records.
   *
   * @param limit bytes of the file that may be read: where a record ends, or where a dead program
   *     left it
   */
  static SpoolPortion read(Path folder, long spool, Secrets secrets, Mark from, long limit)
      throws IOException {
    byte[] bytes = bytes(SpoolFormat.file(folder, spool), from.bytes(), limit);
    return new SpoolReading(spool, secrets, from).portion(bytes, from, limit);
  }

  /** The file's bytes from just before the first record on, with what that one is bound to. */
  private static byte[] bytes(Path file, long from, long limit) throws IOException {
    long start = from - SpoolFormat.BOUND_BYTES;
    int length = (int) Math.max(0, Math.min(PORTION_BYTES, limit - start));
    byte[] bytes = new byte[length];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(start);
      int read = 0;
      while (read < length) {
        int more = in.read(bytes, read, length - read);
        if (more < 0) {
          return Arrays.copyOf(bytes, read);
        }
        read += more;
      }
    }
    return bytes;
  }

  private SpoolPortion portion(byte[] bytes, Mark from, long limit) {
    long start = from.bytes() - SpoolFormat.BOUND_BYTES;
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int at = SpoolFormat.BOUND_BYTES;
    while (events.size() < RECORDS_MAX && whole(in, at)) {
      byte[] bound = SpoolFormat.bound(bytes, at);
      int end = at + SpoolFormat.LENGTH_BYTES + in.getInt(at);
      take(bytes, bound, at + SpoolFormat.LENGTH_BYTES, end);
      at = end;
    }
    long torn = from.torn();
    boolean stuck = at == SpoolFormat.BOUND_BYTES || start + bytes.length >= limit;
    if (events.size() < RECORDS_MAX && stuck && start + at < limit) {
      torn += limit - (start + at);
      return new SpoolPortion(events, new Mark(records, limit, altered, torn, chain));
    }
    return new SpoolPortion(events, new Mark(records, start + at, altered, torn, chain));
  }

  private static boolean whole(ByteBuffer in, int at) {
    if (in.limit() < at + SpoolFormat.LENGTH_BYTES) {
      return false;
    }
    int length = in.getInt(at);
    return length > AccessKey.TAG_BYTES
        && length <= SpoolFormat.RECORD_BYTES_MAX
        && in.limit() - at - SpoolFormat.LENGTH_BYTES >= length;
  }

  private void take(byte[] bytes, byte[] bound, int start, int end) {
    Optional<byte[]> plain = key.open(records, bound, Arrays.copyOfRange(bytes, start, end));
    if (plain.isPresent()) {
      events.add(AccessCoding.decode(plain.get()));
    } else {
      altered++;
    }
    chain = SpoolFormat.chain(chain, bytes, start, end);
    records++;
  }
}
