package org.tunza.use;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tunza.record.AccessScope;
import org.tunza.record.Accesses;
import org.tunza.record.Accesses.Noted;
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

  /** Entries that are looked at. */
  private static final int ENTRIES_MAX = 100;

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
    return new Reading(seen -> accesses.note(seen, who));
  }

  /** For who goes by them and shows none of it. */
  public Definitional unseen() {
    return new Reading(_ -> Outcome.done(Noted.NOTED));
  }

  /** What is done about an access. */
  @FunctionalInterface
  private interface Noting {
    Outcome<Noted> note(List<Seen> seen);
  }

  private final class Reading implements Definitional {
    private final Noting noting;

    Reading(Noting noting) {
      this.noting = noting;
    }

    @Override
    public Outcome<Optional<ObjectNode>> find(String type, Canonical canonical) {
      return found(type, canonical)
          .map(all -> all.stream().max(BETTER).map(List::of).orElse(List.of()))
          .then(this::shown)
          .map(shown -> shown.stream().findFirst());
    }

    @Override
    public Outcome<List<ObjectNode>> conceptMaps(String sourceSystem, String targetSystem) {
      return maps(sourceSystem, targetSystem).then(this::shown);
    }

    private Outcome<List<ObjectNode>> shown(List<Found> found) {
      List<ObjectNode> resources = found.stream().map(Found::resource).toList();
      return found.isEmpty()
          ? Outcome.done(resources)
          : noting
              .note(found.stream().map(one -> Seen.of(one.version)).toList())
              .map(_ -> resources);
    }
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

  private Outcome<List<Found>> found(String type, Canonical canonical) {
    String version = canonical.version();
    return matching(type, criterion("url", canonical.url()) + criterion("version", version))
        .map(all ->
            all.stream()
                .filter(found -> version.isEmpty() || found.text("version").equals(version))
                .toList());
  }

  private Outcome<List<Found>> maps(String source, String target) {
    return matching(
            "ConceptMap", criterion("source-system", source) + criterion("target-system", target))
        .map(all ->
            all.stream()
                .filter(found -> !found.text("status").equals("retired"))
                .sorted(Comparator.comparing(found -> found.text("url")))
                .toList());
  }

  private static String criterion(String name, String value) {
    return value.isEmpty() ? "" : "&" + name + "=" + encoded(value);
  }

  private Outcome<List<Found>> matching(String type, String query) {
    return criteria
        .parse(type, query)
        .then(parsed -> records.match(AccessScope.everything(), parsed, ENTRIES_MAX))
        .then(this::read);
  }

  private Outcome<List<Found>> read(List<EntryId> ids) {
    List<Found> all = new ArrayList<>();
    for (EntryId id : ids) {
      Outcome<Found> found =
          records
              .read(AccessScope.everything(), id)
              .then(one -> JsonReader.read(one.content()).map(tree -> new Found(one, tree)));
      switch (found) {
        case Outcome.Done<Found>(Found one) -> all.add(one);
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
