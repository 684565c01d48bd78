package org.tunza.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.CodeSystems.Loaded;
import org.tunza.record.terminology.Hierarchy;

/** What is said of code systems, whoever keeps them; with the database in SubcommandsTest. */
final class TerminologiesTest {

  @TempDir private Path folder;

  private final Listed listed = new Listed();

  /** Lists what it is given. */
  private static final class Listed implements Terminologies.Shelf {
    private final List<Loaded> all = new ArrayList<>();

    @Override
    public List<Loaded> all() {
      return List.copyOf(all);
    }

    @Override
    public void load(CodeSystem codeSystem, Hierarchy hierarchy, String source, AtomicLong done) {
      done.set(hierarchy.concepts().size());
      all.add(new Loaded(codeSystem, hierarchy.concepts().size(), Instant.EPOCH, source, 2));
    }

    @Override
    public void close() {}
  }

  private Ran run(String... arguments) {
    return Ran.of(new Terminologies((_, _, _) -> listed), arguments);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content.replace('\'', '"')).toString();
  }

  private static String codeSystem(String url, String concepts) {
    return "{'resourceType':'CodeSystem','url':'%s','content':'complete','concept':[%s]}"
        .formatted(url, concepts);
  }

  @Test
  void what_is_loaded_is_told_with_its_size_and_listed() throws IOException {
    String path = file("one.json", codeSystem("urn:one", "{'code':'a'},{'code':'b'}"));
    Ran loaded = run("load", path, "--version=7");
    assertThat(loaded.code()).isZero();
    assertThat(loaded.out()).contains("urn:one|7 is loaded: 2 concepts");
    assertThat(run("list").out()).contains("urn:one|7", "from one.json", "1 code systems");
  }

  @Test
  void several_code_systems_are_not_loaded_under_one_name() throws IOException {
    String bundle =
        file(
            "all.json",
            "{'resourceType':'Bundle','entry':[{'resource':%s},{'resource':%s}]}"
                .formatted(
                    codeSystem("urn:one", "{'code':'a'}"), codeSystem("urn:two", "{'code':'a'}")));
    Ran named = run("load", bundle, "--url=urn:mine");
    assertThat(named.code()).isEqualTo(1);
    assertThat(named.err()).contains("several code systems");
    assertThat(listed.all()).isEmpty();
    assertThat(run("load", bundle).code()).isZero();
    assertThat(listed.all()).hasSize(2);
  }

  @Test
  void what_can_not_be_loaded_is_told_and_the_rest_is_loaded() throws IOException {
    String circle =
        file(
            "circle.json",
            codeSystem(
                "urn:circle",
                "{'code':'a','property':[{'code':'parent','valueCode':'b'}],'concept':[{'code':'b'}]}"));
    String twice = file("twice.json", codeSystem("urn:twice", "{'code':'a'},{'code':'a'}"));
    String claml = file("nameless.xml", "<ClaML><Class code='A' kind='category'/></ClaML>");
    String good = file("good.json", codeSystem("urn:good", "{'code':'a'}"));
    Ran ran = run("load", circle, twice, claml, good, folder.resolve("none").toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("is below itself", "the code a stands twice", "name it with --url", "none");
    assertThat(listed.all()).extracting(one -> one.codeSystem().url()).containsExactly("urn:good");
    assertThat(run("load", claml, "--url=urn:mine").code()).isZero();
  }

  @Test
  void what_is_not_understood_is_told_with_how_it_is_said() {
    for (String[] words :
        new String[][] {{}, {"load"}, {"list", "more"}, {"unload", "x"}, {"load", "x", "--odd"}}) {
      Ran ran = run(words);
      assertThat(ran.code()).isEqualTo(Commands.UNKNOWN_COMMAND);
      assertThat(ran.err()).contains("terminology load PATH");
    }
  }
}
