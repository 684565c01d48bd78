package org.tunza.use;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tunza.record.AccessScope;
import org.tunza.record.Accesses;
import org.tunza.record.Accesses.Seen;
import org.tunza.record.Attribution;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Records;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.resource.search.criteria.CriteriaParser;
import org.tunza.resource.terminology.Canonical;
import org.tunza.resource.terminology.Definitional;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Finds definitional entries by their canonical. For whoever is shown what is in them that is an
 * access, noted before it is handed out; a search that only goes by them shows nothing.
 * https://hl7.org/fhir/R4/references.html#canonical
 */
public final class ReadDefinitions {

  /** Entries of one url that are looked at. */
  private static final int VERSIONS_MAX = 100;

  private final Records records;
  private final Accesses accesses;
  private final CriteriaParser criteria;

  public ReadDefinitions(Records records, Accesses accesses, CriteriaParser criteria) {
    this.records = records;
    this.accesses = accesses;
    this.criteria = criteria;
  }

  /** For somebody who is shown them. */
  public Definitional shownTo(Attribution who) {
    return (type, canonical) ->
        find(type, canonical)
            .then(found ->
                found.isEmpty()
                    ? Outcome.done(Optional.empty())
                    : accesses
                        .note(List.of(Seen.of(found.get().version)), who)
                        .map(_ -> Optional.of(found.get().resource)));
  }

  /** For who goes by them and shows none of it. */
  public Definitional unseen() {
    return (type, canonical) -> find(type, canonical).map(found -> found.map(Found::resource));
  }

  private record Found(Version version, ObjectNode resource) {

    private String text(String name) {
      return resource.member(name) instanceof Node.StringNode(String text) ? text : "";
    }
  }

  private static final Comparator<Found> BETTER =
      Comparator.<Found, Boolean>comparing(found -> !found.text("status").equals("retired"))
          .thenComparing(found -> found.text("version"), ReadDefinitions::later)
          .thenComparing(found -> found.version.lastUpdated());

  private Outcome<Optional<Found>> find(String type, Canonical canonical) {
    String version = canonical.version();
    String query =
        "url="
            + encoded(canonical.url())
            + (version.isEmpty() ? "" : "&version=" + encoded(version));
    return criteria
        .parse(type, query)
        .then(parsed -> records.match(AccessScope.everything(), parsed, VERSIONS_MAX))
        .then(ids -> read(ids, version))
        .map(all -> all.stream().max(BETTER));
  }

  private Outcome<List<Found>> read(List<EntryId> ids, String version) {
    List<Found> all = new ArrayList<>();
    for (EntryId id : ids) {
      Outcome<Found> found =
          records
              .read(AccessScope.everything(), id)
              .then(one -> JsonReader.read(one.content()).map(tree -> new Found(one, tree)));
      switch (found) {
        case Outcome.Done<Found>(Found one) -> {
          if (version.isEmpty() || one.text("version").equals(version)) {
            all.add(one);
          }
        }
        case Outcome.Refused<Found>(var refusal) -> {
          if (refusal.code() != RefusalCode.GONE) {
            return Outcome.refused(refusal);
          }
        }
      }
    }
    return Outcome.done(all);
  }

  /** In a query a comma parts values, and so it is escaped. */
  private static String encoded(String text) {
    String value =
        text.replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|").replace("$", "\\$");
    return URLEncoder.encode(value, UTF_8);
  }

  /** Versions by their numbers where they have numbers: 2.10 comes after 2.9. */
  static int later(String one, String other) {
    String[] left = one.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)", -1);
    String[] right = other.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int compared =
          isNumber(left[i]) && isNumber(right[i])
              ? Long.compare(Long.parseLong(left[i]), Long.parseLong(right[i]))
              : left[i].compareTo(right[i]);
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
