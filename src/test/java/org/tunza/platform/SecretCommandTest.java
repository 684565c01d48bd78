package org.tunza.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SecretCommandTest {

  private static final String KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=";

  private static SecretCommand command(String... words) {
    return new SecretCommand("wrapping-key.command", List.of(words), Duration.ofSeconds(30));
  }

  private static String refused(SecretCommand command) {
    StartRefusal refusal = catchThrowableOfType(StartRefusal.class, command::key);
    assertThat(refusal.reason()).isEqualTo(StartRefusal.Reason.MASTER_KEY_UNUSABLE);
    assertThat(refusal.line()).startsWith("The command of wrapping-key.command ");
    assertThat(refusal.line()).doesNotContain("\n", KEY);
    return refusal.line();
  }

  @Test
  void what_a_program_tells_is_the_key() {
    assertThat(command("echo", KEY).key()).isEqualTo(Base64.getDecoder().decode(KEY));
  }

  @Test
  void no_shell_reads_the_command() {
    assertThat(refused(command("echo", KEY, ";", "echo", "$HOME"))).contains("32 bytes in Base64");
  }

  @Test
  void what_is_no_key_of_the_right_length_is_refused_and_not_shown() {
    assertThat(refused(command("echo", "c2hvcnQ="))).doesNotContain("c2hvcnQ=");
    refused(command("echo", KEY + KEY));
    refused(command("true"));
  }

  @Test
  void a_program_that_fails_is_refused_with_what_it_complained_of() {
    assertThat(
            refused(
                command(
                    "sh", "-c", "echo %s; echo no >&2; echo access >&2; exit 3".formatted(KEY))))
        .contains("ended with 3: no access");
  }

  @Test
  void a_program_that_is_not_there_is_refused_with_its_name() {
    assertThat(refused(command("no-such-program", "argument")))
        .contains("no-such-program")
        .doesNotContain("argument");
  }

  @Test
  void a_program_that_does_not_end_is_ended() {
    SecretCommand slow =
        new SecretCommand("wrapping-key.command", List.of("sleep", "4711"), Duration.ofMillis(200));
    assertThat(refused(slow)).contains("did not end");
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("sleep 4711")))
        .allSatisfy(process -> process.onExit().join());
  }
}
