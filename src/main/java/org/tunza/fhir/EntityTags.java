package org.tunza.fhir;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;

/**
 * Entity tags, which are version numbers: {@code W/"3"}.
 * https://hl7.org/fhir/R4/http.html#versioning
 */
public final class EntityTags {

  private EntityTags() {}

  /** The version that If-Match names; empty when there is no such header. */
  public static Outcome<OptionalInt> expected(@Nullable String ifMatch) {
    if (ifMatch == null) {
      return Outcome.done(OptionalInt.empty());
    }
    String tag = opaque(ifMatch.strip());
    if (tag == null) {
      return Outcome.refused(
          RefusalCode.INVALID_PARAMETER, "If-Match", "not one entity tag such as W/\"1\"");
    }
    int number = number(tag);
    return number > 0
        ? Outcome.done(OptionalInt.of(number))
        : Outcome.refused(RefusalCode.VERSION_CONFLICT, "If-Match", "there is no such version");
  }

  /** Whether one of the tags of If-None-Match is this version, or it is a star. */
  public static boolean matches(String ifNoneMatch, int version) {
    for (String part : ifNoneMatch.split(",", -1)) {
      String one = part.strip();
      if (one.equals("*")) {
        return true;
      }
      String tag = opaque(one);
      if (tag != null && number(tag) == version) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String opaque(String tag) {
    String quoted = tag.startsWith("W/") ? tag.substring(2) : tag;
    boolean isQuoted =
        quoted.length() >= 2
            && quoted.startsWith("\"")
            && quoted.indexOf('"', 1) == quoted.length() - 1;
    return isQuoted ? quoted.substring(1, quoted.length() - 1) : null;
  }

  private static int number(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.parseInt(text) : 0;
  }
}
