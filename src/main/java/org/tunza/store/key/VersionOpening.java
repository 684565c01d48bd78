package org.tunza.store.key;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryKey;

/** Opens sealed versions, so that their content can be held against the ledger. */
@FunctionalInterface
public interface VersionOpening {

  /** A version as it is stored; without a wrapped key when its pointer is gone. */
  record SealedVersion(
      EntryKey key, int version, int dictionary, byte[] sealed, byte @Nullable [] wrapped) {}

  /** What came of it. */
  sealed interface Opening {}

  /** What its event's hash is over, one after the other. */
  record Opened(byte[] salt, byte[] content) implements Opening {}

  /** Its key is not there, or is wrapped by one that isn't. */
  record KeyLost() implements Opening {}

  /** Place or bytes are not those that it was sealed with. */
  record Altered() implements Opening {}

  Opening open(Connection connection, SealedVersion version) throws SQLException;
}
