package org.tunza.command.load;

/**
 * Something that was not taken in.
 *
 * @param file where it stands
 * @param place in the file, as a FHIRPath or a line; empty when all of it is meant
 * @param code the refusal code; empty when the file could not be read at all
 */
public record Refused(String file, String place, String code, String text) {

  /** On one line. */
  public String line() {
    String where = place.isEmpty() ? file : file + " " + place;
    return where + ": " + (code.isEmpty() ? text : code + " " + text);
  }
}
