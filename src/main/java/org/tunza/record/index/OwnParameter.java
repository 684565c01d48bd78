package org.tunza.record.index;

import java.util.List;

/**
 * A search parameter of this store's own for one resource type, as a SearchParameter entry defined
 * it.
 *
 * @param number its number in index rows; never another's, not even when this one is gone
 * @param since the edition of the index that asks for its rows first
 * @param isLive whether it is asked for still
 */
public record OwnParameter(int number, Definition definition, long since, boolean isLive) {

  /** Numbers from here on are those of own parameters; published ones stay below. */
  public static final int NUMBER_MIN = 1 << 14;

  public static final int NUMBER_MAX = Short.MAX_VALUE;

  /**
   * What is searched for, by which name.
   *
   * @param kind the FHIR code of its type, such as token
   * @param expression FHIRPath
   * @param targets the resource types that a reference may name; empty when any
   */
  public record Definition(
      String type, String code, String kind, String expression, List<String> targets) {
    public Definition {
      targets = List.copyOf(targets);
    }
  }
}
