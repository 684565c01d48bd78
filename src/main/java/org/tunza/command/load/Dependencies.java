package org.tunza.command.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings nodes into steps: each step needs only those before, and what needs each other in a circle
 * stays together. After Tarjan, "Depth-first search and linear graph algorithms", 1972,
 * https://doi.org/10.1137/0201010.
 */
final class Dependencies {

  /** The step of a node whose group isn't known; one later is the first. */
  private static final int UNSETTLED = -1;

  private final int[][] needs;
  private final int[] order;
  private final int[] low;
  private final int[] next;
  private final int[] step;
  private final boolean[] open;
  private final List<Integer> unsettled = new ArrayList<>();
  private final List<Integer> path = new ArrayList<>();
  private final List<List<int[]>> steps = new ArrayList<>();
  private int count;

  private Dependencies(int[][] needs) {
    this.needs = needs;
    this.order = new int[needs.length];
    this.low = new int[needs.length];
    this.next = new int[needs.length];
    this.step = new int[needs.length];
    this.open = new boolean[needs.length];
    Arrays.fill(step, UNSETTLED);
  }

  /** Groups of nodes, step by step; a group is one node or a circle. */
  static List<List<int[]>> steps(int[][] needs) {
    Dependencies dependencies = new Dependencies(needs);
    for (int node = 0; node < needs.length; node++) {
      if (dependencies.order[node] == 0) {
        dependencies.visit(node);
      }
    }
    return dependencies.steps;
  }

  /** The nodes that each of these members needs, as far as they are among them. */
  static int[][] needs(List<ResourceSet.Member> members) {
    Map<Long, Integer> places = HashMap.newHashMap(members.size());
    for (int place = 0; place < members.size(); place++) {
      places.put(members.get(place).name(), place);
    }
    int[][] needs = new int[members.size()][];
    for (int place = 0; place < needs.length; place++) {
      int self = place;
      needs[place] =
          Arrays.stream(members.get(place).references())
              .map(name -> places.getOrDefault(name, self))
              .filter(needed -> needed != self)
              .mapToInt(needed -> (int) needed)
              .toArray();
    }
    return needs;
  }

  /** Depth first, with a path of our own, since chains may be long. */
  private void visit(int root) {
    enter(root);
    while (!path.isEmpty()) {
      int node = path.getLast();
      if (next[node] < needs[node].length) {
        int needed = needs[node][next[node]++];
        if (order[needed] == 0) {
          enter(needed);
        } else if (open[needed]) {
          low[node] = Math.min(low[node], order[needed]);
        }
      } else {
        leave(node);
      }
    }
  }

  private void enter(int node) {
    order[node] = ++count;
    low[node] = count;
    open[node] = true;
    unsettled.add(node);
    path.add(node);
  }

  private void leave(int node) {
    path.removeLast();
    if (!path.isEmpty()) {
      int above = path.getLast();
      low[above] = Math.min(low[above], low[node]);
    }
    if (low[node] == order[node]) {
      settle(unsettled.lastIndexOf(node));
    }
  }

  private void settle(int from) {
    List<Integer> top = unsettled.subList(from, unsettled.size());
    int[] group = top.stream().mapToInt(Integer::intValue).toArray();
    top.clear();
    int level = 0;
    for (int node : group) {
      open[node] = false;
      for (int needed : needs[node]) {
        level = Math.max(level, step[needed] + 1);
      }
    }
    for (int node : group) {
      step[node] = level;
    }
    while (steps.size() <= level) {
      steps.add(new ArrayList<>());
    }
    steps.get(level).add(group);
  }
}
