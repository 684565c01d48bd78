package org.tunza.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.Randomness;
import org.tunza.record.EntryKey;
import org.tunza.store.blob.Blobs;
import org.tunza.store.key.KeyDestruction;
import org.tunza.store.key.KeyDestruction.Target;
import org.tunza.store.key.MasterKeys;
import org.tunza.testing.TestStore;

/**
 * What is destroyed can't be had from a true copy of the data folder that was made before, database
 * and log (WAL) included: not with every key that exists afterwards. What is kept can.
 */
@Tag("slow")
final class ByteCopyTest {

  /** In no search row, so it must lie in clear nowhere. */
  private static final String SECRET = "okapi-under-the-jackfruit-tree";

  /** A name, which search rows hold in clear: shows that the search of bytes finds. */
  private static final String CLEAR = "wanjirukamau";

  private static final String PATIENT = "Patient/lost-patient";
  private static final String LOST = "Observation/lost-observation";
  private static final String BESIDE = "Observation/beside-it";
  private static final String OTHER = "Patient/other-patient";
  private static final String SCAN = "Binary/lost-scan?_format=json";
  private static final String OTHER_SCAN = "Binary/other-scan?_format=json";
  private static final List<String> ALL = List.of(PATIENT, LOST, BESIDE, OTHER, SCAN, OTHER_SCAN);

  @TempDir private Path folder;

  @Test
  void a_copy_made_before_a_chart_was_destroyed_opens_for_all_but_that_chart() throws Exception {
    destroyed(
        "lost-observation",
        where -> new Target.Chart(where.chart(), TestStore.WHO),
        Set.of(OTHER, OTHER_SCAN));
  }

  @Test
  void a_copy_made_before_one_entry_was_destroyed_opens_for_all_but_that_entry() throws Exception {
    destroyed(
        "lost-observation",
        where -> new Target.Entry(where, TestStore.WHO),
        Set.of(PATIENT, BESIDE, OTHER, SCAN, OTHER_SCAN));
  }

  @Test
  void a_copy_made_before_a_scan_was_destroyed_opens_for_all_but_that_scan() throws Exception {
    destroyed(
        "lost-scan",
        where -> new Target.Entry(where, TestStore.WHO),
        Set.of(PATIENT, LOST, BESIDE, OTHER, OTHER_SCAN));
  }

  private void destroyed(String doomed, Function<EntryKey, Target> target, Set<String> kept)
      throws Exception {
    Path data = folder.resolve("data");
    Path ran = folder.resolve("copied-while-it-ran");
    Path rested = folder.resolve("copied-at-rest");
    Map<String, String> contents;
    try (PhysicalStore store = PhysicalStore.open(data)) {
      fill(store);
      contents = new TreeMap<>(store.readable(ALL));
      assertThat(contents.keySet()).containsExactlyInAnyOrderElementsOf(ALL);
      store.copyWhileItRuns(ran);
    }
    PhysicalStore.copy(data, rested);
    contents.keySet().retainAll(kept);
    KeysOfToday today;
    try (PhysicalStore store = PhysicalStore.open(data)) {
      new KeyDestruction(
              new MasterKeys(store.keys()),
              Randomness.secure(),
              name -> Blobs.remove(store.blobStore(), name))
          .run(store.database().disposing(), target.apply(store.where(doomed)));
      today = KeysOfToday.of(store);
      assertThat(store.readable(ALL)).isEqualTo(contents);
    }
    for (Path copy : List.of(ran, rested)) {
      assertThat(PhysicalStore.contains(copy, CLEAR)).as("%s", copy).isTrue();
      assertThat(PhysicalStore.contains(copy, SECRET)).as("%s", copy).isFalse();
      try (PhysicalStore store = PhysicalStore.started(copy)) {
        assertThat(today.allThatOpens(store))
            .as("%s", copy)
            .containsExactlyInAnyOrderElementsOf(contents.values());
        assertThat(today.blobsThatOpen(store))
            .as("%s", copy)
            .hasSize((int) kept.stream().filter(path -> path.startsWith("Binary")).count());
        today.putInto(store);
      }
      try (PhysicalStore store = PhysicalStore.open(copy)) {
        assertThat(store.readable(ALL)).as("%s", copy).isEqualTo(contents);
      }
    }
  }

  private static void fill(PhysicalStore store) throws IOException, InterruptedException {
    for (String path : ALL) {
      String[] parts = path.split("[/?]", 3);
      store.put(
          parts[0] + "/" + parts[1],
          "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}"
              .formatted(parts[0], parts[1], members(parts[0], path)));
    }
  }

  private static String members(String type, String path) {
    return switch (type) {
      case "Patient" ->
          """
          "name":[{"family":"%s"}],"contact":[{"name":{"text":"%s"}}]
          """
              .formatted(CLEAR, SECRET);
      case "Observation" ->
          """
          "status":"final","code":{"text":"weight"},"note":[{"text":"%s"}],
          "subject":{"reference":"%s"}
          """
              .formatted(SECRET, PATIENT);
      default ->
          """
          "contentType":"text/plain","securityContext":{"reference":"%s"},"data":"%s"
          """
              .formatted(
                  path.equals(SCAN) ? PATIENT : OTHER,
                  Base64.getEncoder()
                      .encodeToString((path + SECRET).repeat(5_000).getBytes(UTF_8)));
    };
  }
}
