package org.tunza.resource.tree;

import java.util.List;

/**
 * A value of FHIR content. Immutable; numbers keep the text in which they were sent, so that 1.00
 * stays 1.00. https://hl7.org/fhir/R4/json.html
 *
 * <p>{@code toString} never shows content.
 */
public sealed interface Node permits ObjectNode, ArrayNode, Node.Scalar {

  /** A primitive value; its text is without quotes or escapes. */
  sealed interface Scalar extends Node permits StringNode, NumberNode, BooleanNode, NullNode {
    String text();
  }

  record StringNode(String text) implements Scalar {
    @Override
    public String toString() {
      return "string of " + text.length();
    }
  }

  record NumberNode(String text) implements Scalar {
    @Override
    public String toString() {
      return "number of " + text.length();
    }
  }

  /** True or false. */
  enum BooleanNode implements Scalar {
    TRUE,
    FALSE;

    @Override
    public String text() {
      return this == TRUE ? "true" : "false";
    }
  }

  /** Stands only in arrays of primitives, opposite an id or extension. */
  enum NullNode implements Scalar {
    NULL;

    @Override
    public String text() {
      return "null";
    }
  }

  static StringNode string(String text) {
    return new StringNode(text);
  }

  static BooleanNode bool(boolean value) {
    return value ? BooleanNode.TRUE : BooleanNode.FALSE;
  }

  static ArrayNode array(List<? extends Node> items) {
    return new ArrayNode(List.copyOf(items));
  }
}
