package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

final class HistoryTest {

  private static final TestServer SERVER = TestServer.shared();

  private static List<ObjectNode> items(ObjectNode bundle, String name) {
    ArrayNode array = bundle.array(name);
    return array == null ? List.of() : array.items().stream().map(ObjectNode.class::cast).toList();
  }

  private static List<ObjectNode> entries(Reply reply) {
    return items(reply.json(), "entry");
  }

  private static @Nullable String next(Reply reply) {
    return items(reply.json(), "link").stream()
        .filter(link -> "next".equals(link.string("relation")))
        .map(link -> Objects.requireNonNull(link.string("url")))
        .findFirst()
        .orElse(null);
  }

  private static String of(ObjectNode entry, String object, String member) {
    return Objects.requireNonNull(Objects.requireNonNull(entry.object(object)).string(member));
  }

  private static String threeVersions(String id) {
    SERVER.put("/Patient/" + id, Samples.patient(id, "A")).is(201);
    SERVER.put("/Patient/" + id, Samples.patient(id, "B")).is(200);
    SERVER.delete("/Patient/" + id).is(204);
    return "/Patient/" + id + "/_history";
  }

  @Test
  void the_history_of_an_entry_tells_every_version_newest_first() {
    Reply reply = SERVER.get(threeVersions("history-1")).is(200);
    List<ObjectNode> entries = entries(reply);
    assertThat(entries)
        .extracting(one -> of(one, "request", "method"))
        .containsExactly("DELETE", "PUT", "PUT");
    assertThat(entries)
        .extracting(one -> of(one, "response", "etag"))
        .containsExactly("W/\"3\"", "W/\"2\"", "W/\"1\"");
    assertThat(entries.getFirst().member("resource")).isNull();
    assertThat(reply.json().member("total")).isEqualTo(new Node.NumberNode("3"));
    assertThat(reply.json().string("type")).isEqualTo("history");
  }

  @Test
  void an_entry_began_with_post_when_this_store_gave_its_id_and_else_with_put() {
    String posted = SERVER.post("/Patient", "{\"resourceType\":\"Patient\"}").is(201).entry();
    ObjectNode first = entries(SERVER.get("/" + posted + "/_history").is(200)).getFirst();
    assertThat(of(first, "request", "method")).isEqualTo("POST");
    assertThat(of(first, "request", "url")).isEqualTo("Patient");
    SERVER.put("/Patient/history-6", Samples.patient("history-6", "A")).is(201);
    ObjectNode put = entries(SERVER.get("/Patient/history-6/_history").is(200)).getFirst();
    assertThat(of(put, "request", "method")).isEqualTo("PUT");
    assertThat(of(put, "request", "url")).isEqualTo("Patient/history-6");
    assertThat(of(put, "response", "status")).isEqualTo("201");
  }

  @Test
  void at_a_moment_an_entry_had_one_version_also_around_a_move_to_another_chart() {
    for (String id : List.of("history-7", "history-8")) {
      SERVER.put("/Patient/" + id, Samples.patient(id, "A")).is(201);
    }
    List<String> moments = new ArrayList<>();
    for (String patient : List.of("history-7", "history-8", "history-7", "history-7")) {
      String sent =
          """
          {"resourceType":"Flag","id":"history-flag","status":"active","code":{"text":"c%d"},
           "subject":{"reference":"Patient/%s"}}
          """
              .formatted(moments.size(), patient);
      Reply written = SERVER.put("/Flag/history-flag", sent);
      moments.add(of(written.json(), "meta", "lastUpdated"));
    }
    for (String walk : List.of("/Flag/history-flag/_history", "/Flag/_history", "/_history")) {
      for (int version = 1; version <= moments.size(); version++) {
        List<ObjectNode> at =
            entries(SERVER.get(walk + "?_at=" + moments.get(version - 1)).is(200));
        assertThat(at)
            .as(walk + " at version " + version)
            .filteredOn(
                entry -> String.valueOf(entry.string("fullUrl")).endsWith("/Flag/history-flag"))
            .extracting(one -> of(one, "response", "etag"))
            .containsExactly("W/\"%d\"".formatted(version));
      }
    }
  }

  @Test
  void pages_follow_each_other_without_gap_or_double() {
    Reply page = SERVER.get(threeVersions("history-2") + "?_count=2").is(200);
    List<String> tags = new ArrayList<>();
    entries(page).forEach(one -> tags.add(of(one, "response", "etag")));
    Reply second = SERVER.get(Objects.requireNonNull(next(page))).is(200);
    entries(second).forEach(one -> tags.add(of(one, "response", "etag")));
    assertThat(tags).containsExactly("W/\"3\"", "W/\"2\"", "W/\"1\"");
    assertThat(next(second)).isNull();
  }

  @Test
  void a_cursor_that_was_made_up_or_moved_is_refused() {
    String link =
        Objects.requireNonNull(next(SERVER.get(threeVersions("history-3") + "?_count=1")));
    assertThat(SERVER.get(link.replace("_count=1&", "_since=2020&")).is(400).place())
        .isEqualTo("_after");
    SERVER.get("/Patient/history-3/_history?_after=AAAA").is(400);
    SERVER.get(link.substring(0, link.length() - 2) + "zz").is(400);
  }

  @Test
  void since_and_at_narrow_the_walk() {
    String history = threeVersions("history-4");
    assertThat(entries(SERVER.get(history + "?_since=2001-01-01T00:00:00Z").is(200))).hasSize(3);
    assertThat(entries(SERVER.get(history + "?_since=2200").is(200))).isEmpty();
    assertThat(entries(SERVER.get(history + "?_at=2001").is(200))).isEmpty();
    assertThat(SERVER.get(history + "?_since=yesterday").is(400).place()).isEqualTo("_since");
    assertThat(SERVER.get(history + "?_count=none").is(400).place()).isEqualTo("_count");
  }

  @Test
  void types_and_the_whole_store_have_a_history_too() {
    threeVersions("history-5");
    assertThat(entries(SERVER.get("/Patient/_history?_count=3").is(200))).hasSize(3);
    assertThat(entries(SERVER.get("/_history?_count=3").is(200))).hasSize(3);
    assertThat(entries(SERVER.get("/Goal/_history").is(200))).isEmpty();
    SERVER.get("/Patient/no-history/_history").is(404);
  }
}
