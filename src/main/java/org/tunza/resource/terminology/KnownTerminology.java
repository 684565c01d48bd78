package org.tunza.resource.terminology;

import static org.tunza.record.RefusalCode.NOT_FOUND;
import static org.tunza.record.RefusalCode.TOO_COSTLY;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tunza.record.Outcome;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.CodeSystems;
import org.tunza.record.terminology.Concepts;
import org.tunza.record.terminology.Terminology;
import org.tunza.resource.terminology.ConceptMapReader.Match;
import org.tunza.resource.tree.ObjectNode;

/**
 * All terminology that there is: what was loaded, what is kept as entries, and what FHIR itself
 * defines. https://hl7.org/fhir/R4/terminology-service.html
 */
public final class KnownTerminology implements Terminology {

  private final CodeSystems loaded;
  private final Definitional definitional;

  public KnownTerminology(CodeSystems loaded, Definitional definitional) {
    this.loaded = loaded;
    this.definitional = definitional;
  }

  /** The concepts of a code system; refused as NOT_FOUND. */
  public Outcome<Concepts> codeSystem(Canonical canonical) {
    return TerminologyFault.outcome(() -> codeSystems().get(canonical));
  }

  /** The concepts that a CodeSystem resource brings; else those that are known of it. */
  public Outcome<Concepts> codeSystem(ObjectNode resource) {
    return TerminologyFault.outcome(() ->
        KnownCodeSystems.of(resource)
            .orElseGet(() ->
                codeSystems()
                    .get(
                        new Canonical(
                            Trees.text(resource, "url"), Trees.text(resource, "version")))));
  }

  /** A value set; refused as NOT_FOUND. */
  public Outcome<ObjectNode> valueSet(Canonical canonical) {
    return TerminologyFault.outcome(
        () -> new KnownValueSets(codeSystems(), definitional).get(canonical));
  }

  /** A concept map; refused as NOT_FOUND. */
  public Outcome<ObjectNode> conceptMap(Canonical canonical) {
    return definitional
        .find("ConceptMap", canonical)
        .then(found ->
            found
                .map(Outcome::done)
                .orElseGet(() ->
                    Outcome.refused(
                        NOT_FOUND, "", "the concept map " + canonical + " is not known")));
  }

  /** The concept maps from one code system to another; an empty one stands for any. */
  public Outcome<List<ObjectNode>> conceptMaps(String sourceSystem, String targetSystem) {
    return definitional.conceptMaps(sourceSystem, targetSystem);
  }

  /** What a map says of a code, and each other map to which it sends for it. */
  public Outcome<List<Match>> translated(ObjectNode map, Code code, String targetSystem) {
    return TerminologyFault.outcome(() -> {
      Effort effort = new Effort();
      Set<Canonical> followed = new HashSet<>();
      Deque<ObjectNode> open = new ArrayDeque<>(List.of(map));
      List<Match> matches = new ArrayList<>();
      while (!open.isEmpty()) {
        ConceptMapReader reader = new ConceptMapReader(open.pop());
        matches.addAll(reader.translated(code, targetSystem));
        for (Canonical other : reader.otherMaps(code, targetSystem)) {
          if (followed.add(other)) {
            effort.part();
            open.add(TerminologyFault.value(conceptMap(other)));
          }
        }
      }
      return matches;
    });
  }

  /**
   * What a value set contains.
   *
   * @param versions of code systems, by url, where the value set names none
   */
  public Outcome<ValueSetContent> content(ObjectNode valueSet, Map<String, String> versions) {
    return TerminologyFault.outcome(() -> {
      KnownCodeSystems codeSystems = codeSystems();
      KnownValueSets valueSets = new KnownValueSets(codeSystems, definitional);
      return new ValueSetContent(
          new ValueSetReader(codeSystems, valueSets, versions).segments(valueSet));
    });
  }

  private KnownCodeSystems codeSystems() {
    return new KnownCodeSystems(loaded, definitional);
  }

  private Outcome<ValueSetContent> content(String valueSet) {
    return valueSet(Canonical.of(valueSet)).then(found -> content(found, Map.of()));
  }

  @Override
  public Outcome<List<Code>> codes(String valueSet, int max) {
    return content(valueSet)
        .then(content -> content.total() > max ? tooMany(max) : Outcome.done(content.codes()));
  }

  @Override
  public Outcome<Boolean> contains(String valueSet, Code code) {
    return content(valueSet).map(content -> content.item(code).isPresent());
  }

  @Override
  public Outcome<List<Code>> below(Code code, int max) {
    return along(code, max, Concepts::below);
  }

  @Override
  public Outcome<List<Code>> above(Code code, int max) {
    return along(code, max, Concepts::above);
  }

  /** A way along the hierarchy. */
  @FunctionalInterface
  private interface Way {
    BitSet from(Concepts concepts, int number);
  }

  private Outcome<List<Code>> along(Code code, int max, Way way) {
    return codeSystem(Canonical.of(code.system()))
        .then(concepts -> {
          Integer number = concepts.numbers(List.of(code.code())).get(code.code());
          if (number == null) {
            return Outcome.refused(
                NOT_FOUND, "", "the code is not in " + concepts.codeSystem().canonical());
          }
          BitSet found = way.from(concepts, number);
          found.set(number);
          return found.cardinality() > max
              ? tooMany(max)
              : Outcome.done(
                  Segment.of(concepts, found).codes().stream()
                      .map(one -> new Code(code.system(), one))
                      .toList());
        });
  }

  private static <T> Outcome<T> tooMany(int max) {
    return Outcome.refused(TOO_COSTLY, "", "there are more than %d codes".formatted(max));
  }
}
