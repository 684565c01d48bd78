package org.tunza.resource.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A path through JSON content to values that a search parameter finds, and their form.
 *
 * @param path from the resource; empty for the resource itself
 * @param detail what the form needs to know; see {@link Form}
 */
public record Walk(List<Step> path, Form form, String detail) {

  public Walk {
    path = List.copyOf(path);
  }

  /** A member of an object. */
  public sealed interface Step {
    String member();
  }

  /** All values of the member. */
  public record Every(String member) implements Step {}

  /** Its first value only. */
  public record First(String member) implements Step {}

  /** Those of its values in which another member has this text. */
  public record Where(String member, String other, String text) implements Step {}

  /** As in walks.tsv: {@code relatedArtifact[type=successor].resource}. */
  String pathText() {
    List<String> steps = new ArrayList<>();
    for (Step step : path) {
      steps.add(
          switch (step) {
            case Every(String member) -> member;
            case First(String member) -> member + "[0]";
            case Where(String member, String other, String text) ->
                member + "[" + other + "=" + text + "]";
          });
    }
    return String.join(".", steps);
  }

  static List<Step> path(String text) {
    List<Step> steps = new ArrayList<>();
    for (String part : Columns.split(text, '.')) {
      int open = part.indexOf('[');
      int equals = part.indexOf('=');
      if (open < 0) {
        steps.add(new Every(part));
      } else if (equals < 0) {
        steps.add(new First(part.substring(0, open)));
      } else {
        String value = part.substring(equals + 1, part.length() - 1);
        steps.add(new Where(part.substring(0, open), part.substring(open + 1, equals), value));
      }
    }
    return steps;
  }
}
