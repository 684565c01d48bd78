package org.tunza.resource.xml;

/** Writes characters so that an XML parser reads the same. https://www.w3.org/TR/xml/ */
final class XmlText {

  private static final char REPLACEMENT = '\uFFFD';

  private XmlText() {}

  /** As text between tags. */
  static void escape(String characters, StringBuilder to) {
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      switch (c) {
        case '&' -> to.append("&amp;");
        case '<' -> to.append("&lt;");
        case '>' -> to.append("&gt;");
        case '\r' -> to.append("&#13;");
        default -> to.append(c);
      }
    }
  }

  /** As the value of an attribute; a parser turns tabs and line ends into blanks if not escaped. */
  static void escapeValue(String characters, StringBuilder to) {
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      switch (c) {
        case '&' -> to.append("&amp;");
        case '<' -> to.append("&lt;");
        case '>' -> to.append("&gt;");
        case '"' -> to.append("&quot;");
        case '\t', '\n', '\r' -> to.append("&#").append((int) c).append(';');
        default -> to.append(c < ' ' || c >= 0xFFFE ? REPLACEMENT : c);
      }
    }
  }
}
