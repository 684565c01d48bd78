package org.tunza.fhir.terminology;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;

import java.util.ArrayList;
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
import org.tunza.resource.terminology.Canonical;
import org.tunza.resource.terminology.ConceptMapReader;
import org.tunza.resource.terminology.ConceptMapReader.Match;
import org.tunza.resource.terminology.KnownTerminology;
import org.tunza.resource.terminology.Trees;
import org.tunza.resource.terminology.ValueSetContent;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * $translate: what a concept map says of a code, either way.
 * https://hl7.org/fhir/R4/conceptmap-operation-translate.html
 */
public final class TranslateConcept implements Interaction<Request.Operation> {

  private static final Set<String> KNOWN =
      Set.of(
          "url",
          "conceptMap",
          "conceptMapVersion",
          "code",
          "system",
          "version",
          "source",
          "coding",
          "codeableConcept",
          "target",
          "targetsystem",
          "reverse");

  private final TerminologyFor terminology;

  public TranslateConcept(TerminologyFor terminology) {
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
                        .then(codes ->
                            map(known, entry, parameters)
                                .then(map -> answer(known, map, codes, parameters)))));
  }

  private static Outcome<ObjectNode> map(
      KnownTerminology known, Optional<ObjectNode> entry, OperationParameters parameters) {
    return entry
        .or(() -> parameters.object("conceptMap"))
        .map(Outcome::done)
        .orElseGet(() ->
            parameters.text("url").isEmpty()
                ? Outcome.refused(INVALID_PARAMETER, "url", "url or conceptMap is needed")
                : known.conceptMap(
                    Canonical.of(parameters.text("url"))
                        .orVersion(parameters.text("conceptMapVersion"))));
  }

  private static Outcome<Answer> answer(
      KnownTerminology known,
      ObjectNode map,
      List<CodesAsked.Asked> codes,
      OperationParameters parameters) {
    ConceptMapReader reader = new ConceptMapReader(map);
    String targetSystem = parameters.text("targetsystem");
    List<Match> matches = new ArrayList<>();
    for (CodesAsked.Asked asked : codes) {
      matches.addAll(
          parameters.isTrue("reverse")
              ? reader.translatedBack(asked.code(), targetSystem)
              : reader.translated(asked.code(), targetSystem));
    }
    String target = parameters.text("target");
    if (target.isEmpty()) {
      return Outcome.done(answer(map, matches));
    }
    return known
        .valueSet(Canonical.of(target))
        .then(valueSet -> known.content(valueSet, Map.of()))
        .map(content -> answer(map, within(matches, content)));
  }

  private static List<Match> within(List<Match> matches, ValueSetContent content) {
    return matches.stream().filter(match -> content.item(match.code()).isPresent()).toList();
  }

  private static Answer answer(ObjectNode map, List<Match> matches) {
    boolean translated = matches.stream().anyMatch(Match::isTranslation);
    ParametersAnswer answer =
        new ParametersAnswer()
            .with("result", "valueBoolean", Node.bool(translated))
            .with(
                "message",
                "valueString",
                translated ? "" : "the map has no translation of the code");
    for (Match match : matches) {
      List<ObjectNode> parts = new ArrayList<>();
      parts.add(
          ParametersAnswer.named("equivalence", "valueCode", Node.string(match.equivalence())));
      if (!match.code().code().isEmpty()) {
        parts.add(
            ParametersAnswer.named(
                "concept", "valueCoding", ParametersAnswer.coding(match.code(), match.display())));
      }
      String source = Trees.text(map, "url");
      if (!source.isEmpty()) {
        parts.add(ParametersAnswer.named("source", "valueUri", Node.string(source)));
      }
      answer.with("match", parts);
    }
    return answer.answer();
  }
}
