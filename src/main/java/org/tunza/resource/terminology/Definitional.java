package org.tunza.resource.terminology;

import java.util.Optional;
import org.tunza.record.Outcome;
import org.tunza.resource.tree.ObjectNode;

/** Definitional resources that are kept as entries, found by their canonical. */
@FunctionalInterface
public interface Definitional {

  /** The one of a type; of several, one that is not retired and has the latest version. */
  Outcome<Optional<ObjectNode>> find(String type, Canonical canonical);
}
