package org.tunza.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.StartRefusal;

/** How root starts what refuses root. Each needs root to set the stage. */
@Tag("slow")
class AccountTest {
  @TempDir private Path temporary;

  @BeforeEach
  void as_root() throws IOException {
    assumeTrue((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0, "needs root");
  }

  @Test
  void root_starts_under_a_parent_that_only_root_may_enter() throws Exception {
    assumeTrue(Commands.succeeds(List.of("unshare", "-U", "true")), "needs user namespaces");
    mode(temporary, "rwx------");
    try (Launched launched = Launched.on(temporary.resolve("data"))) {
      assertThat(launched.show("fsync")).isEqualTo("on");
    }
  }

  @Test
  void a_folder_of_another_user_is_run_as_that_user() throws Exception {
    assumeTrue(reachable(Launched.binaries().programs()), "binaries must be reachable");
    mode(temporary, "rwxr-xr-x");
    Path data = folderOfNobody();
    try (Launched launched = Launched.on(data)) {
      Path status = Path.of("/proc", String.valueOf(launched.postgres().pid()), "status");
      assertThat(Files.readString(status)).contains("Uid:\t65534\t65534\t65534\t65534");
    }
  }

  @Test
  void a_folder_that_the_service_user_cannot_reach_is_refused_in_one_line() throws Exception {
    mode(temporary, "rwx------");
    Path data = folderOfNobody();
    assertThatThrownBy(() -> Launched.on(data))
        .isInstanceOf(StartRefusal.class)
        .hasMessageContaining("can't reach")
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_full_disk_is_refused_in_one_line() throws Exception {
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    String options = "size=20m,mode=0755";
    List<String> mount = List.of("mount", "-t", "tmpfs", "-o", options, "tunza", disk + "");
    assumeTrue(Commands.succeeds(mount), "needs the right to mount");
    try {
      assertThatThrownBy(() -> Launched.on(disk.resolve("data")))
          .isInstanceOfSatisfying(
              StartRefusal.class,
              refusal ->
                  assertThat(refusal.reason())
                      .as(refusal.line())
                      .isEqualTo(StartRefusal.Reason.DISK_FULL))
          .hasMessageNotContaining("\n");
      assertThatThrownBy(() -> PostgresBinaries.unpackedIn(disk))
          .isInstanceOf(StartRefusal.class)
          .hasMessageContaining("full");
    } finally {
      Commands.run(List.of("umount", disk.toString()), "");
    }
  }

  private Path folderOfNobody() throws IOException {
    Path data = Files.createDirectory(temporary.resolve("data"));
    Files.setAttribute(data, "unix:uid", Account.NOBODY);
    Files.setAttribute(data, "unix:gid", Account.NOBODY);
    return data;
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static boolean reachable(Path path) throws IOException {
    Account.ServiceUser nobody = new Account.ServiceUser(Account.NOBODY, Account.NOBODY);
    return Commands.succeeds(nobody.command(List.of("test", "-x", path.toString())));
  }
}
