package org.tunza.record.terminology;

/**
 * A version of a code system, without its concepts. https://hl7.org/fhir/R4/codesystem.html
 *
 * @param version empty when it has none
 * @param name for people
 * @param valueSet canonical of the value set of all its codes; empty when it has none
 */
public record CodeSystem(String url, String version, String name, String valueSet, Extent extent) {

  /** Whether all its codes are known; numbers never change. */
  public enum Extent {
    COMPLETE(1),
    FRAGMENT(2);

    private final int number;

    Extent(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }

    public static Extent of(int number) {
      return number == COMPLETE.number ? COMPLETE : FRAGMENT;
    }
  }

  /** Its canonical with the version. */
  public String canonical() {
    return version.isEmpty() ? url : url + "|" + version;
  }
}
