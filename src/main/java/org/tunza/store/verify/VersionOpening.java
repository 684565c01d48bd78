package org.tunza.store.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryKey;

/** Opens sealed versions, so that their content can be held against the ledger. */
@FunctionalInterface
public interface VersionOpening {

  /** A version as it is stored; without a wrapped key when its pointer is gone. */
  record SealedVersion(
      EntryKey key, int version, int dictionary, byte[] sealed, byte @Nullable [] wrapped) {}

  /** What its event's hash is over, one after the other. */
  record Opened(byte[] salt, byte[] content) {}

  /** Empty when key, place or bytes are not those that it was sealed with. */
  Optional<Opened> open(Connection connection, SealedVersion version) throws SQLException;
}
