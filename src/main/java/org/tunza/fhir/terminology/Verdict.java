package org.tunza.fhir.terminology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunza.fhir.Answer;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.Designation;
import org.tunza.resource.terminology.ValueSetContent.Item;
import org.tunza.resource.tree.Node;

/**
 * Whether a code is valid, and why not.
 * https://hl7.org/fhir/R4/valueset-operation-validate-code.html
 *
 * @param message empty when there is nothing to say
 * @param display empty when the code is not known
 */
record Verdict(boolean valid, String message, String display) {

  /** Whether codes that only group others are wanted, too. */
  enum Abstract {
    VALID,
    INVALID
  }

  static Verdict unknown(String message) {
    return new Verdict(false, message, "");
  }

  /** On a code that is there, with the display that was sent for it. */
  static Verdict of(Item item, CodesAsked.Asked asked, Abstract grouping, Displays displays) {
    Concept concept = item.concept();
    String display = displays.of(item.display(), item.designations());
    boolean groups =
        concept.properties().stream()
            .anyMatch(one -> one.name().equals("notSelectable") && one.value().equals("true"));
    if (groups && grouping == Abstract.INVALID) {
      return new Verdict(false, "the code only groups others", display);
    }
    if (!asked.display().isEmpty() && !isNamed(item, asked.display())) {
      return new Verdict(false, "the code has no such display", display);
    }
    return concept.state() == Concept.State.INACTIVE
        ? new Verdict(true, "the code is not to be used any more", display)
        : new Verdict(true, "", display);
  }

  private static boolean isNamed(Item item, String display) {
    return Stream.concat(
            Stream.of(item.display(), item.concept().display()),
            item.designations().stream().map(Designation::value))
        .anyMatch(name -> name.strip().equalsIgnoreCase(display.strip()));
  }

  /** The one that says yes, else the first. */
  static Optional<Verdict> best(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(Verdict::valid)
        .findFirst()
        .or(() -> verdicts.stream().findFirst());
  }

  Answer answer() {
    return new ParametersAnswer()
        .with("result", "valueBoolean", Node.bool(valid))
        .with("message", "valueString", message)
        .with("display", "valueString", display)
        .answer();
  }
}
