package org.tunza.record.search;

import java.util.List;

/** The current entries of a type that meet all of these conditions. */
public record Selection(String type, List<Condition> all) {
  public Selection {
    all = List.copyOf(all);
  }
}
