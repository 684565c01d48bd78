package org.tunza.platform.database;

import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.util.PSQLException;
import org.tunza.platform.StartRefusal;

/**
 * Brings the schema to what this program needs, as its owner. Migrations lie in
 * src/main/resources/db and are never edited once landed. See
 * https://documentation.red-gate.com/flyway.
 */
public final class Migrations {

  /** https://www.postgresql.org/docs/18/errcodes-appendix.html, raise_exception. */
  private static final String RAISED = "P0001";

  private Migrations() {}

  public static void migrate(DataSource owner) {
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(owner)
            .locations("classpath:db")
            .sqlMigrationPrefix("V")
            .table("schema_history")
            .cleanDisabled(true)
            .validateMigrationNaming(true);
    Flyway flyway = configuration.load();
    try {
      refuseNewer(flyway);
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StartRefusal(
          StartRefusal.Reason.SCHEMA_FAILED,
          refused(e)
              .orElse(
                  "The schema could not be brought up to date; see the log, and restore or report"
                      + " it."),
          e);
    }
  }

  /** What a migration says that refuses the store; others fail for reasons of their own. */
  private static Optional<String> refused(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof PSQLException raised
          && RAISED.equals(raised.getSQLState())
          && raised.getServerErrorMessage() != null) {
        return Optional.ofNullable(raised.getServerErrorMessage().getMessage());
      }
    }
    return Optional.empty();
  }

  private static void refuseNewer(Flyway flyway) {
    Arrays.stream(flyway.info().applied())
        .filter(migration -> !migration.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .findFirst()
        .ifPresent(version -> {
          throw new StartRefusal(
              StartRefusal.Reason.SCHEMA_NEWER,
              "The schema (%s) is newer than this program; start the newer program."
                  .formatted(version));
        });
  }
}
