package org.tunza.fhir.terminology;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.fhir.operation.OperationParameters;
import org.tunza.record.Outcome;
import org.tunza.resource.terminology.KnownTerminology;
import org.tunza.resource.terminology.ValueSetContent;

/**
 * $validate-code on a value set: whether it contains a code.
 * https://hl7.org/fhir/R4/valueset-operation-validate-code.html
 */
public final class ValidateInValueSet implements Interaction<Request.Operation> {

  private static final Set<String> KNOWN =
      Set.of(
          "url",
          "valueSet",
          "valueSetVersion",
          "code",
          "system",
          "systemVersion",
          "display",
          "coding",
          "codeableConcept",
          "date",
          "abstract",
          "displayLanguage");

  private final TerminologyFor terminology;

  public ValidateInValueSet(TerminologyFor terminology) {
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
                    CodesAsked.of(parameters, "systemVersion")
                        .then(codes ->
                            ExpandValueSet.valueSet(known, entry, parameters)
                                .then(valueSet -> known.content(valueSet, versions(codes)))
                                .map(content -> answer(content, codes, parameters)))));
  }

  private static Map<String, String> versions(List<CodesAsked.Asked> codes) {
    return codes.stream()
        .filter(one -> !one.version().isEmpty())
        .collect(
            Collectors.toMap(
                one -> one.code().system(), CodesAsked.Asked::version, (first, _) -> first));
  }

  private static Answer answer(
      ValueSetContent content, List<CodesAsked.Asked> codes, OperationParameters parameters) {
    Verdict.Abstract grouping =
        parameters.isTrue("abstract") ? Verdict.Abstract.VALID : Verdict.Abstract.INVALID;
    Displays displays = Displays.in(parameters.text("displayLanguage"));
    List<Verdict> verdicts =
        codes.stream()
            .map(asked ->
                content
                    .item(asked.code())
                    .map(item -> Verdict.of(item, asked, grouping, displays))
                    .orElse(Verdict.unknown("the code is not in the value set")))
            .toList();
    return Verdict.best(verdicts).orElseThrow().answer();
  }
}
