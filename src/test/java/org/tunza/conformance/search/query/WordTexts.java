package org.tunza.conformance.search.query;

import java.util.Locale;
import org.tunza.conformance.search.value.EscapedText;
import org.tunza.conformance.search.value.NormalText;
import org.tunza.conformance.search.value.Value;

/** Texts, codes, addresses and references at and near a value. */
record WordTexts(Chance chance, String base) {

  String text(String modifier, String found) {
    String part =
        switch (modifier) {
          case "exact" -> found;
          case "contains" -> from(found, chance.below(found.codePointCount(0, found.length())));
          default -> found;
        };
    String asked = modifier.equals("exact") ? part : beginning(part);
    asked = NormalText.of(asked).isEmpty() ? found : asked;
    String varied =
        switch (chance.below(8)) {
          case 0 -> asked.toUpperCase(Locale.ROOT);
          case 1 -> asked.toLowerCase(Locale.ROOT);
          case 2 -> asked + "x";
          default -> asked;
        };
    return EscapedText.escaped(varied);
  }

  private String beginning(String text) {
    int length = text.codePointCount(0, text.length());
    return chance.oneIn(3)
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 1 + chance.below(length)));
  }

  private static String from(String text, int codePoints) {
    return text.substring(text.offsetByCodePoints(0, codePoints));
  }

  String token(Value.Token token) {
    String system = EscapedText.escaped(token.system());
    String code = EscapedText.escaped(token.code());
    return switch (chance.below(10)) {
      case 0 -> "|" + code;
      case 1 -> system.isEmpty() ? code : system + "|";
      case 2 -> "http://example.org/other|" + code;
      case 3 -> code + "x";
      case 4 -> code.toUpperCase(Locale.ROOT);
      case 5, 6 -> code;
      default -> system + "|" + code;
    };
  }

  String typed(Value.TypedIdentifier identifier) {
    return EscapedText.escaped(identifier.system())
        + "|"
        + EscapedText.escaped(identifier.code())
        + "|"
        + EscapedText.escaped(identifier.value())
        + (chance.oneIn(5) ? "x" : "");
  }

  String uri(String modifier, String uri) {
    int slash = uri.lastIndexOf('/');
    String above = slash > 0 ? uri.substring(0, slash + chance.below(2)) : uri;
    String near = chance.oneIn(6) ? uri + "x" : uri;
    return EscapedText.escaped(
        switch (modifier) {
          case "below" -> chance.oneIn(3) ? near : above;
          case "above" -> chance.oneIn(3) ? near : uri + "/more";
          default -> near;
        });
  }

  String reference(Value.Reference reference) {
    String name = reference.target().toString();
    return switch (chance.below(8)) {
      case 0 -> base + "/" + name;
      case 1 -> name + "/_history/1";
      case 2 -> name + "x";
      case 3, 4 -> reference.target().id();
      default -> name;
    };
  }
}
