package org.tunza.resource.patch.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/** A step of a selector, from a node to some of those below it. */
sealed interface Step {

  List<Node> from(Node parent, Effort effort);

  /** To the elements of a name, or of any, that fulfil all conditions. */
  record ToElements(@Nullable Name name, List<Condition> conditions) implements Step {
    @Override
    public List<Node> from(Node parent, Effort effort) {
      return chosen(
          parent,
          node -> node instanceof Element element && (name == null || name.is(element)),
          conditions,
          effort);
    }
  }

  /** To the texts, as narratives have them. */
  record ToTexts(List<Condition> conditions) implements Step {
    @Override
    public List<Node> from(Node parent, Effort effort) {
      return chosen(parent, Text.class::isInstance, conditions, effort);
    }
  }

  /** To an attribute. */
  record ToAttribute(String name) implements Step {
    @Override
    public List<Node> from(Node parent, Effort effort) {
      Node attribute =
          parent instanceof Element element ? element.getAttributeNodeNS(null, name) : null;
      return attribute == null ? List.of() : List.of(attribute);
    }
  }

  private static List<Node> chosen(
      Node parent, Predicate<Node> meant, List<Condition> conditions, Effort effort) {
    List<Node> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      effort.look();
      if (meant.test(node)) {
        found.add(node);
      }
    }
    for (Condition condition : conditions) {
      found = condition.among(found, effort);
    }
    return found;
  }
}
