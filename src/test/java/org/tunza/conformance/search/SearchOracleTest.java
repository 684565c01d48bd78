package org.tunza.conformance.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.conformance.search.query.LinkedResources;
import org.tunza.conformance.search.query.QueryGenerator;
import org.tunza.conformance.search.query.ShrunkSearch;
import org.tunza.platform.Randomness;
import org.tunza.record.EntryId;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/**
 * Searches drawn at random find what the specification says, in its order, page by page, each entry
 * once. -Dsearch.seed=… draws others, -Dsearch.queries=… more.
 */
final class SearchOracleTest {

  private static final long SEED = Long.getLong("search.seed", 20_261_124);
  private static final int QUERIES = Integer.getInteger("search.queries", 1_000);
  private static final int PER_TYPE = 7;
  private static final int BUNDLE = 100;
  private static final int PAGES_MAX = 300;
  private static final int FAILURES_MAX = 10;

  private static final TestServer SERVER = TestServer.start(List.of("--references", "accept"));
  private static SpecEvaluator evaluator;

  @BeforeAll
  static void load() {
    List<ObjectNode> all = LinkedResources.of(SEED, PER_TYPE);
    for (int from = 0; from < all.size(); from += BUNDLE) {
      SERVER.post("", batch(all.subList(from, Math.min(all.size(), from + BUNDLE)))).is(200);
    }
    evaluator = SpecEvaluator.of(stored(all), SERVER.base(), Instant.now());
  }

  private static String batch(List<ObjectNode> resources) {
    List<Node> entries = new ArrayList<>();
    for (ObjectNode resource : resources) {
      ObjectNode request =
          ObjectNode.of("method", Node.string("PUT")).with("url", Node.string(id(resource)));
      entries.add(ObjectNode.of("resource", resource).with("request", request));
    }
    ObjectNode bundle =
        ObjectNode.of("resourceType", Node.string("Bundle"))
            .with("type", Node.string("batch"))
            .with("entry", Node.array(entries));
    return new String(JsonWriter.write(bundle), UTF_8);
  }

  private static String id(ObjectNode resource) {
    return resource.string("resourceType") + "/" + resource.string("id");
  }

  private static List<Resource> stored(List<ObjectNode> sent) {
    return sent.stream()
        .map(resource ->
            SpecEvaluator.resource(SERVER.get("/" + id(resource) + "?_format=json").is(200).text()))
        .toList();
  }

  @Test
  void what_is_found_is_what_the_specification_says() {
    QueryGenerator generator = new QueryGenerator(evaluator, Randomness.seeded(SEED));
    Randomness chance = Randomness.seeded(SEED + 1);
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < QUERIES && failures.size() < FAILURES_MAX; i++) {
      SearchRequest request = generator.next();
      int count = (int) chance.below(20) + 1;
      if (isTimeless(request) && !difference(request, count).isEmpty()) {
        SearchRequest smallest =
            ShrunkSearch.smallest(request, simpler -> !difference(simpler, count).isEmpty());
        failures.add(smallest + "\n  " + difference(smallest, count));
      }
    }
    assertThat(failures).as("seed %d", SEED).isEmpty();
  }

  /** Whether it means the same a moment later: what was written just now is about now for long. */
  private static boolean isTimeless(SearchRequest request) {
    return request.parameters().stream()
        .noneMatch(one -> one.name().endsWith("_lastUpdated") && one.value().contains("ap"));
  }

  /** How the answers differ from what they should be; empty when they don't. */
  private static String difference(SearchRequest request, int count) {
    Set<EntryId> expected = evaluator.hits(request);
    List<EntryId> found = new ArrayList<>();
    String address = "/" + request.address() + "&_count=" + count;
    for (int page = 0; page < PAGES_MAX && !address.isEmpty(); page++) {
      Reply reply = SERVER.get(address);
      if (reply.status() != 200) {
        return reply.status() + " " + reply.text();
      }
      ObjectNode bundle = reply.json();
      List<EntryId> matches = entries(bundle, "match");
      Set<EntryId> along = Set.copyOf(entries(bundle, "include"));
      Set<EntryId> due = evaluator.included(request, Set.copyOf(matches));
      boolean isAll = entries(bundle, "outcome").isEmpty();
      if (isAll ? !along.equals(due) : !due.containsAll(along)) {
        return "included %s, and should be %s".formatted(along, due);
      }
      if (bundle.member("total") instanceof Node.NumberNode(String total)
          && !total.equals(String.valueOf(expected.size()))) {
        return "total %s of %d".formatted(total, expected.size());
      }
      found.addAll(matches);
      address = next(bundle);
    }
    return difference(expected, found, evaluator.order(request));
  }

  private static String difference(Set<EntryId> expected, List<EntryId> found, SortOrder order) {
    Set<EntryId> distinct = new HashSet<>(found);
    if (distinct.size() != found.size()) {
      return "some are there twice: " + found;
    }
    if (!distinct.equals(expected)) {
      Set<EntryId> missing = new HashSet<>(expected);
      missing.removeAll(distinct);
      distinct.removeAll(expected);
      return "missing %s, and too many %s".formatted(missing, distinct);
    }
    for (int i = 1; i < found.size(); i++) {
      if (!order.allows(found.get(i - 1), found.get(i))) {
        return "not in order: %s before %s".formatted(found.get(i - 1), found.get(i));
      }
    }
    return "";
  }

  private static List<EntryId> entries(ObjectNode bundle, String mode) {
    List<EntryId> ids = new ArrayList<>();
    ArrayNode entries = bundle.array("entry");
    for (Node item : entries == null ? List.<Node>of() : entries.items()) {
      ObjectNode entry = (ObjectNode) item;
      ObjectNode resource = requireNonNull(entry.object("resource"));
      if (mode.equals(requireNonNull(entry.object("search")).string("mode"))) {
        String id = resource.string("id");
        ids.add(new EntryId(requireNonNull(resource.string("resourceType")), id == null ? "" : id));
      }
    }
    return ids;
  }

  private static String next(ObjectNode bundle) {
    for (Node item : requireNonNull(bundle.array("link")).items()) {
      ObjectNode link = (ObjectNode) item;
      if ("next".equals(link.string("relation"))) {
        return requireNonNull(link.string("url")).substring(SERVER.base().length());
      }
    }
    return "";
  }
}
