package org.tunza.resource.search.terms;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** Gathers the terms of one resource, each once, in the order found. */
final class Terms {

  private final Set<IndexTerm> all = new LinkedHashSet<>(64);

  List<IndexTerm> all() {
    return List.copyOf(all);
  }

  void add(IndexTerm term) {
    all.add(term);
  }

  void token(int parameter, @Nullable String system, @Nullable String code) {
    if (code != null && !code.isEmpty()) {
      all.add(new IndexTerm.Token(parameter, system == null ? "" : system, code));
    }
  }

  /** A text, or each of an array of texts. */
  void text(int parameter, @Nullable Node node) {
    switch (node) {
      case Node.StringNode(String text) -> {
        String normal = SearchText.normal(text);
        if (!normal.isEmpty()) {
          all.add(new IndexTerm.Text(parameter, normal));
        }
      }
      case ArrayNode(List<Node> items) -> items.forEach(item -> text(parameter, item));
      case null, default -> {}
    }
  }

  void uri(int parameter, String uri) {
    if (!uri.isEmpty()) {
      all.add(new IndexTerm.Uri(parameter, uri));
    }
  }

  /** A canonical is found with and without its version. */
  void canonical(int parameter, String canonical) {
    uri(parameter, canonical);
    int bar = canonical.indexOf('|');
    if (bar > 0) {
      uri(parameter, canonical.substring(0, bar));
    }
  }

  void quantity(
      int parameter, @Nullable String system, @Nullable String code, @Nullable Node value) {
    if (value instanceof Node.NumberNode(String text)) {
      quantity(parameter, system, code, new BigDecimal(text));
    }
  }

  void quantity(int parameter, @Nullable String system, @Nullable String code, BigDecimal value) {
    all.add(
        new IndexTerm.Quantity(
            parameter, system == null ? "" : system, code == null ? "" : code, value));
  }

  /** A quantity by its code, else by its unit. */
  void quantity(int parameter, @Nullable ObjectNode quantity) {
    if (quantity != null) {
      String code = quantity.string("code");
      quantity(
          parameter,
          quantity.string("system"),
          code == null ? quantity.string("unit") : code,
          quantity.member("value"));
    }
  }
}
