package org.tunza.resource.profile;

/**
 * What the validator has to say about a resource.
 *
 * @param place FHIRPath of the element; empty when the whole resource is meant
 */
public record Finding(Severity severity, String place, String text) {

  /** Codes of http://hl7.org/fhir/issue-severity. */
  public enum Severity {
    FATAL,
    ERROR,
    WARNING,
    INFORMATION
  }

  @Override
  public String toString() {
    return "finding of " + text.length();
  }
}
