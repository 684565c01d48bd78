package org.tunza.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a subcommand was given besides settings: flags of its own, and other words. */
record Flags(Map<String, String> values, List<String> words, List<String> unknown) {

  Flags {
    values = Map.copyOf(values);
    words = List.copyOf(words);
    unknown = List.copyOf(unknown);
  }

  /** Sorts arguments by the flags that are known; a flag that takes a value ends with =. */
  static Flags of(List<String> arguments, Set<String> known) {
    Map<String, String> values = new HashMap<>();
    List<String> words = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (int at = 0; at < arguments.size(); at++) {
      String argument = arguments.get(at);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!argument.startsWith("--")) {
        words.add(argument);
      } else if (equals < 0 && known.contains(name)) {
        values.put(name, "");
      } else if (known.contains(name + "=") && (equals > 0 || at + 1 < arguments.size())) {
        values.put(name, equals > 0 ? argument.substring(equals + 1) : arguments.get(++at));
      } else {
        unknown.add(argument);
      }
    }
    return new Flags(values, words, unknown);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
