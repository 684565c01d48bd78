package org.tunza.store.access;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tunza.record.Accesses.Seen;
import org.tunza.store.ledger.Secrets;

/**
 * Access events as the database keeps them, one batch a commit: a byte for the format (1), the
 * length before compression in 4 bytes, a zstd frame of events, each after its length in 4 bytes;
 * all sealed under the batch's key. https://www.rfc-editor.org/rfc/rfc8878
 */
final class AccessBatch {
  private static final byte FORMAT = 1;
  private static final int HEAD_BYTES = 1 + Integer.BYTES;
  private static final int BYTES_MAX = 64 << 20;
  private static final int COMPRESSION = 3;
  private static final byte[] NOTHING = {};

  private AccessBatch() {}

  static byte[] seal(Secrets secrets, long commit, List<AccessEvent> events) {
    List<byte[]> encoded = events.stream().map(AccessCoding::encode).toList();
    int length = encoded.stream().mapToInt(bytes -> Integer.BYTES + bytes.length).sum();
    ByteBuffer plain = ByteBuffer.allocate(length);
    encoded.forEach(bytes -> plain.putInt(bytes.length).put(bytes));
    byte[] frame = Zstd.compress(plain.array(), COMPRESSION);
    ByteBuffer packed = ByteBuffer.allocate(HEAD_BYTES + frame.length);
    packed.put(FORMAT).putInt(length).put(frame);
    byte[] sealed = new byte[packed.capacity() + AccessKey.TAG_BYTES];
    AccessKey.ofBatch(secrets, commit).seal(0, NOTHING, packed.array(), sealed, 0);
    return sealed;
  }

  /** The events of a batch; empty when it is not what was sealed for this commit. */
  static Optional<List<AccessEvent>> open(Secrets secrets, long commit, byte[] sealed) {
    return AccessKey.ofBatch(secrets, commit).open(0, NOTHING, sealed).map(AccessBatch::unpack);
  }

  private static List<AccessEvent> unpack(byte[] packed) {
    ByteBuffer head = ByteBuffer.wrap(packed);
    if (head.get() != FORMAT) {
      throw new IllegalArgumentException("a batch of access events of an unknown format");
    }
    int length = head.getInt();
    if (length < 0 || length > BYTES_MAX) {
      throw new IllegalArgumentException("a batch of access events of impossible length");
    }
    byte[] frame = new byte[head.remaining()];
    head.get(frame);
    ByteBuffer plain = ByteBuffer.wrap(Zstd.decompress(frame, length));
    List<AccessEvent> events = new ArrayList<>();
    while (plain.hasRemaining()) {
      byte[] event = new byte[plain.getInt()];
      plain.get(event);
      events.add(AccessCoding.decode(event));
    }
    return events;
  }

  static SortedSet<Long> charts(List<AccessEvent> events) {
    SortedSet<Long> charts = new TreeSet<>();
    for (AccessEvent event : events) {
      for (Seen seen : event.seen()) {
        charts.add(seen.key().chart());
      }
    }
    return charts;
  }

  static SortedSet<Integer> agents(List<AccessEvent> events) {
    SortedSet<Integer> agents = new TreeSet<>();
    for (AccessEvent event : events) {
      agents.add(event.who().agent());
      agents.add(event.who().onBehalfOf());
    }
    return agents;
  }
}
