package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tunza.testing.LargeBinaries;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** A page of a history has a bound in bytes, whatever number of versions was asked for. */
final class LargeHistoryTest {

  private static final TestServer SERVER = TestServer.start(List.of());
  private static final int VERSIONS = 8;
  private static final int MEGABYTE = 1_000_000;
  private static final int PAGE_BYTES_MAX = 14 * MEGABYTE;

  private static final Pattern ETAG = Pattern.compile("\"etag\":\"W/\\\\\"(\\d+)\\\\\"\"");
  private static final Pattern NEXT = Pattern.compile("\"relation\":\"next\",\"url\":\"([^\"]+)\"");

  /** All versions that the pages of a history tell, each page held to its bound. */
  private static List<Integer> walked(String path) {
    List<Integer> versions = new ArrayList<>();
    String next = path;
    while (next != null) {
      Reply reply = SERVER.get(next).is(200);
      assertThat(reply.bytes().length).isLessThan(PAGE_BYTES_MAX);
      String page = reply.text();
      Matcher etag = ETAG.matcher(page);
      int before = versions.size();
      while (etag.find()) {
        versions.add(Integer.valueOf(etag.group(1)));
      }
      assertThat(versions.size()).as("a page has at least one version").isGreaterThan(before);
      Matcher link = NEXT.matcher(page);
      next = link.find() ? link.group(1) : null;
    }
    return versions;
  }

  private static void binaries(String id, int versions, int bytes) {
    for (int version = 1; version <= versions; version++) {
      SERVER
          .ask("/Binary/" + id)
          .bytes("image/png", LargeBinaries.bytes(version, bytes))
          .send("PUT")
          .is(version == 1 ? 201 : 200);
    }
  }

  private static String compressible(int version) {
    String text = "{\"url\":\"urn:test\",\"valueString\":\"%s\"}".formatted("x".repeat(MEGABYTE));
    return "{\"resourceType\":\"Basic\",\"id\":\"large\",\"extension\":[%s],\"code\":{\"text\":\"%d\"}}"
        .formatted(String.join(",", text, text, text, text), version);
  }

  @Test
  void a_page_ends_early_when_its_versions_are_large_and_the_walk_goes_on() {
    for (int version = 1; version <= VERSIONS; version++) {
      SERVER.put("/Basic/large", compressible(version)).is(version == 1 ? 201 : 200);
    }
    for (String path : List.of("/Basic/large/_history", "/Basic/_history")) {
      assertThat(walked(path + "?_count=1000")).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
    }
    assertThat(walked("/_history?_count=1000")).hasSizeGreaterThanOrEqualTo(VERSIONS);
  }

  @Test
  void data_that_lies_beside_the_database_counts_as_well() {
    binaries("large", VERSIONS, 3 * MEGABYTE);
    assertThat(walked("/Binary/large/_history?_count=1000"))
        .containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
  }

  @Test
  void a_version_larger_than_a_page_has_a_page_of_its_own() {
    binaries("alone", 2, 9 * MEGABYTE);
    assertThat(walked("/Binary/alone/_history")).containsExactly(2, 1);
  }
}
