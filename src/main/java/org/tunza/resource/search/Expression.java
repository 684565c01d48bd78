package org.tunza.resource.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of FHIRPath that search parameters use: unions of paths with type choices, conditions on
 * a member's text or on a reference's target, and the first of a list.
 * https://hl7.org/fhir/R4/fhirpath.html
 */
final class Expression {

  /** One branch of a union. */
  record Branch(String type, List<Step> steps) {}

  sealed interface Step {}

  record Member(String name) implements Step {}

  record As(String type) implements Step {}

  record Where(String member, String text) implements Step {}

  record Resolves(String type) implements Step {}

  record First() implements Step {}

  /** {@code X.y.exists() and X.y != false}. */
  record ExistsUnlessFalse() implements Step {}

  private static final Pattern EXISTS_UNLESS_FALSE =
      Pattern.compile("([\\w.]+)\\.exists\\(\\) and ([\\w.]+) != false");
  private static final Pattern AS = Pattern.compile("\\(?([\\w.]+) as (\\w+)\\)?(?:\\.(\\w+))?");
  private static final Pattern STEP =
      Pattern.compile(
          "(?:as|ofType)\\((?<as>\\w+)\\)"
              + "|extension\\('(?<extension>[^']*)'\\)"
              + "|where\\((?<member>\\w+) ?= ?'(?<text>[^']*)'\\)"
              + "|where\\(resolve\\(\\) is (?<resolves>\\w+)\\)"
              + "|(?<name>\\w+)(?<first>\\[0])?");

  private Expression() {}

  /** The branches that start at the type; one that names no type starts at any. */
  static List<String> branchesOf(String expression, String type) {
    List<String> own = new ArrayList<>();
    for (String branch : expression.split("\\|", -1)) {
      String text = branch.strip();
      if (text.startsWith(type + ".") || text.startsWith("(" + type + ".") || text.equals(type)) {
        own.add(text);
      } else if (!text.isEmpty() && Character.isLowerCase(text.charAt(0))) {
        own.add(type + "." + text);
      }
    }
    return own;
  }

  static Branch parse(String text) {
    Matcher exists = EXISTS_UNLESS_FALSE.matcher(text);
    if (exists.matches() && exists.group(1).equals(exists.group(2))) {
      return path(exists.group(1), List.of(new ExistsUnlessFalse()));
    }
    Matcher as = AS.matcher(text);
    if (as.matches()) {
      List<Step> tail = new ArrayList<>();
      tail.add(new As(as.group(2)));
      if (as.group(3) != null) {
        tail.add(new Member(as.group(3)));
      }
      return path(as.group(1), tail);
    }
    return path(text, List.of());
  }

  private static Branch path(String text, List<Step> tail) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("not a path: " + text);
    }
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int position = dot;
    while (position < text.length()) {
      if (text.charAt(position) != '.' || !step.find(position + 1) || step.start() > position + 1) {
        throw new IllegalArgumentException("not understood: " + text);
      }
      add(step, steps);
      position = step.end();
    }
    steps.addAll(tail);
    return new Branch(text.substring(0, dot), List.copyOf(steps));
  }

  private static void add(Matcher step, List<Step> steps) {
    if (step.group("as") != null) {
      steps.add(new As(step.group("as")));
    } else if (step.group("extension") != null) {
      steps.add(new Member("extension"));
      steps.add(new Where("url", step.group("extension")));
    } else if (step.group("member") != null) {
      steps.add(new Where(step.group("member"), step.group("text")));
    } else if (step.group("resolves") != null) {
      steps.add(new Resolves(step.group("resolves")));
    } else {
      steps.add(new Member(step.group("name")));
      if (step.group("first") != null) {
        steps.add(new First());
      }
    }
  }
}
