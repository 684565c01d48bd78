package org.tunza.resource.terminology;

import java.util.List;
import java.util.Optional;
import org.tunza.record.Outcome;
import org.tunza.resource.tree.ObjectNode;

/** Definitional resources that are kept as entries. */
public interface Definitional {

  /** The one of a canonical; of several, one that is not retired and has the latest version. */
  Outcome<Optional<ObjectNode>> find(String type, Canonical canonical);

  /**
   * The concept maps, but retired ones, that have something of one code system in terms of another;
   * an empty one stands for any, but not both are empty.
   */
  Outcome<List<ObjectNode>> conceptMaps(String sourceSystem, String targetSystem);
}
