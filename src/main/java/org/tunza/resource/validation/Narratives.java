package org.tunza.resource.validation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a narrative is one well-formed XHTML div that holds only what FHIR lets it hold, so that
 * it can be shown as it is. One object looks at one narrative.
 * https://hl7.org/fhir/R4/narrative.html
 */
final class Narratives {

  private static final int DEPTH_MAX = 100;
  private static final String NOT_WELL_FORMED = "not well-formed XHTML";

  private final String text;
  private final Deque<String> open = new ArrayDeque<>();
  private int at;
  private boolean rootSeen;
  private boolean saysSomething;

  private Narratives(String text) {
    this.text = text;
  }

  /** What is wrong with the narrative; null when nothing is. */
  static @Nullable String fault(String xhtml) {
    return Characters.areText(xhtml)
        ? new Narratives(xhtml).scan()
        : "a character that XHTML can't have";
  }

  private @Nullable String scan() {
    String fault = null;
    while (at < text.length() && fault == null) {
      fault = text.charAt(at) == '<' ? markup() : characters();
    }
    if (fault != null) {
      return fault;
    }
    if (!rootSeen || !open.isEmpty()) {
      return NOT_WELL_FORMED;
    }
    return saysSomething ? null : "the narrative says nothing";
  }

  private @Nullable String characters() {
    int end = text.indexOf('<', at);
    end = end < 0 ? text.length() : end;
    String decoded = XmlText.decode(text, at, end);
    if (decoded == null || decoded.contains("]]>")) {
      return NOT_WELL_FORMED;
    }
    at = end;
    if (!decoded.isBlank()) {
      saysSomething = true;
      return open.isEmpty() ? "something outside the div" : null;
    }
    return null;
  }

  private @Nullable String markup() {
    if (text.startsWith("<!--", at)) {
      int end = text.indexOf("--", at + 4);
      if (end < 0 || !text.startsWith("-->", end)) {
        return NOT_WELL_FORMED;
      }
      at = end + 3;
      return null;
    }
    if (text.startsWith("<!", at) || text.startsWith("<?", at)) {
      return "only elements, text and comments stand in a narrative";
    }
    return text.startsWith("</", at) ? endTag() : startTag();
  }

  private @Nullable String endTag() {
    at += 2;
    String name = name();
    skipBlanks();
    if (!name.equals(open.pollLast()) || !isNext('>')) {
      return NOT_WELL_FORMED;
    }
    at++;
    return null;
  }

  private @Nullable String startTag() {
    at++;
    String name = name();
    boolean root = open.isEmpty();
    if (root && (rootSeen || !name.equals("div"))) {
      return "a narrative is one div";
    }
    if (!Xhtml.isElement(name)) {
      return "an element that a narrative can't have";
    }
    rootSeen = true;
    saysSomething |= name.equals("img");
    Set<String> attributes = new HashSet<>();
    String fault = attributes(name, attributes);
    if (fault != null) {
      return fault;
    }
    if (root && !attributes.contains("xmlns")) {
      return "the div is not in the XHTML namespace";
    }
    if (isNext('/')) {
      at++;
    } else {
      open.addLast(name);
    }
    if (!isNext('>')) {
      return NOT_WELL_FORMED;
    }
    at++;
    return open.size() > DEPTH_MAX ? "deeper than the limit" : null;
  }

  private @Nullable String attributes(String element, Set<String> names) {
    while (true) {
      boolean apart = skipBlanks();
      if (at == text.length() || isNext('>') || isNext('/')) {
        return null;
      }
      String name = name();
      skipBlanks();
      if (!apart || name.isEmpty() || !isNext('=') || !names.add(name)) {
        return NOT_WELL_FORMED;
      }
      at++;
      skipBlanks();
      if (!isNext('"') && !isNext('\'')) {
        return NOT_WELL_FORMED;
      }
      int end = text.indexOf(text.charAt(at), at + 1);
      String value = end < 0 ? null : XmlText.decode(text, at + 1, end);
      if (value == null || text.substring(at, end).indexOf('<') >= 0) {
        return NOT_WELL_FORMED;
      }
      if (!Xhtml.isAttribute(element, name)) {
        return "an attribute that a narrative can't have";
      }
      if (!Xhtml.isHarmless(name, value)) {
        return "an attribute's value that a narrative can't have";
      }
      at = end + 1;
    }
  }

  private String name() {
    int start = at;
    while (at < text.length() && isNameCharacter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == ':'
        || c == '-'
        || c == '_'
        || c == '.';
  }

  private boolean isNext(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean skipBlanks() {
    int start = at;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at > start;
  }
}
