package org.tunza.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tunza.platform.DataFolder;
import org.tunza.platform.database.DatabaseRoles;
import org.tunza.platform.database.Logins;

/**
 * An embedded PostgreSQL that another program runs, as its socket tells. See
 * https://www.postgresql.org/docs/18/runtime-config-connection.html.
 */
public record RunningPostgres(String url, Logins logins) {
  /** The one of a data folder; empty when none runs. */
  public static Optional<RunningPostgres> in(Path data) {
    Path socket = LocalSockets.in(data.resolve("socket"));
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RunningPostgres(
              LocalSockets.url(socket, DatabaseRoles.DATABASE),
              StoredLogins.read(data.resolve("logins")).logins()));
    } catch (IOException e) {
      throw DataFolder.refusal(data, e);
    }
  }
}
