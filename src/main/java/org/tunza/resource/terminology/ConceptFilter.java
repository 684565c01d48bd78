package org.tunza.resource.terminology;

import static org.tunza.record.RefusalCode.INVALID_CONTENT;
import static org.tunza.record.RefusalCode.NOT_FOUND;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.tunza.record.terminology.Concepts;
import org.tunza.resource.tree.ObjectNode;

/**
 * Which concepts a filter of a value set selects.
 * https://hl7.org/fhir/R4/valueset-filter-operator.html
 */
final class ConceptFilter {

  private final Concepts concepts;
  private final Effort effort;

  ConceptFilter(Concepts concepts, Effort effort) {
    this.concepts = concepts;
    this.effort = effort;
  }

  BitSet selected(ObjectNode filter) {
    effort.part();
    String property = Trees.text(filter, "property");
    String value = Trees.text(filter, "value");
    return switch (Trees.text(filter, "op")) {
      case "is-a" -> with(below(property, value), number(value));
      case "descendent-of" -> below(property, value);
      case "is-not-a" -> all(with(below(property, value), number(value)));
      case "generalizes" -> with(concepts.above(hierarchical(property, value)), number(value));
      case "=" -> equal(property, value);
      case "in" -> in(property, value);
      case "not-in" -> all(in(property, value));
      case "exists" -> value.equals("false") ? all(existing(property)) : existing(property);
      case "regex" -> matching(property, new BoundedRegex(value, effort));
      default -> throw fault("a filter has no operator that is known");
    };
  }

  /** All but these. */
  private BitSet all(BitSet but) {
    BitSet all = new BitSet();
    all.set(0, concepts.size());
    all.andNot(but);
    return all;
  }

  private static BitSet with(BitSet set, int number) {
    set.set(number);
    return set;
  }

  private BitSet below(String property, String code) {
    return concepts.below(hierarchical(property, code));
  }

  private int hierarchical(String property, String code) {
    if (!isCode(property)) {
      throw fault("a filter along the hierarchy has the property concept");
    }
    return number(code);
  }

  private static boolean isCode(String property) {
    return property.equals("concept") || property.equals("code");
  }

  private int number(String code) {
    Integer number = concepts.numbers(List.of(code)).get(code);
    if (number == null) {
      throw TerminologyFault.of(
          NOT_FOUND,
          "filter",
          "the code of a filter is not in " + concepts.codeSystem().canonical());
    }
    return number;
  }

  private BitSet equal(String property, String value) {
    return switch (property) {
      case "concept", "code" -> concepts.having("code", List.of(value));
      case "parent" -> concepts.children(number(value));
      case "child" -> concepts.parents(number(value));
      case "ancestor" -> concepts.below(number(value));
      case "descendant" -> concepts.above(number(value));
      case "inactive" -> value.equals("true") ? concepts.inactive() : all(concepts.inactive());
      default -> concepts.having(property, List.of(value));
    };
  }

  private BitSet in(String property, String values) {
    BitSet found = new BitSet();
    List<String> each = Arrays.stream(values.split(",", -1)).map(String::strip).toList();
    switch (property) {
      case "concept", "code" -> found.or(concepts.having("code", each));
      case "parent", "child", "ancestor", "descendant", "inactive" ->
          each.forEach(value -> found.or(equal(property, value)));
      default -> found.or(concepts.having(property, each));
    }
    return found;
  }

  private BitSet existing(String property) {
    return switch (property) {
      case "concept", "code", "display" -> all(new BitSet());
      case "inactive" -> concepts.inactive();
      default -> concepts.having(property);
    };
  }

  private BitSet matching(String property, BoundedRegex regex) {
    String name = isCode(property) ? "code" : property;
    return concepts.having(name, concepts.values(name).stream().filter(regex::matches).toList());
  }

  private static TerminologyFault fault(String text) {
    return TerminologyFault.of(INVALID_CONTENT, "filter", text);
  }
}
