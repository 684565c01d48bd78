package org.tunza.conformance.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Resource;
import org.tunza.record.EntryId;

/** What there is to be found. */
public final class Entries {

  private final Map<String, List<Entry>> byType = new TreeMap<>();
  private final Map<EntryId, Entry> byId = new HashMap<>();

  Entries(Collection<Entry> entries) {
    for (Entry entry : entries) {
      byType.computeIfAbsent(entry.id().type(), type -> new ArrayList<>()).add(entry);
      byId.put(entry.id(), entry);
    }
  }

  /** Those of them that may be seen. */
  Entries only(Predicate<Resource> visible) {
    return new Entries(
        byId.values().stream().filter(entry -> visible.test(entry.resource())).toList());
  }

  public List<String> types() {
    return List.copyOf(byType.keySet());
  }

  public List<Entry> ofType(String type) {
    return byType.getOrDefault(type, List.of());
  }

  public Collection<Entry> all() {
    return byId.values();
  }

  public Optional<Entry> find(EntryId id) {
    return Optional.ofNullable(byId.get(id));
  }
}
