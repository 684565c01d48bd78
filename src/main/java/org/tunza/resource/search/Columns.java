package org.tunza.resource.search;

import java.util.ArrayList;
import java.util.List;

/** Cells of a line of the committed tables. */
final class Columns {

  private Columns() {}

  /** The parts between separators; none for an empty text. */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>(8);
    int start = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      parts.add(text.substring(start, end));
      start = end + 1;
    }
    if (start < text.length() || start > 0) {
      parts.add(text.substring(start));
    }
    return parts;
  }
}
