package org.tunza.resource.terminology;

/**
 * The address of a definitional resource, perhaps with its version after a bar.
 * https://hl7.org/fhir/R4/references.html#canonical
 *
 * @param version empty when any is meant
 */
public record Canonical(String url, String version) {

  public static Canonical of(String text) {
    int bar = text.lastIndexOf('|');
    return bar < 0
        ? new Canonical(text, "")
        : new Canonical(text.substring(0, bar), text.substring(bar + 1));
  }

  /** This, with a version when it has none. */
  public Canonical orVersion(String other) {
    return version.isEmpty() ? new Canonical(url, other) : this;
  }

  @Override
  public String toString() {
    return version.isEmpty() ? url : url + "|" + version;
  }
}
