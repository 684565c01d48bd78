package org.tunza.store.key;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens sealed versions for verification. */
public final class StoreOpening implements VersionOpening {
  private final KeyTree keys;
  private final Sealing sealing;

  public StoreOpening(KeyTree keys, Sealing sealing) {
    this.keys = keys;
    this.sealing = sealing;
  }

  @Override
  public Opening open(Connection connection, SealedVersion version) throws SQLException {
    try {
      Key key = keys.entry(connection, version.key(), version.wrapped());
      Sealing.Opened opened =
          sealing.open(
              key,
              version.key(),
              version.version(),
              new Sealing.Sealed(version.dictionary(), version.sealed()));
      return new Opened(opened.salt(), opened.content());
    } catch (Sealing.Altered e) {
      return new Altered();
    } catch (KeyTree.KeyLost e) {
      return new KeyLost();
    }
  }
}
