package org.tunza.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.tunza.record.index.Indexing;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;

/**
 * What every part of the store works with.
 *
 * @param dangling whether references to what isn't there are accepted
 */
record Store(
    KeyTree keys,
    Sealing sealing,
    Indexing indexing,
    TermHash hash,
    PostgresNumbers numbers,
    PostgresRecords.Dangling dangling) {

  /** Reads the key tree again when another program has changed it since. */
  void keepUpWith(Connection connection, int epoch) throws SQLException {
    if (epoch == keys.epoch()) {
      return;
    }
    try {
      keys.reload(connection);
    } catch (IOException | KeyTree.MasterKeyMissing e) {
      throw new IllegalStateException("the key tree has a new master version", e);
    }
  }
}
