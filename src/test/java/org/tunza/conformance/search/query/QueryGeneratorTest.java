package org.tunza.conformance.search.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.tunza.conformance.search.SearchRequest;
import org.tunza.conformance.search.SearchRequest.Parameter;
import org.tunza.conformance.search.SearchRequest.Where;
import org.tunza.conformance.search.SortOrder;
import org.tunza.conformance.search.SpecEvaluator;
import org.tunza.platform.Randomness;
import org.tunza.record.EntryId;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.JsonWriter;

/** Holds that the searches drawn are understood, and that they find something often enough. */
final class QueryGeneratorTest {

  private static final String BASE = "https://here.example/fhir";
  private static final Instant NOW = Instant.parse("2020-06-01T00:00:00Z");
  private static final long SEED = 21089;
  private static final int PER_TYPE = 8;
  private static final int SEARCHES = 4000;
  private static final Pattern MODIFIER = Pattern.compile("(?<!_has):([a-z-]+)$");
  private static final Pattern PREFIX = Pattern.compile("^(eq|ne|gt|lt|ge|le|sa|eb|ap)[-\\d]");

  private static final SpecEvaluator LINKED =
      SpecEvaluator.of(
          LinkedResources.of(SEED, PER_TYPE).stream()
              .map(made -> SpecEvaluator.resource(new String(JsonWriter.write(made), UTF_8)))
              .toList(),
          BASE,
          NOW);

  @Test
  void searches_over_resources_of_every_type_are_understood_and_half_of_them_find_some() {
    assertThat(LINKED.entries().all()).hasSizeGreaterThan(1000);
    assertThat(finding(LINKED)).isGreaterThan(SEARCHES / 2);
  }

  @Test
  void searches_over_the_samples_are_understood_and_half_of_them_find_some() throws IOException {
    assertThat(finding(SpecEvaluator.of(samples(), BASE, NOW))).isGreaterThan(SEARCHES / 2);
  }

  /** How many searches find something. */
  private static int finding(SpecEvaluator evaluator) {
    int finding = 0;
    for (SearchRequest request : drawn(evaluator)) {
      Set<EntryId> hits = new HashSet<>();
      assertThatNoException()
          .as("seed %d: %s", SEED, request)
          .isThrownBy(() -> hits.addAll(answered(evaluator, request)));
      finding += hits.isEmpty() ? 0 : 1;
    }
    return finding;
  }

  private static Set<EntryId> answered(SpecEvaluator evaluator, SearchRequest request) {
    Set<EntryId> hits = evaluator.hits(request);
    assertThat(Collections.disjoint(evaluator.included(request, hits), hits)).isTrue();
    SortOrder order = evaluator.order(request);
    hits.forEach(hit -> assertThat(order.allows(hit, hit)).isTrue());
    return hits;
  }

  private static List<SearchRequest> drawn(SpecEvaluator evaluator) {
    QueryGenerator generator = new QueryGenerator(evaluator, Randomness.seeded(SEED));
    return Stream.generate(generator::next).limit(SEARCHES).toList();
  }

  private static List<Resource> samples() throws IOException {
    List<Resource> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("samples/people"))) {
      for (Path file : files.sorted().toList()) {
        Bundle bundle = (Bundle) SpecEvaluator.resource(Files.readString(file));
        bundle.getEntry().forEach(entry -> all.add(entry.getResource()));
      }
    }
    return all;
  }

  @Test
  void the_same_seed_draws_the_same_searches() {
    assertThat(drawn(LINKED)).isEqualTo(drawn(LINKED));
  }

  @Test
  void every_type_modifier_prefix_and_way_to_ask_is_drawn() {
    Set<String> ways = new HashSet<>();
    for (SearchRequest request : drawn(LINKED)) {
      switch (request.where()) {
        case Where.OfType(String type) -> ways.add(type);
        case Where.Server() -> ways.add("server");
        case Where.InCompartment(var owner, String _) -> ways.add("compartment of " + owner.type());
      }
      request.parameters().forEach(parameter -> ways.addAll(ways(parameter)));
    }
    assertThat(ways).containsAll(Definitions.r4().resourceTypes());
    assertThat(ways).contains("server", "chain", "reverse", "nested", "composite");
    assertThat(ways).contains("compartment of Patient", "compartment of Encounter");
    assertThat(ways).contains("missing", "exact", "contains", "not", "text", "of-type");
    assertThat(ways).contains("below", "above", "identifier", "iterate");
    assertThat(ways).contains("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap");
    assertThat(ways).contains("_sort", "_include", "_revinclude");
  }

  private static List<String> ways(Parameter parameter) {
    List<String> ways = new ArrayList<>();
    String name = parameter.name();
    ways.add(name.split(":", 2)[0]);
    Matcher modifier = MODIFIER.matcher(name);
    if (modifier.find()) {
      ways.add(modifier.group(1));
    }
    Matcher prefix = PREFIX.matcher(parameter.value());
    if (prefix.find()) {
      ways.add(prefix.group(1));
    }
    if (name.contains(".")) {
      ways.add("chain");
    }
    if (name.startsWith("_has:")) {
      ways.add("reverse");
    }
    if (name.contains("._has:") || name.contains(":_has:")) {
      ways.add("nested");
    }
    if (parameter.value().matches(".*[^\\\\]\\$.*")) {
      ways.add("composite");
    }
    return ways;
  }

  @Test
  void a_failing_search_shrinks_to_what_fails() {
    SearchRequest failing =
        SearchRequest.of(
            "Patient", "name", "a,b\\,c,d", "gender", "male", "_sort", "name,-_id,birthdate");
    SearchRequest smallest =
        ShrunkSearch.smallest(
            failing,
            request -> request.toString().contains("c") && request.toString().contains("-_id"));
    assertThat(smallest).isEqualTo(SearchRequest.of("Patient", "name", "b\\,c", "_sort", "-_id"));
  }
}
