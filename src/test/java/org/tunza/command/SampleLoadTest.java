package org.tunza.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;
import org.tunza.platform.Settings;
import org.tunza.platform.SettingsReader;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.testing.TestServer;

/** The whole sample of synthetic patients goes in, and what refers to nothing comes out equal. */
@Tag("slow")
final class SampleLoadTest {

  /** Types whose resources in the sample have no literal references, so that nothing is changed. */
  private static final List<String> UNLINKED =
      List.of("Patient", "Organization", "Location", "Practitioner", "PractitionerRole");

  @TempDir private Path folder;

  @Test
  void the_sample_goes_in_and_a_second_run_adds_nothing() throws Exception {
    Optional<Path> sample = SettingsReader.read(List.of()).settings().find(Settings.SAMPLE);
    Assumptions.assumeTrue(
        sample.isPresent(), "TUNZA_SAMPLE is not set, so the full load is not tested");
    TestServer server = TestServer.start(List.of());

    Ran ran = Ran.imported(server, sample.get());
    assertThat(ran.err().lines()).noneMatch(line -> line.contains("TNZ-"));
    assertThat(ran.out()).contains("71 files with 125,532 entries: 125,532 taken in");
    assertThat(ran.code()).isZero();

    Ran again = Ran.imported(server, sample.get());
    assertThat(again.out()).contains("0 taken in, 125,532 done before, 0 refused");

    Map<String, Integer> sent = sent(sample.get());
    Map<String, Integer> stored = new TreeMap<>();
    for (String type : UNLINKED) {
      String next = "/" + type + "/_history?_count=500";
      while (next != null) {
        ObjectNode page = server.get(next).is(200).json();
        add(page, stored);
        next = next(page);
      }
    }
    assertThat(stored).isEqualTo(sent);
  }

  private static @Nullable String next(ObjectNode page) {
    for (Node link : Objects.requireNonNull(page.array("link")).items()) {
      if ("next".equals(((ObjectNode) link).string("relation"))) {
        return ((ObjectNode) link).string("url");
      }
    }
    return null;
  }

  private Map<String, Integer> sent(Path sample) throws IOException, InterruptedException {
    Process tar = new ProcessBuilder("tar", "-C", folder.toString(), "-xf", "-").start();
    try (InputStream in = new XZInputStream(Files.newInputStream(sample));
        OutputStream out = tar.getOutputStream()) {
      in.transferTo(out);
    }
    assertThat(tar.waitFor()).isZero();
    Map<String, Integer> sent = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        add(JsonReader.read(Files.readAllBytes(file)).orThrow(), sent);
      }
    }
    return sent;
  }

  private static void add(ObjectNode bundle, Map<String, Integer> resources) {
    ArrayNode entries = bundle.array("entry");
    for (Node entry : entries == null ? List.<Node>of() : entries.items()) {
      ObjectNode resource = Objects.requireNonNull(((ObjectNode) entry).object("resource"));
      if (UNLINKED.contains(resource.string("resourceType"))) {
        resources.merge(bare(resource), 1, Integer::sum);
      }
    }
  }

  /** Without what the store gives. */
  private static String bare(ObjectNode resource) {
    ObjectNode meta = resource.object("meta");
    ObjectNode rest = resource.without("id").without("meta");
    return new String(JsonWriter.write(rest), StandardCharsets.UTF_8)
        + (meta == null || meta.array("profile") == null
            ? ""
            : new String(
                JsonWriter.write(Objects.requireNonNull(meta.array("profile"))),
                StandardCharsets.UTF_8));
  }
}
