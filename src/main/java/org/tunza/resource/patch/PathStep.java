package org.tunza.resource.patch;

import java.util.ArrayList;
import java.util.List;
import org.tunza.resource.tree.Node;

/** A step of a path: from the elements found so far to the next ones. */
sealed interface PathStep {

  List<Location> from(List<Location> places);

  record Child(String name) implements PathStep {
    @Override
    public List<Location> from(List<Location> places) {
      List<Location> found = new ArrayList<>();
      for (Location place : places) {
        found.addAll(place.children(name));
      }
      return found;
    }
  }

  record Index(int index) implements PathStep {
    @Override
    public List<Location> from(List<Location> places) {
      return index < places.size() ? List.of(places.get(index)) : List.of();
    }
  }

  record Last() implements PathStep {
    @Override
    public List<Location> from(List<Location> places) {
      return places.isEmpty() ? places : List.of(places.getLast());
    }
  }

  record Where(PathFilter filter) implements PathStep {
    @Override
    public List<Location> from(List<Location> places) {
      return places.stream().filter(filter::keeps).toList();
    }
  }

  record OfType(String type) implements PathStep {
    @Override
    public List<Location> from(List<Location> places) {
      return places.stream().filter(place -> place.type().is(type)).toList();
    }
  }

  record Extension(String url) implements PathStep {
    @Override
    public List<Location> from(List<Location> places) {
      List<Location> found = new ArrayList<>();
      for (Location extension : new Child("extension").from(places)) {
        if (extension.container().member("url") instanceof Node.StringNode(String text)
            && text.equals(url)) {
          found.add(extension);
        }
      }
      return found;
    }
  }

  static List<Location> walk(List<Location> start, List<PathStep> steps) {
    List<Location> places = start;
    for (PathStep step : steps) {
      places = step.from(places);
    }
    return places;
  }
}
