package org.tunza.resource.patch;

import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * What a tree has come to weigh: a few copy operations could otherwise double it until nothing is
 * left of the memory.
 */
final class Weight {

  /** Nodes, and characters divided by this many, of the resource and all that is copied. */
  private static final int CHARACTERS_A_NODE = 64;

  private static final int MAX = 1_000_000;

  private long total;

  /** Counts a node that comes to stand so deep; refused when it is too much. */
  void add(Node node, int depth) {
    if (depth > JsonReader.DEPTH_MAX) {
      throw new PatchFault("the result is deeper than " + JsonReader.DEPTH_MAX);
    }
    if (++total > MAX) {
      throw new PatchFault("the result is too large");
    }
    switch (node) {
      case ObjectNode object -> {
        for (int i = 0; i < object.size(); i++) {
          add(object.value(i), depth + 1);
        }
      }
      case ArrayNode array -> {
        for (Node item : array.items()) {
          add(item, depth + 1);
        }
      }
      case Node.Scalar scalar -> total += scalar.text().length() / CHARACTERS_A_NODE;
    }
  }
}
