package org.tunza.resource.patch;

import org.tunza.record.Outcome;
import org.tunza.resource.tree.ObjectNode;

/** A change to a resource, told by its differences. https://hl7.org/fhir/R4/http.html#patch */
public interface Patch {

  /** Operations of one patch. */
  int OPERATIONS_MAX = 1_000;

  /**
   * The resource with all operations done in order; refused as INVALID_PATCH at the first fault.
   */
  Outcome<ObjectNode> apply(ObjectNode resource);
}
