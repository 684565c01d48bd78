package org.tunza.resource.terminology.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of comma-separated values, whose first one names the columns. RFC 4180. */
final class CsvRows implements AutoCloseable {

  private final BufferedReader reader;
  private final Map<String, Integer> columns = new HashMap<>();
  private List<String> row = List.of();

  CsvRows(Member file) throws IOException {
    reader = file.lines();
    if (next()) {
      for (int i = 0; i < row.size(); i++) {
        columns.put(row.get(i).replace("\uFEFF", ""), i);
      }
    }
  }

  /** Goes on to the next row; false when there is none. */
  boolean next() throws IOException {
    List<String> cells = new ArrayList<>(Math.max(8, columns.size()));
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    int c = reader.read();
    if (c < 0) {
      return false;
    }
    for (; c >= 0 && (quoted || c != '\n'); c = reader.read()) {
      if (c == '"') {
        boolean doubled = quoted && peek() == '"';
        if (doubled) {
          cell.append((char) reader.read());
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (c != '\r' || quoted) {
        cell.append((char) c);
      }
    }
    cells.add(cell.toString());
    row = cells;
    return true;
  }

  private int peek() throws IOException {
    reader.mark(1);
    int c = reader.read();
    reader.reset();
    return c;
  }

  /** A cell of the row by its column; empty when there is no such column. */
  String cell(String column) {
    int at = columns.getOrDefault(column, Integer.MAX_VALUE);
    return at < row.size() ? row.get(at) : "";
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
