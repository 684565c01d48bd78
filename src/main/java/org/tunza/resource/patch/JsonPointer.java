package org.tunza.resource.patch;

import java.util.ArrayList;
import java.util.List;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** A place in a tree. https://www.rfc-editor.org/rfc/rfc6901 */
record JsonPointer(List<String> tokens) {

  /** What happens to the container that the pointer's last token speaks of. */
  @FunctionalInterface
  interface Edit {
    Node edited(Node container, String token);
  }

  JsonPointer {
    tokens = List.copyOf(tokens);
  }

  static JsonPointer parse(String text) {
    if (text.isEmpty()) {
      return new JsonPointer(List.of());
    }
    if (text.charAt(0) != '/') {
      throw new PatchFault("a pointer begins with /");
    }
    List<String> tokens = new ArrayList<>();
    int start = 1;
    while (start <= text.length()) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      tokens.add(unescaped(text.substring(start, end)));
      start = end + 1;
    }
    if (tokens.size() > JsonReader.DEPTH_MAX) {
      throw new PatchFault("the pointer is deeper than " + JsonReader.DEPTH_MAX);
    }
    return new JsonPointer(tokens);
  }

  private static String unescaped(String token) {
    for (int i = token.indexOf('~'); i >= 0; i = token.indexOf('~', i + 1)) {
      if (i + 1 == token.length() || (token.charAt(i + 1) != '0' && token.charAt(i + 1) != '1')) {
        throw new PatchFault("in a pointer ~ stands only in ~0 and ~1");
      }
    }
    return token.replace("~1", "/").replace("~0", "~");
  }

  boolean isRoot() {
    return tokens.isEmpty();
  }

  /** Whether the place lies within this one, and is not this one. */
  boolean holds(JsonPointer other) {
    return other.tokens.size() > tokens.size()
        && other.tokens.subList(0, tokens.size()).equals(tokens);
  }

  /** What stands here. */
  Node in(Node root) {
    Node node = root;
    for (String token : tokens) {
      node = child(node, token);
    }
    return node;
  }

  /** The tree with the container of this place edited; this is not the root. */
  Node edit(Node root, Edit edit) {
    return edit(root, 0, edit);
  }

  private Node edit(Node node, int depth, Edit edit) {
    String token = tokens.get(depth);
    if (depth == tokens.size() - 1) {
      return edit.edited(node, token);
    }
    Node child = edit(child(node, token), depth + 1, edit);
    return switch (node) {
      case ObjectNode object -> object.with(token, child);
      case ArrayNode array -> {
        List<Node> items = new ArrayList<>(array.items());
        items.set(index(token, array.size() - 1), child);
        yield new ArrayNode(items);
      }
      case Node.Scalar scalar -> throw missing();
    };
  }

  private static Node child(Node node, String token) {
    return switch (node) {
      case ObjectNode object -> {
        Node member = object.member(token);
        if (member == null) {
          throw missing();
        }
        yield member;
      }
      case ArrayNode array -> array.items().get(index(token, array.size() - 1));
      case Node.Scalar scalar -> throw missing();
    };
  }

  /** The index that a token tells, from 0 to last. */
  static int index(String token, int last) {
    boolean digits = !token.isEmpty() && token.length() < 10;
    for (int i = 0; i < token.length(); i++) {
      digits &= token.charAt(i) >= '0' && token.charAt(i) <= '9';
    }
    if (!digits || (token.length() > 1 && token.charAt(0) == '0')) {
      throw new PatchFault("an array's index is digits without leading zeros");
    }
    int index = Integer.parseInt(token);
    if (index > last) {
      throw new PatchFault("the index is beyond the array's end");
    }
    return index;
  }

  static PatchFault missing() {
    return new PatchFault("the place does not exist");
  }
}
