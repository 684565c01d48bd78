package org.tunza.resource.patch.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunza.resource.patch.PatchFault;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Names one node of a document, in the small part of XPath that XML Patch has: steps down by name,
 * {@code *}, {@code text()} and at the end {@code @name}, with positions and equalities as
 * conditions. https://www.rfc-editor.org/rfc/rfc5261#section-4.1
 */
record Selector(List<Step> steps) {

  private static final int LENGTH_MAX = 1_000;

  private static final String WORD = "[\\p{L}_][\\p{L}\\p{N}._-]*";
  private static final String NAME = "(?:" + WORD + ":)?" + WORD;

  private static final Pattern STEP =
      Pattern.compile("\\G(?:@(" + WORD + ")|(text\\(\\))|(\\*|" + NAME + "))");

  private static final Pattern CONDITION =
      Pattern.compile(
          "\\G\\[\\s*(?:([0-9]{1,6})|(?:\\.|((?:%1$s/){0,9}(?:@%2$s|%1$s)))\\s*="
                  .formatted(NAME, WORD)
              + "\\s*(?:'([^']*)'|\"([^\"]*)\"))\\s*\\]");

  Selector {
    steps = List.copyOf(steps);
  }

  /** Reads a selector whose names mean what they mean in this element. */
  static Selector of(String text, Element scope) {
    if (text.length() > LENGTH_MAX) {
      throw new PatchFault("sel is longer than " + LENGTH_MAX);
    }
    return new Selector(steps(text.startsWith("/") ? text.substring(1) : text, scope));
  }

  private static List<Step> steps(String path, Element scope) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (true) {
      Matcher step = STEP.matcher(path);
      if (!step.find(at)) {
        throw unknown();
      }
      List<Condition> conditions = new ArrayList<>();
      Matcher condition = CONDITION.matcher(path);
      for (at = step.end(); condition.find(at); at = condition.end()) {
        conditions.add(condition(condition, scope));
      }
      steps.add(step(step, conditions, scope));
      if (at == path.length()) {
        return steps;
      }
      if (path.charAt(at++) != '/' || steps.getLast() instanceof Step.ToAttribute) {
        throw unknown();
      }
    }
  }

  private static Step step(Matcher step, List<Condition> conditions, Element scope) {
    if (step.group(1) != null) {
      return new Step.ToAttribute(step.group(1));
    }
    if (step.group(2) != null) {
      return new Step.ToTexts(conditions);
    }
    String name = step.group(3);
    return new Step.ToElements(name.equals("*") ? null : Name.of(name, scope), conditions);
  }

  private static Condition condition(Matcher condition, Element scope) {
    if (condition.group(1) != null) {
      return new Condition.Position(Integer.parseInt(condition.group(1)));
    }
    String path = condition.group(2);
    String value = condition.group(3) == null ? condition.group(4) : condition.group(3);
    return new Condition.Equality(path == null ? List.of() : steps(path, scope), value);
  }

  private static PatchFault unknown() {
    return new PatchFault("sel is not a path of the kind that XML Patch has");
  }

  /** The one node that is named; refused when there is none, or more. */
  Node in(Document document, Effort effort) {
    List<Node> found = walk(document, steps, effort);
    if (found.size() != 1) {
      throw new PatchFault("sel finds %d nodes, not one".formatted(found.size()));
    }
    return found.getFirst();
  }

  static List<Node> walk(Node start, List<Step> steps, Effort effort) {
    List<Node> nodes = List.of(start);
    for (Step step : steps) {
      List<Node> next = new ArrayList<>();
      nodes.forEach(node -> next.addAll(step.from(node, effort)));
      nodes = next;
    }
    return nodes;
  }
}
