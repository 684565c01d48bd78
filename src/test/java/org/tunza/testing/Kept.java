package org.tunza.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunza.record.Outcome;
import org.tunza.resource.terminology.Canonical;
import org.tunza.resource.terminology.Definitional;
import org.tunza.resource.tree.ObjectNode;

/**
 * Value sets at hand, as if they were kept as entries.
 *
 * @param valueSets by their urls
 */
public record Kept(Map<String, ObjectNode> valueSets) implements Definitional {

  @Override
  public Outcome<Optional<ObjectNode>> find(String type, Canonical canonical) {
    return Outcome.done(
        type.equals("ValueSet")
            ? Optional.ofNullable(valueSets.get(canonical.url()))
            : Optional.empty());
  }

  @Override
  public Outcome<List<ObjectNode>> conceptMaps(String sourceSystem, String targetSystem) {
    return Outcome.done(List.of());
  }
}
