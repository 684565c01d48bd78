package org.tunza.resource.search.terms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.OwnParameter;
import org.tunza.resource.search.Form;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.Walk;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * What one search parameter finds in a resource: its terms, and the elements at the ends of its
 * walks. https://hl7.org/fhir/R4/search.html
 */
public final class ParameterValues {

  private static final Map<Integer, WalkTree> TREES = new ConcurrentHashMap<>();

  private ParameterValues() {}

  /**
   * An element that a walk leads to.
   *
   * @param detail what the form needs to know; see {@link Form}
   */
  public record End(Node value, Form form, String detail) {

    /** Its terms; none when it is not what the parameter means. */
    public List<IndexTerm> terms(int parameter) {
      Terms terms = new Terms();
      new Emit(parameter, form, detail).emit(value, terms);
      return terms.all();
    }
  }

  /** The terms of a parameter, stored or not. */
  public static List<IndexTerm> terms(SearchParameter parameter, ObjectNode resource) {
    Terms terms = new Terms();
    tree(parameter).walk(resource, terms);
    return terms.all();
  }

  /** Those of published parameters are kept; what has the number of an own one differs by store. */
  private static WalkTree tree(SearchParameter parameter) {
    return parameter.number() < OwnParameter.NUMBER_MIN
        ? TREES.computeIfAbsent(parameter.number(), _ -> WalkTree.of(List.of(parameter)))
        : WalkTree.of(List.of(parameter));
  }

  /**
   * Whether there is an element where a parameter looks that has extensions in place of a value.
   * https://hl7.org/fhir/R4/json.html#primitive
   */
  public static boolean hasOnlyExtensions(SearchParameter parameter, ObjectNode resource) {
    return parameter.walks().stream()
        .map(Walk::path)
        .filter(path -> !path.isEmpty() && path.getLast() instanceof Walk.Every)
        .anyMatch(path -> !values(beside(path), resource).isEmpty());
  }

  private static List<Walk.Step> beside(List<Walk.Step> path) {
    List<Walk.Step> beside = new ArrayList<>(path);
    beside.set(path.size() - 1, new Walk.Every("_" + path.getLast().member()));
    return beside;
  }

  /** The elements that a parameter finds. */
  public static List<End> ends(SearchParameter parameter, ObjectNode resource) {
    return ends(parameter.walks(), resource);
  }

  /** The elements that walks from here find. */
  public static List<End> ends(List<Walk> walks, Node from) {
    List<End> ends = new ArrayList<>();
    for (Walk walk : walks) {
      for (Node value : values(walk.path(), from)) {
        ends.add(new End(value, walk.form(), walk.detail()));
      }
    }
    return ends;
  }

  /** The values at the end of a path; of the empty one, where it begins. */
  public static List<Node> values(List<Walk.Step> path, Node from) {
    List<Node> values = List.of(from);
    for (Walk.Step step : path) {
      List<Node> next = new ArrayList<>();
      for (Node value : values) {
        if (value instanceof ObjectNode object) {
          step(step, object.member(step.member()), next);
        }
      }
      values = next;
    }
    return values;
  }

  private static void step(
      Walk.Step step, @org.jspecify.annotations.Nullable Node member, List<Node> next) {
    List<Node> items =
        switch (member) {
          case null -> List.of();
          case ArrayNode(List<Node> all) -> all;
          case ObjectNode _, Node.Scalar _ -> List.of(member);
        };
    switch (step) {
      case Walk.Every _ -> next.addAll(items);
      case Walk.First _ -> items.stream().findFirst().ifPresent(next::add);
      case Walk.Where(String _, String other, String text) ->
          items.stream()
              .filter(
                  item -> item instanceof ObjectNode object && text.equals(object.string(other)))
              .forEach(next::add);
    }
  }
}
