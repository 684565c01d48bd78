package org.tunza.resource.terminology;

import static org.tunza.record.RefusalCode.INVALID_CONTENT;
import static org.tunza.record.RefusalCode.NOT_FOUND;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.CodeSystem.Extent;
import org.tunza.record.terminology.CodeSystemContent;
import org.tunza.record.terminology.CodeSystems;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concepts;
import org.tunza.record.terminology.Hierarchy;
import org.tunza.resource.definition.CodeSet;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.ObjectNode;

/**
 * The code systems that can be asked, for one request: those that were loaded, else those that are
 * kept as entries, else what the definitions of FHIR list. A code system is found once.
 */
final class KnownCodeSystems {

  private final CodeSystems loaded;
  private final Definitional definitional;
  private final Map<Canonical, Optional<Concepts>> found = new HashMap<>();

  KnownCodeSystems(CodeSystems loaded, Definitional definitional) {
    this.loaded = loaded;
    this.definitional = definitional;
  }

  CodeSystems loaded() {
    return loaded;
  }

  Concepts get(Canonical canonical) {
    return find(canonical)
        .orElseThrow(() ->
            TerminologyFault.of(NOT_FOUND, "", "the code system " + canonical + " is not known"));
  }

  Optional<Concepts> find(Canonical canonical) {
    Optional<Concepts> known = found.get(canonical);
    if (known == null) {
      known =
          loaded
              .find(canonical.url(), canonical.version())
              .or(() -> kept(canonical))
              .or(() -> core(canonical));
      found.put(canonical, known);
    }
    return known;
  }

  private Optional<Concepts> kept(Canonical canonical) {
    return TerminologyFault.value(definitional.find("CodeSystem", canonical))
        .flatMap(KnownCodeSystems::of);
  }

  /** The concepts that a resource brings, if it brings any. */
  static Optional<Concepts> of(ObjectNode resource) {
    return CodeSystemReader.read(resource).map(KnownCodeSystems::of);
  }

  static Concepts of(CodeSystemContent content) {
    return switch (Hierarchy.of(content.concepts())) {
      case Hierarchy.Made.Sound(Hierarchy hierarchy) ->
          new ListedConcepts(content.codeSystem(), hierarchy);
      case Hierarchy.Made.Twice _ -> throw broken(content, "has a code twice");
      case Hierarchy.Made.Circle _ -> throw broken(content, "has a code that is below itself");
    };
  }

  private static TerminologyFault broken(CodeSystemContent content, String what) {
    return TerminologyFault.of(
        INVALID_CONTENT,
        "CodeSystem.concept",
        "the code system %s %s".formatted(content.codeSystem().canonical(), what));
  }

  /** Those codes that required bindings of FHIR list, without displays. */
  private static Optional<Concepts> core(Canonical canonical) {
    String version = canonical.version();
    if (!version.isEmpty() && !version.equals(KnownValueSets.CORE_VERSION)) {
      return Optional.empty();
    }
    Set<String> codes = new LinkedHashSet<>();
    for (CodeSet set : Definitions.r4().codeSets()) {
      codes.addAll(set.codes(canonical.url()));
    }
    return codes.isEmpty()
        ? Optional.empty()
        : Optional.of(listed(canonical.url(), List.copyOf(codes)));
  }

  private static Concepts listed(String url, List<String> codes) {
    CodeSystem codeSystem =
        new CodeSystem(url, KnownValueSets.CORE_VERSION, url, "", Extent.FRAGMENT);
    List<Concept> concepts = new ArrayList<>();
    for (String code : codes) {
      concepts.add(plain(code, ""));
    }
    return of(new CodeSystemContent(codeSystem, concepts));
  }

  /** A concept of which no more is known. */
  static Concept plain(String code, String display) {
    return new Concept(code, display, Concept.State.ACTIVE, List.of(), List.of(), List.of());
  }
}
