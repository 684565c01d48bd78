package org.tunza.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tunza.record.LifecycleEvent;
import org.tunza.record.RefusalCode;

/** What the documents say of the program is so. */
final class DocumentationTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

  /** A refusal names it already. */
  private static final String COMES_WITH_THE_NEXT_POSTGRES = "upgrade";

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> pages() {
    try (Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> root = Files.list(Path.of("."))) {
      return Stream.concat(docs, root).filter(file -> file.toString().endsWith(".md")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_refusal_code_is_explained_and_none_that_is_not_there() {
    List<String> documented =
        Pattern.compile("\\| (TNZ-\\d{4}) \\| ([A-Z_]+) \\|")
            .matcher(text("docs/operate/refusals.md"))
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();
    List<String> codes =
        Arrays.stream(RefusalCode.values()).map(code -> code.id() + " " + code.name()).toList();
    assertThat(documented).containsExactlyElementsOf(codes);
  }

  @Test
  void every_lifecycle_event_is_listed_as_done_or_not_yet() {
    String page = text("docs/conformance.md");
    for (LifecycleEvent event : LifecycleEvent.values()) {
      assertThat(page)
          .containsPattern(
              "\\| %d \\| `%s` \\| (done|partly|not yet)"
                  .formatted(event.number(), event.code().toLowerCase(Locale.ROOT)));
    }
  }

  @Test
  void every_part_of_the_architecture_that_a_package_sends_its_reader_to_is_there() {
    String architecture = text("docs/architecture.md");
    Pattern part = Pattern.compile("docs/architecture\\.md, ([^.]+)\\.");
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      assertThat(
              sources
                  .filter(file -> file.endsWith("package-info.java"))
                  .flatMap(file -> part.matcher(text(file.toString())).results())
                  .map(found -> found.group(1)))
          .isNotEmpty()
          .allSatisfy(name ->
              assertThat(architecture)
                  .containsPattern("(?m)^(## |\\*\\*)%s\\b".formatted(Pattern.quote(name))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_link_within_the_repository_leads_somewhere() {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher links = LINK.matcher(text(page.toString()));
      while (links.find()) {
        String target = links.group(1);
        Path folder = page.toAbsolutePath().getParent();
        if (!target.contains("://") && folder != null && !Files.exists(folder.resolve(target))) {
          broken.add(page + " → " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void every_command_that_a_page_or_the_help_names_exists() throws IOException {
    String script = text("tunza");
    Set<String> known = new TreeSet<>(Set.of("help", COMES_WITH_THE_NEXT_POSTGRES));
    Pattern task = Pattern.compile("^  ([a-z]+)\\)$", Pattern.MULTILINE);
    task.matcher(script).results().forEach(one -> known.add(one.group(1)));
    Pattern name = Pattern.compile("String name\\(\\) \\{\\s+return \"([a-z]+)");
    try (Stream<Path> files = Files.list(Path.of("src/main/java/org/tunza/command"))) {
      files
          .filter(Files::isRegularFile)
          .flatMap(file -> name.matcher(text(file.toString())).results())
          .forEach(one -> known.add(one.group(1)));
    }
    Set<String> named = new TreeSet<>();
    Pattern use = Pattern.compile("\\./tunza ([a-z]+)");
    pages()
        .forEach(page ->
            use.matcher(text(page.toString())).results().forEach(one -> named.add(one.group(1))));
    String help = script.substring(script.indexOf("Usage:"), script.indexOf("\nTEXT"));
    Pattern line = Pattern.compile("^  ([a-z]+) ", Pattern.MULTILINE);
    line.matcher(help).results().forEach(one -> named.add(one.group(1)));
    assertThat(named).contains("run", "verify").isSubsetOf(known);
  }

  @Test
  void every_page_is_reached_from_the_index() throws IOException {
    String index = text("docs/README.md");
    try (Stream<Path> pages = Files.walk(Path.of("docs"))) {
      pages
          .map(page -> Path.of("docs").relativize(page).toString())
          .filter(page -> page.endsWith(".md") && !page.equals("README.md"))
          .filter(page -> !page.startsWith("decisions/") || page.endsWith("README.md"))
          .forEach(page -> assertThat(index).contains("(" + page + ")"));
    }
  }

  @Test
  void every_decision_is_in_the_index() throws IOException {
    String index = text("docs/decisions/README.md");
    try (Stream<Path> files = Files.list(Path.of("docs/decisions"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("README.md"))
          .forEach(name -> assertThat(index).contains("(" + name + ")"));
    }
  }

  @Test
  void every_class_of_the_vocabulary_exists() throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      names = files.map(file -> file.getFileName().toString().replace(".java", "")).toList();
    }
    List<String> missing = new ArrayList<>();
    for (String row : text("docs/vocabulary.md").lines().filter(l -> l.startsWith("|")).toList()) {
      Matcher cell = Pattern.compile("`([A-Z][A-Za-z]+)[^`]*`").matcher(row);
      while (cell.find()) {
        if (!names.contains(cell.group(1))) {
          missing.add(cell.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
  }
}
