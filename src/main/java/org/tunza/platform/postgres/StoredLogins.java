package org.tunza.platform.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.Login;
import org.tunza.platform.database.Logins;

/**
 * The generated passwords of the embedded database, in a file of mode 0600: one line for each
 * login, its user, a blank and its password. Written before the cluster is made.
 */
record StoredLogins(Login superuser, Logins logins) {
  private static final String SUPERUSER = "postgres";

  static StoredLogins openOrMake(DataFolder folder, Randomness randomness) throws IOException {
    Path file = folder.logins();
    if (Files.exists(file)) {
      return read(file);
    }
    if (Files.exists(folder.cluster())) {
      throw new StartRefusal(
          StartRefusal.Reason.LOGIN_REFUSED,
          file + " is missing, and with it the database's passwords; put it back from a backup.");
    }
    StoredLogins made =
        new StoredLogins(Logins.generate(SUPERUSER, randomness), Logins.generate(randomness));
    made.write(file);
    return made;
  }

  static StoredLogins read(Path file) throws IOException {
    List<Login> logins =
        Files.readAllLines(file).stream()
            .map(line -> line.split(" ", 2))
            .filter(parts -> parts.length == 2)
            .map(parts -> new Login(parts[0], parts[1]))
            .toList();
    if (logins.size() != Logins.ROLES.size() + 1) {
      throw new StartRefusal(
          StartRefusal.Reason.LOGIN_REFUSED, file + " is damaged; put it back from a backup.");
    }
    return new StoredLogins(
        logins.get(0), new Logins(logins.get(1), logins.get(2), logins.get(3), logins.get(4)));
  }

  private void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder(line(superuser));
    logins.all().forEach(login -> text.append(line(login)));
    Path fresh = file.resolveSibling("logins.making");
    Files.deleteIfExists(fresh);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(fresh, options, mode)) {
      channel.write(StandardCharsets.UTF_8.encode(text.toString()));
      channel.force(true);
    }
    DataFolder.rename(fresh, file);
  }

  private static String line(Login login) {
    return login.user() + " " + login.password() + "\n";
  }
}
