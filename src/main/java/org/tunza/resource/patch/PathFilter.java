package org.tunza.resource.patch;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.tree.Node;

/** What {@code where(...)} asks of an element. https://hl7.org/fhirpath/N1/#equality */
sealed interface PathFilter {

  boolean keeps(Location place);

  record Any(List<PathFilter> filters) implements PathFilter {
    @Override
    public boolean keeps(Location place) {
      return filters.stream().anyMatch(filter -> filter.keeps(place));
    }
  }

  record All(List<PathFilter> filters) implements PathFilter {
    @Override
    public boolean keeps(Location place) {
      return filters.stream().allMatch(filter -> filter.keeps(place));
    }
  }

  record Exists(List<PathStep> path) implements PathFilter {
    @Override
    public boolean keeps(Location place) {
      return !PathStep.walk(List.of(place), path).isEmpty();
    }
  }

  record Empty(List<PathStep> path) implements PathFilter {
    @Override
    public boolean keeps(Location place) {
      return PathStep.walk(List.of(place), path).isEmpty();
    }
  }

  record Equal(List<PathStep> path, Node.Scalar literal) implements PathFilter {
    @Override
    public boolean keeps(Location place) {
      Node.Scalar value = single(place, path);
      return value != null && same(value, literal);
    }
  }

  record Unequal(List<PathStep> path, Node.Scalar literal) implements PathFilter {
    @Override
    public boolean keeps(Location place) {
      Node.Scalar value = single(place, path);
      return value != null && !same(value, literal);
    }
  }

  /** The one primitive that the path leads to; null when there is none, or several. */
  private static Node.@Nullable Scalar single(Location place, List<PathStep> path) {
    List<Location> found = PathStep.walk(List.of(place), path);
    return found.size() == 1 && found.getFirst().item().value() instanceof Node.Scalar value
        ? value
        : null;
  }

  private static boolean same(Node.Scalar value, Node.Scalar literal) {
    if (value instanceof Node.NumberNode(String one)
        && literal instanceof Node.NumberNode(String other)) {
      return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    }
    return value.equals(literal);
  }
}
