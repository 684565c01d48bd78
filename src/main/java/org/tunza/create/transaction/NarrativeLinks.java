package org.tunza.create.transaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses in a narrative: those of {@code a href} and {@code img src}. */
final class NarrativeLinks {

  /** An attribute with its name, opening quote and address. */
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(<(?:a|img)\\s[^<>]*?\\b(?:href|src)\\s*=\\s*)([\"'])([^\"'<>]*+)\\2");

  private NarrativeLinks() {}

  static String replaced(String div, LinkTargets targets) {
    if (!div.contains("href") && !div.contains("src")) {
      return div;
    }
    Matcher matcher = ATTRIBUTE.matcher(div);
    StringBuilder result = new StringBuilder(div.length());
    while (matcher.find()) {
      String quote = matcher.group(2);
      String address = targets.ofUrl(matcher.group(3));
      matcher.appendReplacement(
          result, Matcher.quoteReplacement(matcher.group(1) + quote + address + quote));
    }
    return matcher.appendTail(result).toString();
  }
}
