package org.tunza.record;

/**
 * The FHIR identity of a record entry: resource type and logical id, as in {@code Patient/1}. See
 * https://hl7.org/fhir/R4/references.html#literal.
 */
public record EntryId(String type, String id) implements Comparable<EntryId> {

  @Override
  public int compareTo(EntryId other) {
    int byType = type.compareTo(other.type);
    return byType != 0 ? byType : id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return type + "/" + id;
  }
}
