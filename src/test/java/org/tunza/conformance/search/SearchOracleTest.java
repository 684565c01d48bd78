package org.tunza.conformance.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.conformance.search.query.LinkedResources;
import org.tunza.conformance.search.query.QueryGenerator;
import org.tunza.conformance.search.query.ShrunkSearch;
import org.tunza.platform.Randomness;
import org.tunza.record.AccessScope;
import org.tunza.record.EntryId;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
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
  private static final int SCOPES = 20;
  private static final int FAILURES_MAX = 10;

  private static final AtomicReference<AccessScope> SEEN =
      new AtomicReference<>(AccessScope.everything());
  private static final TestServer SERVER =
      TestServer.start(List.of("--references", "accept"), _ -> SEEN.get());
  private static SpecEvaluator evaluator;

  @BeforeAll
  static void load() {
    List<ObjectNode> all = LinkedResources.of(SEED, PER_TYPE);
    for (int from = 0; from < all.size(); from += BUNDLE) {
      if (from == BUNDLE * 8) {
        SERVER.post("", batch(OwnSearchParameters.all())).is(200);
      }
      SERVER.post("", batch(all.subList(from, Math.min(all.size(), from + BUNDLE)))).is(200);
    }
    OwnSearchParameters.awaitReady(SERVER);
    all.addAll(OwnSearchParameters.all());
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
    assertThat(
            differences(
                evaluator,
                new QueryGenerator(evaluator, Randomness.seeded(SEED)),
                Randomness.seeded(SEED + 1),
                QUERIES))
        .as("seed %d", SEED)
        .isEmpty();
  }

  /**
   * Scopes are drawn as searches: who has such a scope sees what one of them finds, and all answers
   * are as if there were nothing else.
   */
  @Test
  void what_may_not_be_seen_is_as_if_it_were_not_there() {
    Randomness chance = Randomness.seeded(SEED + 2);
    QueryGenerator drawn = new QueryGenerator(evaluator, chance);
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < SCOPES; i++) {
      DrawnScope scope = DrawnScope.of(evaluator, drawn, chance);
      SEEN.set(scope.scope());
      SpecEvaluator seeing =
          evaluator.seeing(resource ->
              scope.sees(new EntryId(resource.fhirType(), resource.getIdElement().getIdPart())));
      failures.addAll(differences(seeing, drawn, chance, QUERIES / SCOPES));
      failures.addAll(scope.misread(SERVER, evaluator.entries().all()));
      failures.addAll(scope.mistold(SERVER, evaluator));
    }
    SEEN.set(AccessScope.everything());
    assertThat(failures).as("seed %d", SEED).isEmpty();
  }

  private static List<String> differences(
      SpecEvaluator judge, QueryGenerator generator, Randomness chance, int queries) {
    Answers answers = new Answers(SERVER, judge);
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < queries && failures.size() < FAILURES_MAX; i++) {
      SearchRequest request = generator.next();
      int count = (int) chance.below(20) + 1;
      if (isTimeless(request) && !answers.difference(request, count).isEmpty()) {
        SearchRequest smallest =
            ShrunkSearch.smallest(
                request, simpler -> !answers.difference(simpler, count).isEmpty());
        failures.add(smallest + "\n  " + answers.difference(smallest, count));
      }
    }
    return failures;
  }

  /** Whether it means the same a moment later: what was written just now is about now for long. */
  private static boolean isTimeless(SearchRequest request) {
    return request.parameters().stream()
        .noneMatch(one -> one.name().endsWith("_lastUpdated") && one.value().contains("ap"));
  }
}
