package org.tunza.resource.terminology;

import static org.tunza.record.RefusalCode.INVALID_CONTENT;
import static org.tunza.record.RefusalCode.TOO_COSTLY;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that must match the whole of a text. Each look at a letter is counted: some
 * expressions would take for ever.
 */
final class BoundedRegex {

  private static final int LENGTH_MAX = 1000;

  private final Pattern pattern;
  private final Effort effort;

  BoundedRegex(String expression, Effort effort) {
    this.effort = effort;
    if (expression.length() > LENGTH_MAX) {
      throw TerminologyFault.of(TOO_COSTLY, "filter", "the regular expression is too long");
    }
    try {
      pattern = Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw TerminologyFault.of(INVALID_CONTENT, "filter", "a filter is no regular expression");
    }
  }

  boolean matches(String text) {
    return pattern.matcher(new Counted(text)).matches();
  }

  /** A text that counts how often it is looked at. */
  private final class Counted implements CharSequence {
    private final String text;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      effort.step();
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.substring(start, end));
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
