package org.tunza.fhir.terminology;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;
import static org.tunza.record.RefusalCode.NOT_FOUND;
import static org.tunza.record.RefusalCode.UNKNOWN_INTERACTION;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.fhir.operation.OperationParameters;
import org.tunza.record.Outcome;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.Designation;
import org.tunza.record.terminology.Concept.Kind;
import org.tunza.record.terminology.Concept.Property;
import org.tunza.record.terminology.Concepts;
import org.tunza.resource.terminology.Canonical;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * $lookup: all that is known of a code. https://hl7.org/fhir/R4/codesystem-operation-lookup.html
 */
public final class LookUpCode implements Interaction<Request.Operation> {

  /** Parents or children that are told. */
  private static final int RELATIVES_MAX = 1000;

  private static final Set<String> KNOWN =
      Set.of("code", "system", "version", "coding", "date", "displayLanguage", "property");

  private final TerminologyFor terminology;

  public LookUpCode(TerminologyFor terminology) {
    this.terminology = terminology;
  }

  @Override
  public Outcome<Answer> answer(Request.Operation request, Exchange exchange) {
    if (!(request.subject() instanceof Request.Subject.OfType)) {
      return Outcome.refused(UNKNOWN_INTERACTION, "", "the operation is offered on the type");
    }
    return OperationParameters.of(request, exchange, KNOWN)
        .then(parameters ->
            CodesAsked.of(parameters, "version")
                .map(List::getFirst)
                .then(asked ->
                    asked.code().system().isEmpty()
                        ? Outcome.refused(INVALID_PARAMETER, "system", "the system is needed")
                        : terminology
                            .of(exchange)
                            .codeSystem(
                                Canonical.of(asked.code().system()).orVersion(asked.version()))
                            .then(concepts -> answer(concepts, asked.code().code(), parameters))));
  }

  private static Outcome<Answer> answer(
      Concepts concepts, String code, OperationParameters parameters) {
    Integer number = concepts.numbers(List.of(code)).get(code);
    return number == null
        ? Outcome.refused(
            NOT_FOUND, "code", "the code is not in " + concepts.codeSystem().canonical())
        : Outcome.done(new Looking(concepts, parameters).answer(number));
  }

  /** One look at a code system. */
  private record Looking(Concepts concepts, OperationParameters parameters) {

    private boolean isWanted(String property) {
      List<String> wanted = parameters.texts("property");
      return wanted.isEmpty() || wanted.contains(property) || wanted.contains("*");
    }

    Answer answer(int number) {
      Concept concept = concepts.concepts(List.of(number)).getFirst();
      CodeSystem codeSystem = concepts.codeSystem();
      String name = codeSystem.name().isEmpty() ? codeSystem.url() : codeSystem.name();
      String usual = concept.display().isEmpty() ? concept.code() : concept.display();
      String display =
          Displays.in(parameters.text("displayLanguage")).of(usual, concept.designations());
      ParametersAnswer answer =
          new ParametersAnswer()
              .with("name", "valueString", name)
              .with("version", "valueString", codeSystem.version())
              .with("display", "valueString", display);
      if (isWanted("designation")) {
        concept.designations().forEach(one -> answer.with("designation", parts(one)));
      }
      if (isWanted("inactive")) {
        boolean inactive = concept.state() == Concept.State.INACTIVE;
        answer.with(
            "property",
            parts(new Property("inactive", Kind.BOOLEAN, String.valueOf(inactive)), ""));
      }
      for (Property property : concept.properties()) {
        if (isWanted(property.name()) && !isShownOtherwise(property.name())) {
          answer.with("property", parts(property, ""));
        }
      }
      relatives(answer, "parent", concepts.parents(number));
      relatives(answer, "child", concepts.children(number));
      return answer.answer();
    }

    private static boolean isShownOtherwise(String property) {
      return Set.of("parent", "child", "inactive").contains(property);
    }

    private void relatives(ParametersAnswer answer, String name, BitSet numbers) {
      if (isWanted(name)) {
        List<Integer> some = numbers.stream().boxed().limit(RELATIVES_MAX).toList();
        for (Concept one : concepts.concepts(some)) {
          answer.with("property", parts(new Property(name, Kind.CODE, one.code()), one.display()));
        }
      }
    }

    private static List<ObjectNode> parts(Property property, String description) {
      List<ObjectNode> parts = new ArrayList<>();
      parts.add(ParametersAnswer.named("code", "valueCode", Node.string(property.name())));
      parts.add(ParametersAnswer.value("value", property));
      if (!description.isEmpty()) {
        parts.add(ParametersAnswer.named("description", "valueString", Node.string(description)));
      }
      return parts;
    }

    private static List<ObjectNode> parts(Designation designation) {
      List<ObjectNode> parts = new ArrayList<>();
      if (!designation.language().isEmpty()) {
        parts.add(
            ParametersAnswer.named("language", "valueCode", Node.string(designation.language())));
      }
      if (!designation.use().code().isEmpty()) {
        parts.add(
            ParametersAnswer.named(
                "use", "valueCoding", ParametersAnswer.coding(designation.use(), "")));
      }
      parts.add(ParametersAnswer.named("value", "valueString", Node.string(designation.value())));
      return parts;
    }
  }
}
