package org.tunza.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes that are too many for memory and needed for a moment only: a file without a name, sealed in
 * chunks with AES-256-GCM (NIST SP 800-38D) under a key that nobody else ever has, gone when it is
 * closed or the program dies. For one thread.
 */
public final class Spill implements AutoCloseable {

  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int TAG_BYTES = 16;
  private static final int NONCE_BYTES = 12;

  private final FileChannel channel;
  private final SecretKeySpec key;

  /** The chunk being filled; it is sealed and written when full. */
  private final byte[] filling = new byte[CHUNK_BYTES];

  private final byte[] opened = new byte[CHUNK_BYTES];
  private long openedNumber = -1;
  private long size;

  private Spill(FileChannel channel, SecretKeySpec key) {
    this.channel = channel;
    this.key = key;
  }

  /** Makes a file in the folder and takes its name away. */
  public static Spill in(Path folder, Randomness randomness) throws IOException {
    Path file =
        Files.createTempFile(
            folder,
            "spill-",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      FileChannel channel =
          FileChannel.open(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
      return new Spill(channel, new SecretKeySpec(randomness.bytes(32), "AES"));
    } finally {
      Files.delete(file);
    }
  }

  /** How many bytes there are; where the next ones will stand. */
  public long size() {
    return size;
  }

  public void append(byte[] bytes) throws IOException {
    int from = 0;
    while (from < bytes.length) {
      int at = (int) (size % CHUNK_BYTES);
      int length = Math.min(bytes.length - from, CHUNK_BYTES - at);
      System.arraycopy(bytes, from, filling, at, length);
      size += length;
      from += length;
      if (size % CHUNK_BYTES == 0) {
        seal(size / CHUNK_BYTES - 1);
      }
    }
  }

  /** So many of the bytes, from an offset on. */
  public byte[] read(long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset + length > size) {
      throw new IllegalArgumentException("beyond the end");
    }
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      long number = (offset + done) / CHUNK_BYTES;
      int at = (int) ((offset + done) % CHUNK_BYTES);
      int part = Math.min(length - done, CHUNK_BYTES - at);
      System.arraycopy(chunk(number), at, bytes, done, part);
      done += part;
    }
    return bytes;
  }

  private byte[] chunk(long number) throws IOException {
    if (number == size / CHUNK_BYTES) {
      return filling;
    }
    if (number != openedNumber) {
      openedNumber = -1;
      open(number);
      openedNumber = number;
    }
    return opened;
  }

  private void seal(long number) throws IOException {
    try {
      ByteBuffer sealed =
          ByteBuffer.wrap(cipher(Cipher.ENCRYPT_MODE, number).doFinal(filling, 0, CHUNK_BYTES));
      long position = number * (CHUNK_BYTES + TAG_BYTES);
      while (sealed.hasRemaining()) {
        position += channel.write(sealed, position);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is missing", e);
    }
  }

  private void open(long number) throws IOException {
    ByteBuffer sealed = ByteBuffer.allocate(CHUNK_BYTES + TAG_BYTES);
    long start = number * (CHUNK_BYTES + TAG_BYTES);
    while (sealed.hasRemaining()) {
      if (channel.read(sealed, start + sealed.position()) < 0) {
        throw new IOException("a spill file is shorter than it was");
      }
    }
    try {
      cipher(Cipher.DECRYPT_MODE, number).doFinal(sealed.flip(), ByteBuffer.wrap(opened));
    } catch (GeneralSecurityException e) {
      throw new IOException("a spill file was altered", e);
    }
  }

  /** Each chunk is sealed once, so that its number is a nonce under the file's own key. */
  private Cipher cipher(int mode, long number) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(number).array();
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
    return cipher;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
