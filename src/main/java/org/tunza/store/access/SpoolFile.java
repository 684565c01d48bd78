package org.tunza.store.access;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tunza.store.ledger.Secrets;

/**
 * A spool file that this program writes. Appended with one write a record, by a stream rather than
 * a channel, since an interrupted thread would close the channel for all. Callers take turns.
 */
final class SpoolFile implements AutoCloseable {
  /** Locked by this program: opening the lock file once more would lose the lock. */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final long number;
  private final Path lockFile;
  private final FileChannel lock;
  private final FileOutputStream out;
  private final AccessKey key;
  private byte[] bound;
  private byte[] buffer = new byte[512];
  private long records;
  private volatile long length;

  private SpoolFile(
      long number, Path lockFile, FileChannel lock, FileOutputStream out, AccessKey key) {
    this.number = number;
    this.lockFile = lockFile;
    this.lock = lock;
    this.out = out;
    this.key = key;
    this.bound = SpoolFormat.head(number);
  }

  static SpoolFile create(Path folder, long number, Secrets secrets) throws IOException {
    Path lockFile = SpoolFormat.lock(folder, number);
    AccessKey key = AccessKey.ofSpool(secrets, number);
    OPEN.add(lockFile);
    try {
      FileChannel lock =
          FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        if (lock.tryLock() == null) {
          throw new IOException("the lock of a new spool file is taken");
        }
        FileOutputStream out = new FileOutputStream(SpoolFormat.file(folder, number).toFile());
        SpoolFile spool = new SpoolFile(number, lockFile, lock, out, key);
        out.write(SpoolFormat.head(number));
        spool.length = SpoolFormat.HEAD_BYTES;
        return spool;
      } catch (IOException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      OPEN.remove(lockFile);
      throw e;
    }
  }

  /** Whether nobody writes that spool any more. */
  static boolean abandoned(Path folder, long number) throws IOException {
    Path lockFile = SpoolFormat.lock(folder, number);
    if (OPEN.contains(lockFile)) {
      return false;
    }
    if (!Files.exists(lockFile)) {
      return true;
    }
    try (FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      return lock.tryLock() != null;
    }
  }

  long number() {
    return number;
  }

  /** Bytes of the file that hold whole records. */
  long length() {
    return length;
  }

  /**
   * Appends one event; says how many records there are now. After a failure the file can only be
   * abandoned: its next nonce may have been used.
   */
  long append(byte[] plain) throws IOException {
    int start = SpoolFormat.LENGTH_BYTES;
    int most = start + plain.length + AccessKey.TAG_BYTES;
    if (most > buffer.length) {
      buffer = new byte[most];
    }
    int end = key.seal(records, bound, plain, buffer, start);
    int sealed = end - start;
    buffer[0] = (byte) (sealed >>> 24);
    buffer[1] = (byte) (sealed >>> 16);
    buffer[2] = (byte) (sealed >>> 8);
    buffer[3] = (byte) sealed;
    out.write(buffer, 0, end);
    bound = SpoolFormat.bound(buffer, end);
    records++;
    long grown = length + end;
    length = grown;
    return records;
  }

  /** Ends the file without what a failed write may have left. */
  void abandon() throws IOException {
    try (this) {
      out.getChannel().truncate(length);
    }
  }

  /** Ends the file and lets whoever finds it take it in. */
  @Override
  public void close() throws IOException {
    try (lock) {
      out.close();
    } finally {
      OPEN.remove(lockFile);
    }
  }
}
