package org.tunza.use;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tunza.record.Version;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.search.terms.ParameterValues;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * The latest observations of each code, while others are added. Two that share a coding are of one
 * code, and so are those that a third connects; where there is no coding, the text is the code.
 */
final class LatestByCode {

  private static final String OBSERVATION = "Observation";
  private static final SearchParameter DATE =
      SearchParameters.r4().find(OBSERVATION, "date").orElseThrow();

  private static final Comparator<Taken> NEWEST_FIRST =
      Comparator.comparingLong(Taken::date)
          .thenComparing(taken -> taken.version.lastUpdated())
          .thenComparing(taken -> taken.version.id().id())
          .reversed();

  private final int max;
  private final Map<String, Group> groups = new HashMap<>();

  /** Keeps at most so many of each code. */
  LatestByCode(int max) {
    this.max = max;
  }

  private record Taken(Version version, long date) {}

  /** Each is equal to itself alone. */
  private final class Group {
    private final Set<String> codes = new HashSet<>();
    private final List<Taken> latest = new ArrayList<>();

    void take(Group other) {
      codes.addAll(other.codes);
      other.latest.forEach(this::take);
    }

    void take(Taken taken) {
      latest.add(taken);
      latest.sort(NEWEST_FIRST);
      if (latest.size() > max) {
        latest.removeLast();
      }
    }
  }

  void add(Version version) {
    ObjectNode resource = JsonReader.read(version.content()).orThrow();
    Group group = new Group();
    for (String code : codes(resource)) {
      Group known = groups.getOrDefault(code, group);
      if (!known.equals(group)) {
        known.take(group);
        group.codes.forEach(one -> groups.put(one, known));
        group = known;
      }
      group.codes.add(code);
      groups.put(code, group);
    }
    group.take(new Taken(version, date(resource)));
  }

  /** Those of each code together, newest first, and the code that has the newest first. */
  List<Version> all() {
    return new HashSet<>(groups.values())
        .stream()
            .sorted(Comparator.comparing(group -> group.latest.getFirst(), NEWEST_FIRST))
            .flatMap(group -> group.latest.stream())
            .map(Taken::version)
            .toList();
  }

  private static Collection<String> codes(ObjectNode resource) {
    ObjectNode concept = resource.object("code");
    if (concept == null) {
      return List.of("");
    }
    ArrayNode codings = concept.array("coding");
    List<String> codes =
        (codings == null ? Stream.<Node>of() : codings.items().stream())
            .filter(ObjectNode.class::isInstance)
            .map(ObjectNode.class::cast)
            .filter(coding -> coding.string("code") != null)
            .map(coding -> coding.string("system") + "|" + coding.string("code"))
            .toList();
    return codes.isEmpty() ? List.of(String.valueOf(concept.string("text"))) : codes;
  }

  private static long date(ObjectNode resource) {
    return ParameterValues.terms(DATE, resource).stream()
        .filter(IndexTerm.Date.class::isInstance)
        .mapToLong(term -> ((IndexTerm.Date) term).low())
        .max()
        .orElse(Long.MIN_VALUE);
  }
}
