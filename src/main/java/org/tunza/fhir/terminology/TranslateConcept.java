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
import org.tunza.record.Refusal;
import org.tunza.resource.terminology.Canonical;
import org.tunza.resource.terminology.ConceptMapReader;
import org.tunza.resource.terminology.ConceptMapReader.Match;
import org.tunza.resource.terminology.KnownTerminology;
import org.tunza.resource.terminology.ValueSetContent;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * $translate: what concept maps say of a code, either way.
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
                            maps(known, entry, parameters, codes.getFirst())
                                .then(maps -> matches(known, maps, codes, parameters))
                                .then(matches -> answer(known, matches, parameters)))));
  }

  /** The map that is meant; when none is named, those between the code systems. */
  private static Outcome<List<ObjectNode>> maps(
      KnownTerminology known,
      Optional<ObjectNode> entry,
      OperationParameters parameters,
      CodesAsked.Asked asked) {
    Optional<ObjectNode> given = entry.or(() -> parameters.object("conceptMap"));
    if (given.isPresent()) {
      return Outcome.done(List.of(given.get()));
    }
    String url = parameters.text("url");
    if (!url.isEmpty()) {
      return known
          .conceptMap(Canonical.of(url).orVersion(parameters.text("conceptMapVersion")))
          .map(List::of);
    }
    String from = asked.code().system();
    String to = parameters.text("targetsystem");
    if (from.isEmpty()) {
      return Outcome.refused(INVALID_PARAMETER, "system", "url or system is needed");
    }
    return parameters.isTrue("reverse") ? known.conceptMaps(to, from) : known.conceptMaps(from, to);
  }

  private static Outcome<List<Match>> matches(
      KnownTerminology known,
      List<ObjectNode> maps,
      List<CodesAsked.Asked> codes,
      OperationParameters parameters) {
    String targetSystem = parameters.text("targetsystem");
    List<Match> matches = new ArrayList<>();
    for (ObjectNode map : maps) {
      for (CodesAsked.Asked asked : codes) {
        Outcome<List<Match>> more =
            parameters.isTrue("reverse")
                ? Outcome.done(new ConceptMapReader(map).translatedBack(asked.code(), targetSystem))
                : known.translated(map, asked.code(), targetSystem);
        switch (more) {
          case Outcome.Done<List<Match>>(List<Match> found) -> matches.addAll(found);
          case Outcome.Refused<List<Match>>(Refusal refusal) -> {
            return Outcome.refused(refusal);
          }
        }
      }
    }
    return Outcome.done(matches);
  }

  private static Outcome<Answer> answer(
      KnownTerminology known, List<Match> matches, OperationParameters parameters) {
    String target = parameters.text("target");
    return target.isEmpty()
        ? Outcome.done(answer(matches))
        : known
            .valueSet(Canonical.of(target))
            .then(valueSet -> known.content(valueSet, Map.of()))
            .map(content -> answer(within(matches, content)));
  }

  private static List<Match> within(List<Match> matches, ValueSetContent content) {
    return matches.stream().filter(match -> content.item(match.code()).isPresent()).toList();
  }

  private static Answer answer(List<Match> matches) {
    boolean translated = matches.stream().anyMatch(Match::isTranslation);
    ParametersAnswer answer =
        new ParametersAnswer()
            .with("result", "valueBoolean", Node.bool(translated))
            .with(
                "message", "valueString", translated ? "" : "there is no translation of the code");
    for (Match match : matches) {
      List<ObjectNode> parts = new ArrayList<>();
      parts.add(
          ParametersAnswer.named("equivalence", "valueCode", Node.string(match.equivalence())));
      if (!match.code().code().isEmpty()) {
        parts.add(
            ParametersAnswer.named(
                "concept", "valueCoding", ParametersAnswer.coding(match.code(), match.display())));
      }
      if (!match.map().isEmpty()) {
        parts.add(ParametersAnswer.named("source", "valueUri", Node.string(match.map())));
      }
      answer.with("match", parts);
    }
    return answer.answer();
  }
}
