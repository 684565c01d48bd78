package org.tunza.resource.patch;

import java.util.ArrayList;
import java.util.List;

/** The words of a path. https://hl7.org/fhirpath/N1/#lexical-elements */
final class PathTokens {

  /** Characters of a path. */
  static final int LENGTH_MAX = 2_000;

  /** What sort of word it is. */
  enum Kind {
    NAME,
    STRING,
    NUMBER,
    DATE,
    SYMBOL,
    END
  }

  /** A word; a string without its quotes, a date without its at sign. */
  record Token(Kind kind, String text) {}

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private PathTokens(String text) {
    this.text = text;
  }

  static List<Token> of(String path) {
    if (path.length() > LENGTH_MAX) {
      throw new PatchFault("the path is longer than " + LENGTH_MAX);
    }
    PathTokens reader = new PathTokens(path);
    while (reader.at < path.length()) {
      reader.next();
    }
    reader.tokens.add(new Token(Kind.END, ""));
    return reader.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    if (c == ' ') {
      at++;
    } else if (isLetter(c) || c == '%' || c == '$') {
      add(Kind.NAME, at, end(at + 1, "_"));
    } else if (isDigit(c)) {
      add(Kind.NUMBER, at, numberEnd());
    } else if (c == '@') {
      add(Kind.DATE, at + 1, end(at + 1, "-:.+"));
    } else if (c == '\'' || c == '`') {
      quoted(c);
    } else if (text.startsWith("!=", at)) {
      add(Kind.SYMBOL, at, at + 2);
    } else if (".()[]=-".indexOf(c) >= 0) {
      add(Kind.SYMBOL, at, at + 1);
    } else {
      throw new PatchFault("the path holds what can't be followed here");
    }
  }

  private void add(Kind kind, int start, int end) {
    tokens.add(new Token(kind, text.substring(start, end)));
    at = end;
  }

  private int end(int start, String more) {
    int end = start;
    while (end < text.length()
        && (isLetter(text.charAt(end))
            || isDigit(text.charAt(end))
            || more.indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  private int numberEnd() {
    int end = at;
    while (end < text.length()
        && (isDigit(text.charAt(end))
            || (text.charAt(end) == '.'
                && end + 1 < text.length()
                && isDigit(text.charAt(end + 1))))) {
      end++;
    }
    return end;
  }

  private void quoted(char quote) {
    StringBuilder content = new StringBuilder();
    int i = at + 1;
    for (; i < text.length() && text.charAt(i) != quote; i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        c = unescaped(text.charAt(++i));
      }
      content.append(c);
    }
    if (i >= text.length()) {
      throw new PatchFault("a quote in the path is not closed");
    }
    tokens.add(new Token(quote == '`' ? Kind.NAME : Kind.STRING, content.toString()));
    at = i + 1;
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'f' -> '\f';
      case 'u' -> throw new PatchFault("the path has an escape that can't be followed here");
      default -> c;
    };
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
