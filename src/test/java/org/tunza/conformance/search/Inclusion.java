package org.tunza.conformance.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.SearchParameter;
import org.tunza.record.EntryId;

/**
 * What is told along with what is found. https://hl7.org/fhir/R4/search.html#include
 *
 * @param type of the entries whose references count; a star when of any
 * @param code of the reference; a star when it may be any
 * @param target the type that is named; empty when it may be any
 */
record Inclusion(Direction direction, Reach reach, String type, String code, String target) {

  private static final String ANY = "*";

  enum Direction {
    /** What the entries name. */
    FORWARD,
    /** What names the entries. */
    REVERSE
  }

  enum Reach {
    FOUND,
    /** Also of what was included. */
    ITERATE
  }

  static List<Inclusion> of(SearchRequest request) {
    List<Inclusion> inclusions = new ArrayList<>();
    for (var parameter : request.parameters()) {
      String[] name = parameter.name().split(":", -1);
      Reach reach = name.length > 1 ? Reach.ITERATE : Reach.FOUND;
      switch (name[0]) {
        case "_include" -> inclusions.add(of(Direction.FORWARD, reach, parameter.value()));
        case "_revinclude" -> inclusions.add(of(Direction.REVERSE, reach, parameter.value()));
        default -> {}
      }
    }
    return inclusions;
  }

  private static Inclusion of(Direction direction, Reach reach, String value) {
    String[] parts = value.split(":", -1);
    return new Inclusion(
        direction,
        reach,
        parts[0],
        parts.length > 1 ? parts[1] : ANY,
        parts.length > 2 ? parts[2] : "");
  }

  /** What it adds to entries, with those of them that it would add. */
  Set<EntryId> of(Set<EntryId> found, Entries entries) {
    Set<EntryId> added = new TreeSet<>();
    switch (direction) {
      case FORWARD ->
          found.stream()
              .flatMap(id -> entries.find(id).stream())
              .filter(entry -> type.equals(ANY) || type.equals(entry.id().type()))
              .flatMap(this::named)
              .filter(id -> entries.find(id).isPresent())
              .forEach(added::add);
      case REVERSE ->
          (type.equals(ANY) ? entries.all().stream() : entries.ofType(type).stream())
              .filter(entry -> named(entry).anyMatch(found::contains))
              .forEach(entry -> added.add(entry.id()));
    }
    return added;
  }

  private Stream<EntryId> named(Entry entry) {
    String from = entry.id().type();
    Stream<SearchParameter> references =
        code.equals(ANY) ? Parameters.references(from) : Stream.of(Parameters.get(from, code));
    return references
        .flatMap(entry::references)
        .filter(id -> target.isEmpty() || target.equals(id.type()));
  }
}
