package org.tunza.record.search;

import java.util.List;

/** The current entries of a type, or of any, that meet all of these conditions. */
public record Selection(String type, List<Condition> all) {

  /** Stands for every type. */
  public static final String ANY = "";

  public Selection {
    all = List.copyOf(all);
  }

  /** Those of any type. */
  public static Selection ofAny(List<Condition> all) {
    return new Selection(ANY, all);
  }

  public boolean isOfAny() {
    return type.equals(ANY);
  }
}
