package org.tunza.platform.postgres;

import java.util.List;

/** The line that says best why a program of PostgreSQL failed. */
final class LastWords {
  private static final List<String> MARKS = List.of("PANIC:", "FATAL:", "error:", "ERROR:");

  private static final List<String> DISK_FULL =
      List.of("No space left on device", "Check free disk space");

  private LastWords() {}

  /** Whether what was said means that the disk is full. */
  static boolean diskFull(String output) {
    return DISK_FULL.stream().anyMatch(output::contains);
  }

  static String of(String output) {
    List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
    for (String mark : MARKS) {
      for (String line : lines.reversed()) {
        int at = line.indexOf(mark);
        if (at >= 0) {
          return line.substring(at + mark.length()).strip();
        }
      }
    }
    return lines.isEmpty() ? "it gave no reason" : lines.getLast().strip();
  }
}
