package org.tunza.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tunza.platform.DataFolder;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.DatabaseRoles;
import org.tunza.platform.database.Login;
import org.tunza.platform.database.Logins;

/**
 * The database cluster in a data folder: made whole, roles and database included, before it gets
 * its name, so that a crash while it is made leaves nothing behind that looks like one. See
 * https://www.postgresql.org/docs/18/app-initdb.html.
 */
final class Cluster {
  private static final int BUILTIN_LOCALE_SINCE = 17;
  private static final String ACCESS =
      """
      # Written by tunza at each start.
      local all all scram-sha-256
      """;

  private final DataFolder folder;
  private final PostgresBinaries binaries;
  private final Account account;

  Cluster(DataFolder folder, PostgresBinaries binaries) throws IOException {
    this.folder = folder;
    this.binaries = binaries;
    this.account = Account.forCluster(folder.root(), folder.cluster());
  }

  Account account() {
    return account;
  }

  Path path() {
    return folder.cluster();
  }

  /** Where its server's socket lies; the settings name it relative to the cluster. */
  Path socket() {
    return folder.socket();
  }

  /** Makes the cluster if it is missing, else checks that these programs can run it. */
  void prepare(Login superuser, Logins logins) throws IOException {
    account.own(DataFolder.makePrivate(folder.log()));
    account.own(DataFolder.makePrivate(folder.socket()));
    account.reach(folder.root());
    if (Files.isDirectory(path())) {
      checkMajor();
    } else {
      make(superuser, logins);
    }
  }

  void configure(PostgresSettings settings) throws IOException {
    configure(path(), settings);
  }

  private void make(Login superuser, Logins logins) throws IOException {
    Path fresh = folder.root().resolve("pg.making");
    if (Files.exists(fresh)) {
      PostgresBinaries.deleteTree(fresh);
    }
    DataFolder.makePrivate(fresh);
    account.own(fresh);
    check(Commands.run(account.command(initdb(fresh, superuser)), ""));
    List<String> roles = new ArrayList<>(List.of(DatabaseRoles.changePassword(superuser)));
    roles.addAll(DatabaseRoles.statements(logins));
    String statements = String.join("\n", roles) + "\n";
    check(Commands.run(account.command(singleUser(fresh)), statements));
    DataFolder.rename(fresh, path());
  }

  private List<String> initdb(Path cluster, Login superuser) {
    List<String> command =
        new ArrayList<>(
            List.of(
                binaries.program("initdb"),
                "--pgdata=" + cluster,
                "--username=" + superuser.user(),
                "--auth=reject",
                "--encoding=UTF8",
                "--locale=C",
                "--data-checksums"));
    if (binaries.major() >= BUILTIN_LOCALE_SINCE) {
      command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
    }
    return command;
  }

  /** See https://www.postgresql.org/docs/18/app-postgres.html, "Single-User Mode". */
  private List<String> singleUser(Path cluster) {
    String server = binaries.program("postgres");
    return List.of(
        server, "--single", "-D", cluster.toString(), "-c", "exit_on_error=on", "postgres");
  }

  private void check(Commands.Ended ended) throws IOException {
    if (ended.exitCode() == 0) {
      return;
    }
    if (LastWords.diskFull(ended.output()) || DataFolder.full(folder.root())) {
      throw DataFolder.refusal(folder.root(), new IOException("No space left on device"));
    }
    throw new StartRefusal(
        StartRefusal.Reason.POSTGRES_FAILED,
        "PostgreSQL could not make its cluster in "
            + folder.root()
            + ": "
            + LastWords.of(ended.output()));
  }

  private void checkMajor() throws IOException {
    String major = Files.readString(path().resolve("PG_VERSION")).strip();
    if (!major.equals(String.valueOf(binaries.major()))) {
      throw new StartRefusal(
          StartRefusal.Reason.OTHER_POSTGRES_MAJOR,
          "%s was made by PostgreSQL %s, this program brings %d; run ./tunza upgrade --data %s."
              .formatted(folder.root(), major, binaries.major(), folder.root()));
    }
  }

  private void configure(Path cluster, PostgresSettings settings) throws IOException {
    Files.writeString(cluster.resolve("postgresql.conf"), settings.file());
    Files.writeString(cluster.resolve("pg_hba.conf"), ACCESS);
    account.own(cluster.resolve("postgresql.conf"));
    account.own(cluster.resolve("pg_hba.conf"));
  }
}
