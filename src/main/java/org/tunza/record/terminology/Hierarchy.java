package org.tunza.record.terminology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers the concepts of a code system so that what a concept subsumes is a few ranges of numbers,
 * also where concepts have several parents: a concept's number is its place in a walk of a tree
 * that covers the hierarchy, and what comes from outside its branch adds ranges. After Agrawal,
 * Borgida and Jagadish, https://doi.org/10.1145/67544.66950.
 */
public final class Hierarchy {

  private final List<Concept> ordered;
  private final int[][] parents;
  private final Ranges[] below;

  private Hierarchy(List<Concept> ordered, int[][] parents, Ranges[] below) {
    this.ordered = ordered;
    this.parents = parents;
    this.below = below;
  }

  /** The hierarchy, or what is wrong with it: a code that stands twice, or below itself. */
  public sealed interface Made {
    record Sound(Hierarchy hierarchy) implements Made {}

    record Twice(String code) implements Made {}

    record Circle(String code) implements Made {}
  }

  /** Parents that are not among the concepts are passed over. */
  public static Made of(List<Concept> concepts) {
    Map<String, Integer> places = HashMap.newHashMap(concepts.size());
    for (int i = 0; i < concepts.size(); i++) {
      if (places.putIfAbsent(concepts.get(i).code(), i) != null) {
        return new Made.Twice(concepts.get(i).code());
      }
    }
    int[][] parents = new int[concepts.size()][];
    for (int i = 0; i < parents.length; i++) {
      parents[i] =
          concepts.get(i).parents().stream()
              .filter(places::containsKey)
              .distinct()
              .mapToInt(places::get)
              .toArray();
    }
    return new Making(concepts, parents).made();
  }

  /** The concepts by their numbers. */
  public List<Concept> concepts() {
    return ordered;
  }

  /** The numbers of a concept's parents. */
  public int[] parents(int number) {
    return parents[number].clone();
  }

  /** What a concept subsumes, without itself. */
  public Ranges below(int number) {
    return below[number];
  }

  /** One making; places are those in the list given, numbers those of the walk. */
  private static final class Making {
    private final List<Concept> concepts;
    private final int[][] parents;
    private final int[][] children;
    private final int[] numbers;
    private final int[] places;

    Making(List<Concept> concepts, int[][] parents) {
      this.concepts = concepts;
      this.parents = parents;
      this.children = children(parents);
      this.numbers = new int[parents.length];
      this.places = new int[parents.length];
    }

    private static int[][] children(int[][] parents) {
      int[] counts = new int[parents.length];
      for (int[] some : parents) {
        for (int parent : some) {
          counts[parent]++;
        }
      }
      int[][] children = new int[parents.length][];
      Arrays.setAll(children, i -> new int[counts[i]]);
      for (int i = parents.length - 1; i >= 0; i--) {
        for (int parent : parents[i]) {
          children[parent][--counts[parent]] = i;
        }
      }
      return children;
    }

    Made made() {
      int[] sorted = new int[parents.length];
      Optional<Integer> circle = sort(sorted);
      if (circle.isPresent()) {
        return new Made.Circle(concepts.get(circle.get()).code());
      }
      walk(longest(sorted));
      Ranges[] below = new Ranges[parents.length];
      for (int i = sorted.length - 1; i >= 0; i--) {
        int place = sorted[i];
        Ranges.Union union = new Ranges.Union();
        for (int child : children[place]) {
          union.add(numbers[child], numbers[child] + 1);
          union.add(below[numbers[child]]);
        }
        below[numbers[place]] = union.ranges();
      }
      List<Concept> ordered = new ArrayList<>(places.length);
      int[][] byNumber = new int[places.length][];
      for (int number = 0; number < places.length; number++) {
        ordered.add(concepts.get(places[number]));
        byNumber[number] = Arrays.stream(parents[places[number]]).map(p -> numbers[p]).toArray();
      }
      return new Made.Sound(new Hierarchy(List.copyOf(ordered), byNumber, below));
    }

    /** Fills in the places so that parents come before children, or tells one in a circle. */
    private Optional<Integer> sort(int[] sorted) {
      int[] awaited = new int[parents.length];
      int end = 0;
      for (int i = 0; i < parents.length; i++) {
        awaited[i] = parents[i].length;
        if (awaited[i] == 0) {
          sorted[end++] = i;
        }
      }
      for (int at = 0; at < end; at++) {
        for (int child : children[sorted[at]]) {
          if (--awaited[child] == 0) {
            sorted[end++] = child;
          }
        }
      }
      for (int i = 0; i < awaited.length; i++) {
        if (awaited[i] > 0) {
          return Optional.of(i);
        }
      }
      return Optional.empty();
    }

    /** The parent under which each is walked to, or -1: the one that has most above it. */
    private int[] longest(int[] sorted) {
      int[] depth = new int[parents.length];
      int[] under = new int[parents.length];
      for (int place : sorted) {
        under[place] = -1;
        for (int parent : parents[place]) {
          if (under[place] < 0 || depth[parent] > depth[under[place]]) {
            under[place] = parent;
          }
        }
        depth[place] = under[place] < 0 ? 0 : depth[under[place]] + 1;
      }
      return under;
    }

    private void walk(int[] under) {
      int next = 0;
      for (Concept.State state : Concept.State.values()) {
        for (int i = 0; i < under.length; i++) {
          if (under[i] < 0 && concepts.get(i).state() == state) {
            next = walk(i, under, next);
          }
        }
      }
    }

    private int walk(int root, int[] under, int first) {
      int next = first;
      Deque<Integer> open = new ArrayDeque<>();
      open.push(root);
      while (!open.isEmpty()) {
        int place = open.pop();
        places[next] = place;
        numbers[place] = next++;
        for (int i = children[place].length - 1; i >= 0; i--) {
          int child = children[place][i];
          if (under[child] == place) {
            open.push(child);
          }
        }
      }
      return next;
    }
  }
}
