package org.tunza.store.blob;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryKey;
import org.tunza.store.key.BlobSealing;
import org.tunza.store.key.Key;
import org.tunza.store.key.KeyTree;
import org.tunza.store.merkle.Sha256;

/**
 * Takes large data out of a Binary's content before it is sealed, and puts it back when it was
 * opened. In the content stays the hash of the data, so the hash of a version binds it too.
 */
public final class Blobs {

  private static final Logger LOG = System.getLogger(Blobs.class.getName());

  /** Bytes of data that stay within the content. */
  public static final int INLINE_MAX = 64 * 1024;

  private final BlobStore store;
  private final KeyTree keys;
  private final BlobSealing sealing;

  public Blobs(BlobStore store, KeyTree keys, BlobSealing sealing) {
    this.store = store;
    this.keys = keys;
    this.sealing = sealing;
  }

  /** Content, whole or with a mark in the place of its blob, and that blob. */
  public record Content(byte[] bytes, @Nullable Blob blob) {}

  /**
   * The content as it is to be sealed; its large data is put, unless it is in a blob already.
   *
   * @param known the blob of what the content follows, if it may be used again
   */
  public Content cut(byte[] whole, @Nullable Blob known) {
    DataText text = whole.length <= INLINE_MAX ? null : DataText.of(whole);
    byte[] data = text == null ? null : text.bytesAbove(INLINE_MAX);
    if (text == null || data == null) {
      return new Content(whole, null);
    }
    byte[] hash = Sha256.of(data);
    boolean isKnown = known != null && Arrays.equals(known.hash(), hash);
    return new Content(text.marked(hash), isKnown ? known : put(data, hash));
  }

  private Blob put(byte[] data, byte[] hash) {
    Key key = keys.newEntry();
    byte[] sealed = sealing.seal(key, data);
    String name = HexFormat.of().formatHex(Sha256.of(sealed));
    try {
      store.put(name, sealed);
    } catch (IOException e) {
      throw new BlobsUnusable(e);
    }
    return new Blob(name, data.length, hash, key);
  }

  /** The whole content of a version that was opened. */
  public Content whole(Connection connection, EntryKey where, int version, byte[] opened)
      throws SQLException {
    DataText text = DataText.of(opened);
    byte[] hash = text == null ? null : text.mark();
    if (text == null || hash == null) {
      return new Content(opened, null);
    }
    BlobRow row =
        PostgresBlobs.row(connection, where, version)
            .orElseThrow(() -> BlobLost.missing(where, version));
    Key key = keys.entry(connection, where, row.wrapped());
    byte[] data = data(key, hash, row, sealed(row));
    return new Content(text.written(data), new Blob(row.name(), row.size(), hash, key));
  }

  private byte[] sealed(BlobRow row) {
    try {
      return store.find(row.name()).orElseThrow(() -> BlobLost.missing(row.of(), row.version()));
    } catch (IOException e) {
      throw new BlobsUnusable(e);
    }
  }

  private byte[] data(Key key, byte[] hash, BlobRow row, byte[] sealed) {
    try {
      byte[] data = sealing.open(key, sealed);
      if (!Arrays.equals(Sha256.of(data), hash)) {
        throw BlobLost.altered(row.of(), row.version());
      }
      return data;
    } catch (BlobSealing.Altered e) {
      throw BlobLost.altered(row.of(), row.version());
    }
  }

  /** Whether content that was opened has a mark in the place of a blob. */
  public static boolean isMarked(byte[] opened) {
    return mark(opened) != null;
  }

  private static byte @Nullable [] mark(byte[] opened) {
    DataText text = DataText.of(opened);
    return text == null ? null : text.mark();
  }

  /** Holds the blob of content that was opened against its name and its mark. */
  public void check(Connection connection, BlobRow row, byte[] opened) throws SQLException {
    byte[] hash = mark(opened);
    byte[] sealed = sealed(row);
    String name = HexFormat.of().formatHex(Sha256.of(sealed));
    if (hash == null || !name.equals(row.name())) {
      throw BlobLost.altered(row.of(), row.version());
    }
    if (data(keys.entry(connection, row.of(), row.wrapped()), hash, row, sealed).length
        != row.size()) {
      throw BlobLost.altered(row.of(), row.version());
    }
  }

  /** Removes what belonged to something destroyed; what can't be removed is left to the sweep. */
  public static void remove(BlobStore store, String name) {
    try {
      store.remove(name);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "A blob of what was destroyed is not removed yet", e);
    }
  }
}
