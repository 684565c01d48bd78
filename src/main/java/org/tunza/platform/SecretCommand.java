package org.tunza.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a program for a key, such as the client of a key-management service or of a store of
 * secrets: its standard output is the key in Base64. The program is started as it is named, not by
 * a shell, without our own settings in its environment, and has a time limit.
 *
 * @param setting the setting that names the program, for refusals
 */
record SecretCommand(String setting, List<String> words, Duration limit) {

  private static final int OUTPUT_BYTES_MAX = 4_096;
  private static final int REASON_LENGTH_MAX = 300;

  /** The key that it tells; refuses whatever goes wrong, never showing what it told. */
  byte[] key() {
    try {
      ProcessBuilder builder = new ProcessBuilder(words);
      builder.environment().keySet().removeIf(name -> name.startsWith("TUNZA_"));
      Process process = builder.start();
      process.getOutputStream().close();
      return key(process);
    } catch (IOException e) {
      throw refusal("can't be started: " + words.getFirst());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal("was broken off");
    }
  }

  private byte[] key(Process process) throws InterruptedException {
    FutureTask<String> output = reading(process.getInputStream());
    FutureTask<String> errors = reading(process.getErrorStream());
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException();
      }
      if (process.exitValue() != 0) {
        throw refusal("ended with %d: %s".formatted(process.exitValue(), shown(errors)));
      }
      return Kind.KEY.reading().apply(told(output).strip());
    } catch (TimeoutException e) {
      throw refusal("did not end within %d s".formatted(limit.toSeconds()));
    } catch (IllegalArgumentException e) {
      throw refusal("told something else than " + Kind.KEY.description());
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static FutureTask<String> reading(InputStream stream) {
    FutureTask<String> task =
        new FutureTask<>(() -> new String(stream.readNBytes(OUTPUT_BYTES_MAX), UTF_8));
    Thread.ofPlatform().daemon().name("secret-command").start(task);
    return task;
  }

  private String told(FutureTask<String> task) throws InterruptedException, TimeoutException {
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw refusal("broke off what it told");
    }
  }

  /** What it complained of, on one line. */
  private String shown(FutureTask<String> errors) throws InterruptedException, TimeoutException {
    String line = told(errors).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.substring(0, Math.min(line.length(), REASON_LENGTH_MAX));
  }

  private StartRefusal refusal(String what) {
    return new StartRefusal(
        StartRefusal.Reason.MASTER_KEY_UNUSABLE,
        "The command of %s %s; correct it.".formatted(setting, what));
  }
}
