package org.tunza.store.access;

import java.util.ArrayList;
import java.util.List;
import org.tunza.record.Accesses.Seen;
import org.tunza.record.Attribution;
import org.tunza.record.Attribution.Purpose;
import org.tunza.record.EntryKey;

/**
 * An access event as bytes: time, agent, on behalf of, purpose, origin, how many were seen, and of
 * each chart and entry as the difference from the one before, and version. Numbers are zigzag
 * varints: https://protobuf.dev/programming-guides/encoding/#varints
 */
final class AccessCoding {
  private static final int VARINT_BYTES_MAX = 10;

  private final byte[] bytes;
  private int at;

  private AccessCoding(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  static byte[] encode(AccessEvent event) {
    AccessCoding out = new AccessCoding(new byte[(6 + 3 * event.seen().size()) * 10], 0);
    out.put(event.atMicros());
    out.put(event.who().agent());
    out.put(event.who().onBehalfOf());
    out.put(event.who().purpose().number());
    out.put(event.who().origin());
    out.put(event.seen().size());
    EntryKey before = new EntryKey(0, 0);
    for (Seen seen : event.seen()) {
      out.put(seen.key().chart() - before.chart());
      out.put(seen.key().entry() - before.entry());
      out.put(seen.number());
      before = seen.key();
    }
    return java.util.Arrays.copyOf(out.bytes, out.at);
  }

  /** Reads one event; throws {@link IllegalArgumentException} when the bytes are none. */
  static AccessEvent decode(byte[] bytes) {
    AccessCoding in = new AccessCoding(bytes, 0);
    long at = in.take();
    int agent = (int) in.take();
    int onBehalfOf = (int) in.take();
    Purpose purpose = purpose((int) in.take());
    Attribution who = new Attribution(agent, onBehalfOf, purpose, in.take());
    long count = in.take();
    if (count < 0 || count > bytes.length) {
      throw new IllegalArgumentException("an access event of impossible length");
    }
    List<Seen> seen = new ArrayList<>((int) count);
    EntryKey before = new EntryKey(0, 0);
    for (long i = 0; i < count; i++) {
      before = new EntryKey(before.chart() + in.take(), before.entry() + in.take());
      seen.add(new Seen(before, (int) in.take()));
    }
    return new AccessEvent(at, who, seen);
  }

  private static Purpose purpose(int number) {
    for (Purpose purpose : Purpose.values()) {
      if (purpose.number() == number) {
        return purpose;
      }
    }
    throw new IllegalArgumentException("unknown purpose " + number);
  }

  private void put(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  private long take() {
    long value = 0;
    for (int i = 0; i < VARINT_BYTES_MAX && at < bytes.length; i++) {
      byte next = bytes[at++];
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IllegalArgumentException("an access event that ends too soon");
  }
}
