package org.tunza.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps the house tidy and no compiler checks. */
final class TidyTest {

  private static final Path MAIN = Path.of("src/main/java");
  private static final Path TESTS = Path.of("src/test/java");
  private static final int FILE_LINES_MAX = 400;
  private static final int METHOD_LINES_MAX = 70;
  private static final int PACKAGE_INFO_LINES_MAX = 15;
  private static final int PACKAGE_FILES_MAX = 20;

  private static final Pattern BANNED_NAME =
      Pattern.compile(
          "\\b(class|interface|record|enum) ([A-Za-z]*(Service|Manager|Helper|Utils?|Impl|DTO)"
              + "|Base[A-Z][A-Za-z]*|I[A-Z][a-z][A-Za-z]*(?<=Interface))\\b");
  private static final Pattern MEMBER_START = Pattern.compile("^ {2}[A-Za-z<]");
  private static final Pattern TYPE = Pattern.compile("\\b(class|record|interface|enum)\\b");
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");

  private static List<Path> sources(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void no_file_is_longer_than_four_hundred_lines() {
    List<String> found = new ArrayList<>();
    for (Path root : List.of(MAIN, TESTS)) {
      for (Path file : sources(root)) {
        if (lines(file).size() > FILE_LINES_MAX) {
          found.add(file + ": " + lines(file).size());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void no_method_is_longer_than_seventy_lines() {
    List<String> found = new ArrayList<>();
    for (Path file : sources(MAIN)) {
      List<String> lines = lines(file);
      int start = -1;
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (start < 0 && MEMBER_START.matcher(line).find() && line.contains("(")) {
          start = i;
        }
        if (line.equals("  }") && start >= 0) {
          boolean isType = TYPE.matcher(lines.get(start)).find();
          if (!isType && i - start > METHOD_LINES_MAX) {
            found.add(file + ":" + (start + 1));
          }
          start = -1;
        } else if (start >= 0 && line.endsWith(";") && !line.startsWith("   ")) {
          start = -1;
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void every_package_says_what_it_is_in_at_most_fifteen_lines() {
    List<String> found = new ArrayList<>();
    sources(MAIN).stream()
        .map(Path::getParent)
        .distinct()
        .forEach(folder -> {
          Path info = folder.resolve("package-info.java");
          if (!folder.equals(MAIN.resolve("org/tunza"))
              && (!Files.exists(info) || lines(info).size() > PACKAGE_INFO_LINES_MAX)) {
            found.add(folder.toString());
          }
        });
    assertThat(found).isEmpty();
  }

  @Test
  void no_package_has_outgrown_its_room() {
    List<String> found = new ArrayList<>();
    sources(MAIN).stream()
        .collect(java.util.stream.Collectors.groupingBy(Path::getParent))
        .forEach((folder, files) -> {
          if (files.size() > PACKAGE_FILES_MAX) {
            found.add(folder + ": " + files.size());
          }
        });
    assertThat(found).isEmpty();
  }

  @Test
  void names_are_words_of_the_field() {
    assertThat(matching(BANNED_NAME, MAIN)).isEmpty();
  }

  @Test
  void nothing_unfinished_is_left_as_a_comment() {
    assertThat(matching(UNFINISHED, MAIN)).isEmpty();
  }

  private static List<String> matching(Pattern pattern, Path root) {
    List<String> found = new ArrayList<>();
    for (Path file : sources(root)) {
      for (String line : lines(file)) {
        if (pattern.matcher(line).find()) {
          found.add(file + ": " + line.strip());
        }
      }
    }
    return found;
  }
}
