package org.tunza.resource.patch;

import java.util.ArrayList;
import java.util.List;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.patch.JsonOperation.Move;
import org.tunza.resource.patch.JsonOperation.Remove;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** A JSON Patch. https://www.rfc-editor.org/rfc/rfc6902 */
public final class JsonPatch implements Patch {

  private final List<JsonOperation> operations;

  private JsonPatch(List<JsonOperation> operations) {
    this.operations = List.copyOf(operations);
  }

  /** Reads a patch from its JSON text. */
  public static Outcome<Patch> read(byte[] utf8) {
    return JsonReader.readArray(utf8).then(JsonPatch::of);
  }

  private static Outcome<Patch> of(ArrayNode array) {
    if (array.size() > OPERATIONS_MAX) {
      return Outcome.refused(
          RefusalCode.INVALID_PATCH, "", "more than %d operations".formatted(OPERATIONS_MAX));
    }
    List<JsonOperation> operations = new ArrayList<>(array.size());
    for (Node item : array.items()) {
      try {
        operations.add(JsonOperation.of(item));
      } catch (PatchFault fault) {
        return fault.at(place(operations.size()));
      }
    }
    return Outcome.done(new JsonPatch(operations));
  }

  @Override
  public Outcome<ObjectNode> apply(ObjectNode resource) {
    Node node = resource;
    Weight weight = new Weight();
    weight.add(resource, 0);
    boolean emptied = false;
    for (int i = 0; i < operations.size(); i++) {
      JsonOperation operation = operations.get(i);
      try {
        node = operation.on(node, weight);
      } catch (PatchFault fault) {
        return fault.at(place(i));
      }
      emptied |= operation instanceof Remove || operation instanceof Move;
    }
    Node tidy = emptied ? Emptied.pruned(node) : node;
    return tidy instanceof ObjectNode object
        ? Outcome.done(object)
        : Outcome.refused(RefusalCode.INVALID_PATCH, "", "what is left is not an object");
  }

  private static String place(int index) {
    return "operation[%d]".formatted(index);
  }
}
