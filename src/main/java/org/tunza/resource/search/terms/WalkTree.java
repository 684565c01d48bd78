package org.tunza.resource.search.terms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.Walk;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * The walks of many parameters laid over each other, so that one pass over a resource takes them
 * all: each member is looked up once, and what no parameter looks into is not entered.
 */
final class WalkTree {

  private final Map<String, WalkTree> members = new HashMap<>();
  private final Map<Walk.Step, WalkTree> filtered = new HashMap<>();
  private final List<Emit> emits = new ArrayList<>(2);

  private WalkTree() {}

  static WalkTree of(List<SearchParameter> parameters) {
    WalkTree root = new WalkTree();
    for (SearchParameter parameter : parameters) {
      for (Walk walk : parameter.walks()) {
        WalkTree end = root;
        for (Walk.Step step : walk.path()) {
          end = end.child(step);
        }
        end.emits.add(new Emit(parameter.number(), walk.form(), walk.detail()));
      }
    }
    return root;
  }

  private WalkTree child(Walk.Step step) {
    WalkTree every = members.computeIfAbsent(step.member(), any -> new WalkTree());
    return step instanceof Walk.Every
        ? every
        : every.filtered.computeIfAbsent(step, any -> new WalkTree());
  }

  /** Adds what the walks find in the resource. */
  void walk(ObjectNode resource, Terms out) {
    take(resource, 0, out);
  }

  private void take(Node value, int index, Terms out) {
    for (int i = 0; i < emits.size(); i++) {
      emits.get(i).emit(value, out);
    }
    if (value instanceof ObjectNode object) {
      if (!members.isEmpty()) {
        enter(object, out);
      }
      if (!filtered.isEmpty()) {
        filtered.forEach((step, tree) -> {
          if (holds(step, object, index)) {
            tree.take(value, 0, out);
          }
        });
      }
    }
  }

  private void enter(ObjectNode object, Terms out) {
    for (int i = 0; i < object.size(); i++) {
      @Nullable WalkTree member = members.get(object.name(i));
      if (member == null) {
        continue;
      }
      if (object.value(i) instanceof ArrayNode(List<Node> items)) {
        for (int k = 0; k < items.size(); k++) {
          member.take(items.get(k), k, out);
        }
      } else {
        member.take(object.value(i), 0, out);
      }
    }
  }

  private static boolean holds(Walk.Step step, ObjectNode object, int index) {
    return switch (step) {
      case Walk.Every _ -> true;
      case Walk.First _ -> index == 0;
      case Walk.Where(String _, String other, String text) -> text.equals(object.string(other));
    };
  }
}
