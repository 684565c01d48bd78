package org.tunza.resource.validation;

import java.util.Locale;
import java.util.Set;

/**
 * The part of XHTML that a narrative may use: chapters 7 to 11 and 15 of HTML 4.0, links, images
 * and style attributes; nothing that runs, and nothing fetched when it is merely shown.
 * https://hl7.org/fhir/R4/narrative.html#xhtml
 */
final class Xhtml {

  static final String NAMESPACE = "http://www.w3.org/1999/xhtml";

  private static final Set<String> ELEMENTS =
      words(
          """
          div p br h1 h2 h3 h4 h5 h6 a span b em i strong small big tt dfn q var abbr acronym cite
          blockquote hr address bdo kbd sub sup ul ol li dl dt dd pre table caption colgroup col
          thead tr tfoot tbody th td code samp img map area
          """);

  /** Attributes of any element, and of tables' elements. */
  private static final Set<String> ATTRIBUTES =
      words(
          """
          xmlns title style class id lang xml:lang dir accesskey tabindex span width align valign
          char charoff abbr axis headers scope rowspan colspan
          """);

  private static final Set<String> OWN_ATTRIBUTES =
      words(
          """
          a.href a.name a.charset a.type a.hreflang a.rel a.rev a.shape a.coords
          blockquote.cite q.cite img.src img.alt img.border img.longdesc img.height img.width
          img.usemap img.ismap map.name area.shape area.coords area.href area.nohref area.alt
          table.summary table.border table.frame table.rules table.cellspacing table.cellpadding
          pre.xml:space td.nowrap th.nowrap
          """);

  private static final Set<String> LINK_SCHEMES = Set.of("http", "https", "mailto", "tel", "urn");

  /** What makes a style fetch or run something, or hides that it does. */
  private static final Set<String> STYLE_HAZARDS =
      Set.of("url", "@import", "expression", "behavior", "binding", "image-set", "\\", "/*", "<");

  private Xhtml() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  static boolean isElement(String name) {
    return ELEMENTS.contains(name);
  }

  static boolean isAttribute(String element, String name) {
    return ATTRIBUTES.contains(name) || OWN_ATTRIBUTES.contains(element + "." + name);
  }

  /** Whether the decoded value neither runs nor fetches anything. */
  static boolean isHarmless(String attribute, String value) {
    return switch (attribute) {
      case "xmlns" -> value.equals(NAMESPACE);
      case "href", "cite", "longdesc" -> {
        String scheme = scheme(value);
        yield isAddress(value) && (scheme.isEmpty() || LINK_SCHEMES.contains(scheme));
      }
      case "src", "usemap" -> isAddress(value) && isWithin(value);
      case "style" -> {
        String lower = value.toLowerCase(Locale.ROOT);
        yield STYLE_HAZARDS.stream().noneMatch(lower::contains);
      }
      default -> true;
    };
  }

  /** An image is part of the record, or its bytes stand in the narrative. */
  private static boolean isWithin(String value) {
    String scheme = scheme(value);
    return scheme.isEmpty()
        ? !value.startsWith("//")
        : value.startsWith("data:image/") && !value.startsWith("data:image/svg");
  }

  /** No blanks, control characters or backslashes, which browsers drop or turn. */
  private static boolean isAddress(String value) {
    return Characters.hasNoBlank(value) && value.indexOf('\\') < 0;
  }

  private static String scheme(String value) {
    for (int i = 0; i < value.length(); i++) {
      switch (value.charAt(i)) {
        case ':' -> {
          return value.substring(0, i).toLowerCase(Locale.ROOT);
        }
        case '/', '?', '#' -> {
          return "";
        }
        default -> {}
      }
    }
    return "";
  }
}
