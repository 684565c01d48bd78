package org.tunza.conformance.search.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.SearchParameter;
import org.tunza.conformance.search.Entries;
import org.tunza.conformance.search.Entry;
import org.tunza.conformance.search.Parameters;
import org.tunza.record.EntryId;

/** Which entries name which others, by which parameter. */
final class Links {

  private final Map<EntryId, List<Link>> from = new HashMap<>();
  private final Map<EntryId, List<Link>> to = new HashMap<>();

  record Link(Entry source, SearchParameter parameter, Entry target) {}

  Links(Entries entries) {
    for (String type : entries.types()) {
      for (SearchParameter parameter : Parameters.references(type).toList()) {
        for (Entry source : entries.ofType(type)) {
          source
              .references(parameter)
              .filter(target -> Parameters.mayName(parameter, target.type()))
              .flatMap(target -> entries.find(target).stream())
              .forEach(target -> add(new Link(source, parameter, target)));
        }
      }
    }
  }

  private void add(Link link) {
    from.computeIfAbsent(link.source().id(), id -> new ArrayList<>()).add(link);
    to.computeIfAbsent(link.target().id(), id -> new ArrayList<>()).add(link);
  }

  List<Link> from(Entry source) {
    return from.getOrDefault(source.id(), List.of());
  }

  List<Link> to(Entry target) {
    return to.getOrDefault(target.id(), List.of());
  }
}
