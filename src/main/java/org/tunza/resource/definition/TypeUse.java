package org.tunza.resource.definition;

import java.util.List;

/**
 * A type that an element may be, with what it may point at when it is a Reference or canonical.
 *
 * @param targets names of the resource types allowed as targets; empty when any is
 */
public record TypeUse(TypeDefinition type, List<String> targets) {

  public TypeUse {
    targets = List.copyOf(targets);
  }

  /** Whether a reference may point at a resource of this type. */
  public boolean allows(String resourceType) {
    return targets.isEmpty() || targets.contains(resourceType);
  }
}
