package org.tunza.resource.patch.xml;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.CharacterData;
import org.w3c.dom.Node;

/** What a node that a step finds must fulfil. */
sealed interface Condition {

  List<Node> among(List<Node> nodes, Effort effort);

  /** That it is the nth, from 1. */
  record Position(int number) implements Condition {
    @Override
    public List<Node> among(List<Node> nodes, Effort effort) {
      return number >= 1 && number <= nodes.size() ? nodes.subList(number - 1, number) : List.of();
    }
  }

  /** That what the steps lead to has this value; no steps mean the node itself. */
  record Equality(List<Step> steps, String value) implements Condition {
    @Override
    public List<Node> among(List<Node> nodes, Effort effort) {
      List<Node> equal = new ArrayList<>();
      for (Node node : nodes) {
        if (Selector.walk(node, steps, effort).stream().anyMatch(one -> has(one, effort))) {
          equal.add(node);
        }
      }
      return equal;
    }

    private boolean has(Node node, Effort effort) {
      StringBuilder text = new StringBuilder();
      gather(node, text, effort);
      return text.compareTo(new StringBuilder(value)) == 0;
    }

    /** Gathers the text until it is longer than the value. */
    private void gather(Node node, StringBuilder text, Effort effort) {
      effort.look();
      if (node instanceof CharacterData characters) {
        text.append(characters.getNodeType() == Node.COMMENT_NODE ? "" : characters.getData());
      }
      for (Node child = node.getFirstChild();
          child != null && text.length() <= value.length();
          child = child.getNextSibling()) {
        gather(child, text, effort);
      }
    }
  }
}
