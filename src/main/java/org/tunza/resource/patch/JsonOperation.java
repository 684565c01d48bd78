package org.tunza.resource.patch;

import java.util.ArrayList;
import java.util.List;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** One operation of a JSON Patch. https://www.rfc-editor.org/rfc/rfc6902#section-4 */
sealed interface JsonOperation {

  /** The tree with the operation done. */
  Node on(Node root, Weight weight);

  record Add(JsonPointer path, Node value) implements JsonOperation {
    @Override
    public Node on(Node root, Weight weight) {
      weight.add(value, path.tokens().size());
      return added(root, path, value);
    }
  }

  record Remove(JsonPointer path) implements JsonOperation {
    @Override
    public Node on(Node root, Weight weight) {
      return removed(root, path);
    }
  }

  record Replace(JsonPointer path, Node value) implements JsonOperation {
    @Override
    public Node on(Node root, Weight weight) {
      weight.add(value, path.tokens().size());
      return path.isRoot() ? value : path.edit(root, this::replaced);
    }

    private Node replaced(Node container, String token) {
      return switch (container) {
        case ObjectNode object -> {
          if (object.member(token) == null) {
            throw JsonPointer.missing();
          }
          yield object.with(token, value);
        }
        case ArrayNode array -> {
          List<Node> items = new ArrayList<>(array.items());
          items.set(JsonPointer.index(token, array.size() - 1), value);
          yield new ArrayNode(items);
        }
        case Node.Scalar scalar -> throw JsonPointer.missing();
      };
    }
  }

  record Move(JsonPointer from, JsonPointer path) implements JsonOperation {
    @Override
    public Node on(Node root, Weight weight) {
      if (from.holds(path)) {
        throw new PatchFault("a place can't move into itself");
      }
      Node value = from.in(root);
      weight.add(value, path.tokens().size());
      return from.equals(path) ? root : added(removed(root, from), path, value);
    }
  }

  record Copy(JsonPointer from, JsonPointer path) implements JsonOperation {
    @Override
    public Node on(Node root, Weight weight) {
      Node value = from.in(root);
      weight.add(value, path.tokens().size());
      return added(root, path, value);
    }
  }

  record Test(JsonPointer path, Node value) implements JsonOperation {
    @Override
    public Node on(Node root, Weight weight) {
      if (!JsonEquality.same(path.in(root), value)) {
        throw new PatchFault("the test failed: there is another value");
      }
      return root;
    }
  }

  static JsonOperation of(Node item) {
    if (!(item instanceof ObjectNode operation)) {
      throw new PatchFault("an operation is an object");
    }
    JsonPointer path = pointer(operation, "path");
    return switch (text(operation, "op")) {
      case "add" -> new Add(path, value(operation));
      case "remove" -> new Remove(path);
      case "replace" -> new Replace(path, value(operation));
      case "move" -> new Move(pointer(operation, "from"), path);
      case "copy" -> new Copy(pointer(operation, "from"), path);
      case "test" -> new Test(path, value(operation));
      default -> throw new PatchFault("op is add, remove, replace, move, copy or test");
    };
  }

  private static JsonPointer pointer(ObjectNode operation, String name) {
    return JsonPointer.parse(text(operation, name));
  }

  private static String text(ObjectNode operation, String name) {
    String text = operation.string(name);
    if (text == null) {
      throw new PatchFault("%s is missing or not a string".formatted(name));
    }
    return text;
  }

  private static Node value(ObjectNode operation) {
    Node value = operation.member("value");
    if (value == null) {
      throw new PatchFault("value is missing");
    }
    return value;
  }

  private static Node added(Node root, JsonPointer path, Node value) {
    if (path.isRoot()) {
      return value;
    }
    return path.edit(
        root,
        (container, token) ->
            switch (container) {
              case ObjectNode object -> object.with(token, value);
              case ArrayNode array -> {
                int size = array.size();
                List<Node> items = new ArrayList<>(array.items());
                items.add(token.equals("-") ? size : JsonPointer.index(token, size), value);
                yield new ArrayNode(items);
              }
              case Node.Scalar scalar -> throw JsonPointer.missing();
            });
  }

  private static Node removed(Node root, JsonPointer path) {
    if (path.isRoot()) {
      throw new PatchFault("the whole resource can't be removed");
    }
    return path.edit(
        root,
        (container, token) ->
            switch (container) {
              case ObjectNode object -> {
                if (object.member(token) == null) {
                  throw JsonPointer.missing();
                }
                yield object.without(token);
              }
              case ArrayNode array -> {
                List<Node> items = new ArrayList<>(array.items());
                items.remove(JsonPointer.index(token, array.size() - 1));
                yield new ArrayNode(items);
              }
              case Node.Scalar scalar -> throw JsonPointer.missing();
            });
  }
}
