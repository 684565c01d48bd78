package org.tunza.platform;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One documented key: its name in tunza.yaml, from which follow its environment variable and its
 * flag; the kind of its value; its default as text, null when it has none; and what it does.
 */
public record Setting<T>(String name, Kind<T> kind, @Nullable String fallback, String meaning) {
  /** As an environment variable, for example TUNZA_DB_URL. */
  public String environment() {
    return "TUNZA_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** As a flag, for example --db-url. */
  public String flag() {
    return "--" + name.replace('.', '-');
  }

  /** Reads a value; refuses a wrong one, naming where it came from but never a secret. */
  T read(String text, String where) {
    try {
      return kind.reading().apply(text);
    } catch (IllegalArgumentException e) {
      throw new StartRefusal(
          StartRefusal.Reason.WRONG_SETTING,
          "%s has the value %s but takes %s; change it."
              .formatted(where, kind.secret() ? "(secret)" : "'" + text + "'", kind.description()));
    }
  }
}
