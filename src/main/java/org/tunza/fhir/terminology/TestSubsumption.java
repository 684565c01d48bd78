package org.tunza.fhir.terminology;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;
import static org.tunza.record.RefusalCode.NOT_FOUND;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.fhir.operation.OperationParameters;
import org.tunza.record.Outcome;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.Concepts;
import org.tunza.resource.terminology.Canonical;
import org.tunza.resource.terminology.KnownTerminology;
import org.tunza.resource.tree.ObjectNode;

/**
 * $subsumes: whether one code of a code system subsumes another.
 * https://hl7.org/fhir/R4/codesystem-operation-subsumes.html
 */
public final class TestSubsumption implements Interaction<Request.Operation> {

  private static final Set<String> KNOWN =
      Set.of("codeA", "codeB", "codingA", "codingB", "system", "version");

  private final TerminologyFor terminology;

  public TestSubsumption(TerminologyFor terminology) {
    this.terminology = terminology;
  }

  @Override
  public Outcome<Answer> answer(Request.Operation request, Exchange exchange) {
    return terminology
        .entry(request, exchange)
        .then(entry ->
            OperationParameters.of(request, exchange, KNOWN)
                .then(parameters -> answer(terminology.of(exchange), entry, parameters)));
  }

  private static Outcome<Answer> answer(
      KnownTerminology known, Optional<ObjectNode> entry, OperationParameters parameters) {
    Code first = code(parameters, "A");
    Code second = code(parameters, "B");
    if (first.code().isEmpty() || second.code().isEmpty()) {
      return Outcome.refused(
          INVALID_PARAMETER, "codeA", "codeA and codeB, or codingA and codingB are needed");
    }
    if (!first.system().equals(second.system())) {
      return Outcome.refused(INVALID_PARAMETER, "codingB", "both must be of one code system");
    }
    if (entry.isEmpty() && first.system().isEmpty()) {
      return Outcome.refused(INVALID_PARAMETER, "system", "the system is needed");
    }
    Outcome<Concepts> concepts =
        entry.isPresent()
            ? known.codeSystem(entry.get())
            : known.codeSystem(Canonical.of(first.system()).orVersion(parameters.text("version")));
    return concepts.then(some -> answer(some, first.code(), second.code()));
  }

  private static Code code(OperationParameters parameters, String which) {
    return parameters
        .object("coding" + which)
        .map(coding -> CodesAsked.asked(coding).code())
        .orElseGet(() -> new Code(parameters.text("system"), parameters.text("code" + which)));
  }

  private static Outcome<Answer> answer(Concepts concepts, String first, String second) {
    Map<String, Integer> numbers = concepts.numbers(List.of(first, second));
    Integer a = numbers.get(first);
    Integer b = numbers.get(second);
    if (a == null || b == null) {
      return Outcome.refused(
          NOT_FOUND,
          a == null ? "codeA" : "codeB",
          "the code is not in " + concepts.codeSystem().canonical());
    }
    return Outcome.done(
        new ParametersAnswer().with("outcome", "valueCode", outcome(concepts, a, b)).answer());
  }

  private static String outcome(Concepts concepts, int a, int b) {
    if (a == b) {
      return "equivalent";
    }
    if (concepts.isBelow(b, a)) {
      return "subsumes";
    }
    return concepts.isBelow(a, b) ? "subsumed-by" : "not-subsumed";
  }
}
