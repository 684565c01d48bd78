package org.tunza.platform;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads tunza.yaml into names with dots and their texts. Format: https://yaml.org/spec/1.1/. */
final class SettingsFile {
  private SettingsFile() {}

  static Map<String, String> read(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (Reader reader = Files.newBufferedReader(file)) {
      Map<String, String> texts = new LinkedHashMap<>();
      flatten("", new Yaml(new SafeConstructor(options)).load(reader), file, texts);
      return texts;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw refusal("%s is no YAML, line %d; correct it.".formatted(file, line));
    } catch (YAMLException e) {
      throw refusal(file + " is no YAML; correct it.");
    } catch (IOException e) {
      throw refusal(file + " can't be read; check its name and mode.");
    }
  }

  private static void flatten(
      String prefix, @Nullable Object node, Path file, Map<String, String> texts) {
    switch (node) {
      case null -> {}
      case Map<?, ?> members ->
          members.forEach((name, value) ->
              flatten(prefix.isEmpty() ? "" + name : prefix + "." + name, value, file, texts));
      case String text when !prefix.isEmpty() -> texts.put(prefix, text);
      case Number number when !prefix.isEmpty() -> texts.put(prefix, number.toString());
      case Boolean truth when !prefix.isEmpty() -> texts.put(prefix, truth.toString());
      default ->
          throw refusal(
              "%s must hold keys with one value each%s; correct it."
                  .formatted(file, prefix.isEmpty() ? "" : ", but " + prefix + " has more"));
    }
  }

  private static StartRefusal refusal(String line) {
    return new StartRefusal(StartRefusal.Reason.WRONG_SETTING, line);
  }
}
