package org.tunza.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tunza.platform.StartRefusal;

/**
 * As whom the programs of PostgreSQL run. They refuse the user id 0, so root starts them inside a
 * user namespace of their own, where root's files stay theirs but their user id reads as nobody's
 * (https://man7.org/linux/man-pages/man7/user_namespaces.7.html); where that is forbidden, as a
 * service user that owns the cluster; anybody else as himself.
 */
sealed interface Account {
  /** A user other than root, as himself. */
  record Self() implements Account {}

  /** Root, in an unmapped user namespace. */
  record Namespace() implements Account {}

  /** Another user, to whom root hands the cluster. */
  record ServiceUser(int uid, int gid) implements Account {
    private List<String> setpriv() {
      return List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups");
    }
  }

  int NOBODY = 65534;

  /** The account for the cluster of a data folder, which need not exist yet. */
  static Account forCluster(Path folder, Path cluster) throws IOException {
    if (!isRoot()) {
      return new Self();
    }
    Path known = Files.exists(cluster) ? cluster : folder;
    int owner = uid(known);
    if (owner != 0) {
      return new ServiceUser(owner, (int) Files.getAttribute(known, "unix:gid"));
    }
    if (Commands.succeeds(List.of("unshare", "-U", "true"))) {
      return new Namespace();
    }
    return new ServiceUser(NOBODY, NOBODY);
  }

  /** The command that runs a short program as this account. */
  default List<String> command(List<String> program) {
    List<String> command =
        switch (this) {
          case Self _ -> new ArrayList<>();
          case Namespace _ -> new ArrayList<>(List.of("unshare", "-U"));
          case ServiceUser service -> new ArrayList<>(service.setpriv());
        };
    command.addAll(program);
    return command;
  }

  /**
   * The command that runs the server as this account, in a session of its own so that Ctrl-C in the
   * terminal reaches us first, and with a fast stop as its parent's last will.
   */
  default List<String> serverCommand(List<String> program) {
    List<String> command =
        switch (this) {
          case Self _ -> new ArrayList<>(List.of("setsid", "setpriv"));
          case Namespace _ -> new ArrayList<>(List.of("setsid", "unshare", "-U", "setpriv"));
          case ServiceUser service -> {
            List<String> prefix = new ArrayList<>(List.of("setsid"));
            prefix.addAll(service.setpriv());
            yield prefix;
          }
        };
    command.addAll(List.of("--pdeathsig", "INT"));
    command.addAll(program);
    return command;
  }

  /** Hands a folder to the account, where it is another than our own. */
  default void own(Path folder) throws IOException {
    if (!(this instanceof ServiceUser service)) {
      return;
    }
    List<Path> entries;
    try (Stream<Path> walk = Files.walk(folder)) {
      entries = walk.toList();
    }
    for (Path entry : entries) {
      Files.setAttribute(entry, "unix:uid", service.uid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(entry, "unix:gid", service.gid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Refuses when the account cannot enter the folder. */
  default void reach(Path folder) throws IOException {
    if (this instanceof ServiceUser service) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      if (!Commands.succeeds(command(List.of("test", "-x", folder.toString())))) {
        throw new StartRefusal(
            StartRefusal.Reason.FOLDER_UNUSABLE,
            ("User %d, who runs PostgreSQL for root, can't reach %s; start tunza as an ordinary"
                    + " user, or choose a folder with --data.")
                .formatted(service.uid(), folder));
      }
    }
  }

  private static boolean isRoot() throws IOException {
    return uid(Path.of("/proc/self")) == 0;
  }

  private static int uid(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid");
  }
}
