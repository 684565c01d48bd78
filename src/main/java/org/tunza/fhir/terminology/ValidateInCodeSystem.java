package org.tunza.fhir.terminology;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.fhir.operation.OperationParameters;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.terminology.Concepts;
import org.tunza.resource.terminology.Canonical;
import org.tunza.resource.terminology.KnownTerminology;
import org.tunza.resource.terminology.ValueSetContent.Item;
import org.tunza.resource.tree.ObjectNode;

/**
 * $validate-code on a code system: whether it has a code.
 * https://hl7.org/fhir/R4/codesystem-operation-validate-code.html
 */
public final class ValidateInCodeSystem implements Interaction<Request.Operation> {

  private static final Set<String> KNOWN =
      Set.of(
          "url",
          "codeSystem",
          "code",
          "version",
          "display",
          "coding",
          "codeableConcept",
          "date",
          "abstract",
          "displayLanguage");

  private final TerminologyFor terminology;

  public ValidateInCodeSystem(TerminologyFor terminology) {
    this.terminology = terminology;
  }

  @Override
  public Outcome<Answer> answer(Request.Operation request, Exchange exchange) {
    KnownTerminology known = terminology.of(exchange);
    return terminology
        .entry(request, exchange)
        .then(entry ->
            OperationParameters.of(request, exchange, KNOWN)
                .then(parameters ->
                    CodesAsked.of(parameters, "version")
                        .then(codes -> answer(known, entry, parameters, codes))));
  }

  private static Outcome<Answer> answer(
      KnownTerminology known,
      Optional<ObjectNode> entry,
      OperationParameters parameters,
      List<CodesAsked.Asked> codes) {
    Optional<ObjectNode> resource = entry.or(() -> parameters.object("codeSystem"));
    List<Verdict> verdicts = new ArrayList<>();
    for (CodesAsked.Asked asked : codes) {
      String url = parameters.text("url");
      String system = url.isEmpty() ? asked.code().system() : url;
      if (resource.isEmpty() && system.isEmpty()) {
        return Outcome.refused(INVALID_PARAMETER, "url", "url or codeSystem is needed");
      }
      Outcome<Concepts> concepts =
          resource.isPresent()
              ? known.codeSystem(resource.get())
              : known.codeSystem(Canonical.of(system).orVersion(asked.version()));
      switch (concepts) {
        case Outcome.Done<Concepts>(Concepts some) ->
            verdicts.add(verdict(some, asked, parameters));
        case Outcome.Refused<Concepts>(Refusal refusal) -> {
          return Outcome.refused(refusal);
        }
      }
    }
    return Outcome.done(Verdict.best(verdicts).orElseThrow().answer());
  }

  private static Verdict verdict(
      Concepts concepts, CodesAsked.Asked asked, OperationParameters parameters) {
    String system = asked.code().system();
    Integer number = concepts.numbers(List.of(asked.code().code())).get(asked.code().code());
    boolean fits = system.isEmpty() || system.equals(concepts.codeSystem().url());
    if (!fits || number == null) {
      return Verdict.unknown("the code is not in " + concepts.codeSystem().canonical());
    }
    Item item =
        new Item(
            concepts.codeSystem(),
            concepts.concepts(List.of(number)).getFirst(),
            ObjectNode.empty());
    Verdict.Abstract grouping =
        parameters.text("abstract").equals("false")
            ? Verdict.Abstract.INVALID
            : Verdict.Abstract.VALID;
    return Verdict.of(item, asked, grouping, Displays.in(parameters.text("displayLanguage")));
  }
}
