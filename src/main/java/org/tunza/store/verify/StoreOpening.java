package org.tunza.store.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.tunza.store.key.Key;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;

/** Opens sealed versions for verification. */
public final class StoreOpening implements VersionOpening {
  private final KeyTree keys;
  private final Sealing sealing;

  public StoreOpening(KeyTree keys, Sealing sealing) {
    this.keys = keys;
    this.sealing = sealing;
  }

  @Override
  public Optional<Opened> open(Connection connection, SealedVersion version) throws SQLException {
    byte[] wrapped = version.wrapped();
    if (wrapped == null) {
      return Optional.empty();
    }
    try {
      Key key = keys.entry(connection, version.key(), wrapped);
      Sealing.Opened opened =
          sealing.open(
              key,
              version.key(),
              version.version(),
              new Sealing.Sealed(version.dictionary(), version.sealed()));
      return Optional.of(new Opened(opened.salt(), opened.content()));
    } catch (Sealing.Altered | KeyTree.KeyLost e) {
      return Optional.empty();
    }
  }
}
