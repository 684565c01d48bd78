package org.tunza.fhir.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * One of the media types that a client accepts. https://www.rfc-editor.org/rfc/rfc9110#name-accept
 *
 * @param type in lower case, without parameters, perhaps with stars
 * @param version the fhirVersion it asks for; empty when any
 * @param weight from 0, which means never, to 1000
 */
public record MediaRange(String type, String version, int weight) {

  private static final int RANGES_MAX = 50;

  /** The ranges of an Accept header, the dearest first, in their order when equally dear. */
  public static List<MediaRange> list(String accept) {
    List<MediaRange> ranges = new ArrayList<>();
    for (String part : accept.split(",", RANGES_MAX)) {
      String[] pieces = part.strip().toLowerCase(Locale.ROOT).split(";", -1);
      // An unencoded plus sign in an address arrives as a blank.
      String type = pieces[0].strip().replace(' ', '+');
      if (!type.isEmpty()) {
        ranges.add(new MediaRange(type, parameter(pieces, "fhirversion="), weight(pieces)));
      }
    }
    ranges.sort(Comparator.comparingInt(range -> -range.weight()));
    return ranges;
  }

  private static String parameter(String[] pieces, String name) {
    for (String piece : pieces) {
      String text = piece.strip();
      if (text.startsWith(name)) {
        return text.substring(name.length()).replace("\"", "");
      }
    }
    return "";
  }

  private static int weight(String[] pieces) {
    String text = parameter(pieces, "q=");
    if (text.isEmpty()) {
      return 1000;
    }
    try {
      return (int) (1000 * Math.clamp(Double.parseDouble(text), 0.0, 1.0));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Whether this server speaks the version that is asked for. */
  boolean speaksR4() {
    return version.isEmpty() || version.equals("4.0") || version.equals("4.0.1");
  }

  /** Whether a media type without parameters falls within this range. */
  public boolean covers(String mediaType) {
    if (type.equals("*/*") || type.equals(mediaType)) {
      return true;
    }
    return type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1));
  }
}
