package org.tunza.resource.patch;

import java.util.ArrayList;
import java.util.List;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** A patch in a Parameters resource. https://hl7.org/fhir/R4/fhirpatch.html */
public final class FhirPathPatch implements Patch {

  private final List<PathOperation> operations;

  private FhirPathPatch(List<PathOperation> operations) {
    this.operations = List.copyOf(operations);
  }

  /** Reads a patch from its resource. */
  public static Outcome<Patch> of(ObjectNode parameters) {
    ArrayNode all = parameters.array("parameter");
    if (!"Parameters".equals(parameters.string("resourceType")) || all == null) {
      return Outcome.refused(
          RefusalCode.INVALID_PATCH, "", "a FHIRPath patch is a Parameters with operations");
    }
    if (all.size() > OPERATIONS_MAX) {
      return Outcome.refused(
          RefusalCode.INVALID_PATCH, "", "more than %d operations".formatted(OPERATIONS_MAX));
    }
    List<PathOperation> operations = new ArrayList<>(all.size());
    for (Node one : all.items()) {
      try {
        operations.add(PathOperation.of(Parts.ofOperation(one)));
      } catch (PatchFault fault) {
        return fault.at(place(operations.size()));
      }
    }
    return Outcome.done(new FhirPathPatch(operations));
  }

  @Override
  public Outcome<ObjectNode> apply(ObjectNode resource) {
    ObjectNode patched = resource;
    for (int i = 0; i < operations.size(); i++) {
      try {
        patched = operations.get(i).on(patched);
      } catch (PatchFault fault) {
        return fault.at(place(i));
      }
    }
    return Outcome.done(patched);
  }

  private static String place(int index) {
    return "Parameters.parameter[%d]".formatted(index);
  }
}
