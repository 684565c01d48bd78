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
    String[] stat = stat(pid);
    return (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) * MICROS_A_TICK;
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

  /** The fields after the name of the program; all zero when the process is gone. */
  private static String[] stat(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return line.substring(line.lastIndexOf(')') + 2).split(" ");
    } catch (IOException gone) {
      return "Z 0 0 0 0 0 0 0 0 0 0 0 0 0 0".split(" ");
    }
  }
}
