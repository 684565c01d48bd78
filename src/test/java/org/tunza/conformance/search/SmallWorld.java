package org.tunza.conformance.search;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryId;

/** A few resources that a test writes down, and searches over them. */
record SmallWorld(SpecEvaluator evaluator) {

  static final String BASE = "https://here.example/fhir";

  private static final Instant NOW = Instant.parse("2020-01-01T00:00:00Z");

  /** Resources in JSON with single quotes. */
  static SmallWorld of(String... resources) {
    return new SmallWorld(
        SpecEvaluator.of(
            Stream.of(resources)
                .map(json -> SpecEvaluator.resource(json.replace('\'', '"')))
                .toList(),
            BASE,
            NOW));
  }

  /** The ids found in one type, in order. */
  List<String> search(String type, String... namesAndValues) {
    return ids(evaluator.hits(SearchRequest.of(type, namesAndValues)));
  }

  static List<String> ids(Set<EntryId> found) {
    return found.stream().map(EntryId::id).sorted().toList();
  }

  /** Ids with commas between them. */
  static List<String> list(@Nullable String ids) {
    return ids == null ? List.of() : Arrays.stream(ids.split(",", -1)).toList();
  }
}
