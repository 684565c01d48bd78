package org.tunza.store.ledger;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.store.merkle.Sha256;

/**
 * The bytes that a commit puts into the Merkle tree, and their leaf hash, SHA-256(0x00 || data).
 * https://www.rfc-editor.org/rfc/rfc6962#section-2.1
 *
 * <p>Numbers are big-endian and signed; an encoding once used never changes:
 *
 * <pre>
 *   format 1 byte (1), kind 1 byte (1 records, 2 accesses)
 *   commit 8, recorded in microseconds 8, origin 8, agent 4, on behalf of 4, purpose 2, count 4
 *   of kind 1, count times, by rising ordinal:
 *     ordinal 4, event 1, chart 8, entry 8, version 4, length of hash 1 (0 or 32), hash
 *   of kind 2, for a batch of count access events:
 *     SHA-256 of the sealed batch 32
 * </pre>
 */
public final class Leaf {
  private static final byte FORMAT = 1;
  private static final byte RECORDS = 1;
  private static final byte ACCESSES = 2;
  private static final int HEAD_BYTES = 1 + 2 + 8 + 8 + 8 + 4 + 4 + 2 + 4;
  private static final int EVENT_BYTES = 4 + 1 + 8 + 8 + 4 + 1 + Sha256.BYTES;
  private static final int KEPT_BYTES_MAX = 1 << 16;

  private static final ThreadLocal<Leaf> OF_THREAD = ThreadLocal.withInitial(Leaf::new);

  private final MessageDigest sha256 = Sha256.fresh();
  private ByteBuffer buffer = ByteBuffer.allocate(4096);

  private Leaf() {}

  /** The leaf hash of a commit with its events, which stand by rising ordinal. */
  public static byte[] hash(LedgerCommit commit, List<LedgerEvent> events) {
    Leaf leaf = OF_THREAD.get();
    leaf.write(commit, events);
    return leaf.digest();
  }

  /** The leaf hash of a commit that took in a batch of access events. */
  public static byte[] hashOfAccesses(LedgerCommit commit, int count, byte[] batchHash) {
    Leaf leaf = OF_THREAD.get();
    leaf.head(commit, ACCESSES, count, Sha256.BYTES).put(checked(batchHash));
    return leaf.digest();
  }

  /** The data that the leaf hash is over, for whoever wants to prove it elsewhere. */
  public static byte[] data(LedgerCommit commit, List<LedgerEvent> events) {
    Leaf leaf = OF_THREAD.get();
    leaf.write(commit, events);
    return Arrays.copyOfRange(leaf.buffer.array(), 1, leaf.buffer.position());
  }

  private void write(LedgerCommit commit, List<LedgerEvent> events) {
    ByteBuffer out = head(commit, RECORDS, events.size(), events.size() * EVENT_BYTES);
    int before = -1;
    for (LedgerEvent event : events) {
      if (event.ordinal() <= before) {
        throw new IllegalArgumentException("events must stand by rising ordinal");
      }
      before = event.ordinal();
      out.putInt(event.ordinal()).put((byte) event.event().number());
      out.putLong(event.key().chart()).putLong(event.key().entry()).putInt(event.version());
      byte[] hash = event.hash();
      if (hash == null) {
        out.put((byte) 0);
      } else {
        out.put((byte) Sha256.BYTES).put(checked(hash));
      }
    }
  }

  private ByteBuffer head(LedgerCommit commit, byte kind, int count, int bodyBytes) {
    if (buffer.capacity() < HEAD_BYTES + bodyBytes) {
      buffer = ByteBuffer.allocate(HEAD_BYTES + bodyBytes);
    }
    ByteBuffer out = buffer.clear().put((byte) 0).put(FORMAT).put(kind);
    out.putLong(commit.number()).putLong(commit.recordedMicros()).putLong(commit.origin());
    out.putInt(commit.agent()).putInt(commit.onBehalfOf());
    return out.putShort((short) commit.purpose()).putInt(count);
  }

  private byte[] digest() {
    sha256.update(buffer.array(), 0, buffer.position());
    byte[] hash = sha256.digest();
    if (buffer.capacity() > KEPT_BYTES_MAX) {
      buffer = ByteBuffer.allocate(4096);
    }
    return hash;
  }

  private static byte[] checked(byte @Nullable [] hash) {
    if (hash == null || hash.length != Sha256.BYTES) {
      throw new IllegalArgumentException("a hash has 32 bytes");
    }
    return hash;
  }
}
