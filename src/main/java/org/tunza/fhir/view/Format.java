package org.tunza.fhir.view;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of a resource. https://hl7.org/fhir/R4/http.html#mime-type */
public enum Format {
  JSON("application/fhir+json"),
  XML("application/fhir+xml");

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The FHIR media type, in which answers go out. */
  public String mediaType() {
    return mediaType;
  }

  /** The format of a media type or of a value of _format, without parameters; null when none. */
  public static @Nullable Format of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "application/fhir+json", "application/json", "text/json", "json" -> JSON;
      case "application/fhir+xml", "application/xml", "text/xml", "xml" -> XML;
      default -> null;
    };
  }

  /** Whether a media type says FHIR itself, and not only JSON or XML. */
  public static boolean isFhir(String mediaType) {
    return mediaType.equals(JSON.mediaType) || mediaType.equals(XML.mediaType);
  }
}
