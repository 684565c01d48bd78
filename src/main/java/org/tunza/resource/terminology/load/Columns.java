package org.tunza.resource.terminology.load;

import java.io.BufferedReader;
import java.io.IOException;

/** Lines whose cells stand between separators, without quotes. */
final class Columns {

  private Columns() {}

  /** Takes the cells of a line. */
  @FunctionalInterface
  interface Row {
    void take(String[] cells);
  }

  /** What the first line holds. */
  enum Head {
    NAMES,
    VALUES
  }

  /** Each line with values. */
  static void each(Member file, char separator, int columns, Head head, Row row)
      throws IOException {
    try (BufferedReader lines = file.lines()) {
      int number = 0;
      if (head == Head.NAMES) {
        lines.readLine();
        number++;
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        row.take(cells(file, number, line, separator, columns));
      }
    }
  }

  private static String[] cells(Member file, int number, String line, char separator, int columns)
      throws IOException {
    String[] cells = new String[columns];
    int start = 0;
    for (int i = 0; i < columns; i++) {
      int end = line.indexOf(separator, start);
      if ((end < 0) != (i == columns - 1)) {
        throw new UnreadableTerminology(
            "line %d of %s has not %d columns".formatted(number, file.name(), columns));
      }
      cells[i] = line.substring(start, end < 0 ? line.length() : end);
      start = end + 1;
    }
    return cells;
  }
}
