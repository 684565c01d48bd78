package org.tunza.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the settings from flags, the environment and tunza.yaml, in this order of rank, and checks
 * them. What is unknown is refused with the nearest name that is known.
 */
public final class SettingsReader {
  private static final String PREFIX = "TUNZA_";

  private final List<String> arguments;
  private final Map<String, String> environment;

  private SettingsReader(List<String> arguments, Map<String, String> environment) {
    this.arguments = arguments;
    this.environment = environment;
  }

  /** The settings, and the arguments that are none of theirs, for the subcommand to judge. */
  public record Read(Settings settings, List<String> rest) {
    public Read {
      rest = List.copyOf(rest);
    }
  }

  /** Reads with the environment of this process. */
  public static Read read(List<String> arguments) {
    return read(arguments, System.getenv());
  }

  static Read read(List<String> arguments, Map<String, String> environment) {
    return new SettingsReader(arguments, environment).read();
  }

  /** A text and where it came from. */
  private record Given(String text, String where) {}

  private Read read() {
    List<String> rest = new ArrayList<>();
    Map<String, Given> flags = flags(rest);
    Map<String, Given> given = new HashMap<>();
    Map<String, Given> variables = variables();
    given.putAll(variables);
    given.putAll(flags);
    Map<String, Given> all = new HashMap<>(file(Optional.ofNullable(given.get("config"))));
    all.putAll(given);
    return new Read(checked(all), rest);
  }

  private static Settings checked(Map<String, Given> given) {
    Map<String, Object> values = new HashMap<>();
    for (Setting<?> setting : Settings.keys()) {
      Given own = given.get(setting.name());
      String fallback = setting.fallback();
      if (own != null) {
        values.put(setting.name(), setting.read(own.text(), own.where()));
      } else if (fallback != null) {
        values.put(setting.name(), setting.read(fallback, setting.name()));
      }
    }
    Settings settings = new Settings(values);
    if (settings.find(Settings.DB_URL).isPresent()) {
      settings.logins();
    }
    if (settings.blobs() instanceof Place.Bucket) {
      List.of(Settings.S3_ENDPOINT, Settings.S3_ACCESS_KEY, Settings.S3_SECRET)
          .forEach(settings::of);
    }
    if (settings.of(Settings.PAGE_DEFAULT) > settings.of(Settings.PAGE_MAX)) {
      throw refusal("limits.page-default is larger than limits.page; lower it.");
    }
    refuseBoth(settings, Settings.WRAPPING_KEY, Settings.WRAPPING_KEY_COMMAND);
    refuseBoth(settings, Settings.WRAPPING_KEY_PREVIOUS, Settings.WRAPPING_KEY_PREVIOUS_COMMAND);
    return settings;
  }

  private static void refuseBoth(Settings settings, Setting<?> one, Setting<?> other) {
    if (settings.find(one).isPresent() && settings.find(other).isPresent()) {
      throw refusal("%s and %s are both set; keep one.".formatted(one.name(), other.name()));
    }
  }

  private Map<String, Given> flags(List<String> rest) {
    Map<String, Setting<?>> known = byName(Setting::flag);
    Map<String, Given> given = new HashMap<>();
    for (int at = 0; at < arguments.size(); at++) {
      String argument = arguments.get(at);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      Setting<?> setting = known.get(name);
      if (setting == null) {
        rest.add(argument);
        continue;
      }
      if (setting.kind().secret()) {
        throw refusal(name + " would show a secret to others; use " + setting.environment() + ".");
      }
      if (equals < 0 && at + 1 == arguments.size()) {
        throw refusal(name + " needs a value: " + setting.kind().description() + ".");
      }
      String text = equals < 0 ? arguments.get(++at) : argument.substring(equals + 1);
      given.put(setting.name(), new Given(text, name));
    }
    return given;
  }

  private Map<String, Given> variables() {
    Map<String, Setting<?>> known = byName(Setting::environment);
    Map<String, Given> given = new HashMap<>();
    environment.forEach((name, text) -> {
      if (name.startsWith(PREFIX) && !text.isEmpty()) {
        Setting<?> setting = known.get(name);
        if (setting == null) {
          throw unknown("The environment variable " + name, name, known);
        }
        given.put(setting.name(), new Given(text, name));
      }
    });
    return given;
  }

  private static Map<String, Given> file(Optional<Given> named) {
    Path path =
        Settings.CONFIG.read(
            named.map(Given::text).orElse(String.valueOf(Settings.CONFIG.fallback())), "config");
    if (named.isEmpty() && !Files.exists(path)) {
      return Map.of();
    }
    Map<String, Setting<?>> known = byName(Setting::name);
    Map<String, Given> given = new HashMap<>();
    SettingsFile.read(path)
        .forEach((name, text) -> {
          if (!known.containsKey(name)) {
            throw unknown("The key " + name + " in " + path, name, known);
          }
          given.put(name, new Given(text, name + " in " + path));
        });
    return given;
  }

  private static Map<String, Setting<?>> byName(Function<Setting<?>, String> name) {
    Map<String, Setting<?>> settings = new LinkedHashMap<>();
    Settings.keys().forEach(setting -> settings.put(name.apply(setting), setting));
    return settings;
  }

  private static StartRefusal unknown(String what, String name, Map<String, Setting<?>> known) {
    return refusal(
        "%s is no setting; did you mean %s? All are in docs/operate/settings.md."
            .formatted(what, Nearest.of(name, known.keySet())));
  }

  private static StartRefusal refusal(String line) {
    return new StartRefusal(StartRefusal.Reason.WRONG_SETTING, line);
  }
}
