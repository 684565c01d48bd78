package org.tunza.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * CPU that processes have used, from /proc/PID/stat: a process with its threads, and, for the
 * database, the postmaster with its children, ended ones too.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
final class Cpu {

  private static final double MICROS_A_TICK = 10_000;

  private Cpu() {}

  /** Microseconds of one process. */
  static double ofProcess(long pid) {
    return used(stat(pid));
  }

  /** Microseconds of those living threads of a process whose names start so. */
  static double ofThreads(long pid, String name) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return threads
          .map(thread -> line(thread.resolve("stat")))
          .filter(line -> line.contains("(" + name))
          .map(Cpu::fields)
          .mapToDouble(Cpu::used)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Microseconds of a process, its living children, and those that have ended. */
  static double ofFamily(long pid) {
    String[] stat = stat(pid);
    double ended = (Long.parseLong(stat[13]) + Long.parseLong(stat[14])) * MICROS_A_TICK;
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      double living =
          processes
              .map(path -> path.getFileName().toString())
              .filter(name -> Character.isDigit(name.charAt(0)))
              .mapToLong(Long::parseLong)
              .filter(child -> parent(child) == pid)
              .mapToDouble(Cpu::ofProcess)
              .sum();
      return ofProcess(pid) + ended + living;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long parent(long pid) {
    String[] stat = stat(pid);
    return stat.length < 2 ? 0 : Long.parseLong(stat[1]);
  }

  private static double used(String[] stat) {
    return (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) * MICROS_A_TICK;
  }

  private static String[] stat(long pid) {
    return fields(line(Path.of("/proc", Long.toString(pid), "stat")));
  }

  /** All zero when what it is about is gone. */
  private static String line(Path stat) {
    try {
      return Files.readString(stat);
    } catch (IOException gone) {
      return "0 () Z 0 0 0 0 0 0 0 0 0 0 0 0 0 0";
    }
  }

  /** The fields after the name. */
  private static String[] fields(String line) {
    return line.substring(line.lastIndexOf(')') + 2).split(" ");
  }
}
