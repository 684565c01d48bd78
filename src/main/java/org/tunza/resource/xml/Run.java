package org.tunza.resource.xml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.definition.Member;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** XML elements of one name that follow each other, which JSON has as one or two members. */
final class Run {

  private final Member member;
  private final List<Node> values = new ArrayList<>(1);
  private final List<Node> companions = new ArrayList<>(1);
  private boolean hasValue;
  private int passed;
  private boolean hasCompanion;

  Run(Member member) {
    this.member = member;
  }

  boolean isOf(Member other) {
    return member.name().equals(other.name());
  }

  int order() {
    return member.element().order();
  }

  int size() {
    return values.size() + passed;
  }

  /** Counts a value that was taken elsewhere. */
  void pass() {
    passed++;
  }

  void add(@Nullable Node value, @Nullable Node companion) {
    hasValue |= value != null;
    hasCompanion |= companion != null;
    values.add(value == null ? Node.NullNode.NULL : value);
    companions.add(companion == null ? Node.NullNode.NULL : companion);
  }

  /** Adds what was read to the object; false when it has such a member already. */
  boolean addTo(ObjectNode.Builder builder) {
    return (!hasValue || add(builder, member.name(), values))
        && (!hasCompanion || add(builder, "_" + member.name(), companions));
  }

  private boolean add(ObjectNode.Builder builder, String name, List<Node> nodes) {
    return builder.add(name, member.element().repeats() ? Node.array(nodes) : nodes.getFirst());
  }
}
