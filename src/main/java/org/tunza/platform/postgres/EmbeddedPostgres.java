package org.tunza.platform.postgres;

import java.io.IOException;
import java.nio.file.Path;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.DatabaseRoles;
import org.tunza.platform.database.Login;
import org.tunza.platform.database.Logins;

/**
 * The PostgreSQL that runs inside the program's life: made at the first start, started as a direct
 * child that the system stops when we die, started again when it dies, stopped with us. See
 * https://www.postgresql.org/docs/18/server-shutdown.html.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private final Keeper keeper;
  private final StoredLogins stored;
  private final Path socket;

  private EmbeddedPostgres(Keeper keeper, StoredLogins stored, Path socket) {
    this.keeper = keeper;
    this.stored = stored;
    this.socket = socket;
  }

  /** Starts the bundled PostgreSQL, durable, on a data folder that the caller holds. */
  public static EmbeddedPostgres start(
      DataFolder folder, PostgresSettings settings, Randomness randomness, Progress progress) {
    progress.doing("Unpacking PostgreSQL " + PostgresBinaries.BUNDLED_VERSION);
    PostgresBinaries binaries = PostgresBinaries.unpackedIn(folder.root());
    return start(folder, binaries, settings, randomness, progress);
  }

  /** The same with given programs. */
  public static EmbeddedPostgres start(
      DataFolder folder,
      PostgresBinaries binaries,
      PostgresSettings settings,
      Randomness randomness,
      Progress progress) {
    Path socket = LocalSockets.in(folder.socket());
    try {
      StoredLogins stored = StoredLogins.openOrMake(folder, randomness);
      Cluster cluster = new Cluster(folder, binaries);
      progress.doing("Preparing the database");
      cluster.prepare(stored.superuser(), stored.logins());
      cluster.configure(settings);
      Leftovers.clear(cluster);
      progress.doing("Starting PostgreSQL");
      Keeper keeper = Keeper.start(cluster, binaries, folder.log());
      return new EmbeddedPostgres(keeper, stored, socket);
    } catch (IOException e) {
      throw DataFolder.refusal(folder.root(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefusal(StartRefusal.Reason.POSTGRES_FAILED, "The start was broken off.", e);
    }
  }

  /** Where JDBC finds the database of records. */
  public String url() {
    return url(DatabaseRoles.DATABASE);
  }

  /** Where JDBC finds a database of this server. */
  public String url(String database) {
    return LocalSockets.url(socket, database);
  }

  public Logins logins() {
    return stored.logins();
  }

  /** For upgrades and tests; the program itself never logs in as superuser. */
  public Login superuser() {
    return stored.superuser();
  }

  /** The process id of the server that runs now. */
  public long pid() {
    return keeper.pid();
  }

  @Override
  public void close() {
    keeper.close();
  }
}
