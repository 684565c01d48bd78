package org.tunza.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tunza.platform.DataFolder;
import org.tunza.platform.database.DatabaseRoles;
import org.tunza.platform.database.Logins;

/**
 * An embedded PostgreSQL that another program runs, as its pid file tells. See
 * https://www.postgresql.org/docs/18/storage-file-layout.html.
 */
public record RunningPostgres(String url, Logins logins) {
  private static final int PORT_LINE = 3;

  /** The one of a data folder; empty when none runs. */
  public static Optional<RunningPostgres> in(Path data) {
    try {
      List<String> pid = Files.readAllLines(data.resolve("pg").resolve("postmaster.pid"));
      if (pid.size() <= PORT_LINE) {
        return Optional.empty();
      }
      String url =
          "jdbc:postgresql://127.0.0.1:"
              + Integer.parseInt(pid.get(PORT_LINE).strip())
              + "/"
              + DatabaseRoles.DATABASE;
      return Optional.of(
          new RunningPostgres(url, StoredLogins.read(data.resolve("logins")).logins()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw DataFolder.refusal(data, e);
    }
  }
}
