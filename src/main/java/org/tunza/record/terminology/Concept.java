package org.tunza.record.terminology;

import java.util.List;

/**
 * What a code stands for. https://hl7.org/fhir/R4/codesystem.html
 *
 * @param parents codes of the concepts that subsume it directly
 */
public record Concept(
    String code,
    String display,
    State state,
    List<String> parents,
    List<Designation> designations,
    List<Property> properties) {

  public Concept {
    parents = List.copyOf(parents);
    designations = List.copyOf(designations);
    properties = List.copyOf(properties);
  }

  /** Whether it is still meant to be used. */
  public enum State {
    ACTIVE,
    INACTIVE
  }

  /**
   * Another name of it.
   *
   * @param language a BCP 47 tag, empty when it has none
   * @param use what it serves for, both empty when that is not said
   */
  public record Designation(String language, Code use, String value) {}

  /**
   * Something that is said of it.
   *
   * @param system of the code that the value is, else empty
   */
  public record Property(String name, Kind kind, String value, String system) {
    public Property(String name, Kind kind, String value) {
      this(name, kind, value, "");
    }
  }

  /** What a property's value is; numbers never change. */
  public enum Kind {
    CODE(1),
    CODING(2),
    STRING(3),
    INTEGER(4),
    BOOLEAN(5),
    DATE_TIME(6),
    DECIMAL(7);

    private static final Kind[] BY_NUMBER = values();

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }

    /** The kind of a number between 1 and 7. */
    public static Kind of(int number) {
      return BY_NUMBER[number - 1];
    }
  }
}
