package org.tunza.resource.tree;

import java.util.Arrays;

/**
 * Where a walk through a resource is, told as a FHIRPath: Patient.contact[0].name.given[1]. Costs
 * nothing until it is told. https://hl7.org/fhir/R4/fhirpath.html
 */
public final class Place {

  private static final int NO_INDEX = -1;

  private String[] names = new String[24];
  private int[] indexes = new int[24];
  private int depth;

  public void enter(String name) {
    if (depth == names.length) {
      names = Arrays.copyOf(names, depth * 2);
      indexes = Arrays.copyOf(indexes, depth * 2);
    }
    names[depth] = name;
    indexes[depth++] = NO_INDEX;
  }

  /** The walk is at this item of the element entered last. */
  public void at(int index) {
    indexes[depth - 1] = index;
  }

  /** The walk has left the items of the element entered last, and means it as a whole. */
  public void atWhole() {
    indexes[depth - 1] = NO_INDEX;
  }

  public void leave() {
    depth--;
  }

  public int depth() {
    return depth;
  }

  public String path() {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      path.append(i == 0 ? "" : ".").append(names[i]);
      if (indexes[i] != NO_INDEX) {
        path.append('[').append(indexes[i]).append(']');
      }
    }
    return path.toString();
  }

  public String path(String child) {
    return depth == 0 ? child : path() + "." + child;
  }

  @Override
  public String toString() {
    return path();
  }
}
