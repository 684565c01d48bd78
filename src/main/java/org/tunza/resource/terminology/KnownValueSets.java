package org.tunza.resource.terminology;

import static org.tunza.record.RefusalCode.NOT_FOUND;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.resource.definition.CodeSet;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Value sets by their canonical: those that are kept as entries, those that a code system implies,
 * and those of required bindings of FHIR. https://hl7.org/fhir/R4/valueset.html
 */
final class KnownValueSets {

  /** The version of what FHIR itself defines. */
  static final String CORE_VERSION = "4.0.1";

  private static final String SNOMED = "http://snomed.info/sct";
  private static final String IMPLICIT = "?fhir_vs";
  private static final String IS_A = "=isa/";

  private final KnownCodeSystems codeSystems;
  private final Definitional definitional;

  KnownValueSets(KnownCodeSystems codeSystems, Definitional definitional) {
    this.codeSystems = codeSystems;
    this.definitional = definitional;
  }

  ObjectNode get(Canonical canonical) {
    return TerminologyFault.value(definitional.find("ValueSet", canonical))
        .or(() -> codeSystems.loaded().ofValueSet(canonical.url()).map(KnownValueSets::all))
        .or(() -> implicit(canonical.url()))
        .or(() -> core(canonical))
        .orElseThrow(() ->
            TerminologyFault.of(NOT_FOUND, "", "the value set " + canonical + " is not known"));
  }

  private static ObjectNode all(CodeSystem codeSystem) {
    ObjectNode include =
        ObjectNode.of("system", Node.string(codeSystem.url()))
            .with("version", Node.string(codeSystem.version()));
    return valueSet(codeSystem.valueSet(), List.of(include));
  }

  /**
   * As SNOMED CT defines them: {@code [system or edition]?fhir_vs} and {@code
   * …?fhir_vs=isa/[code]}. https://hl7.org/fhir/R4/snomedct.html#implicit
   */
  private static Optional<ObjectNode> implicit(String url) {
    int at = url.indexOf(IMPLICIT);
    if (at < 0) {
      return Optional.empty();
    }
    String edition = url.substring(0, at);
    String rest = url.substring(at + IMPLICIT.length());
    String system = edition.startsWith(SNOMED) ? SNOMED : edition;
    ObjectNode include = ObjectNode.of("system", Node.string(system));
    if (!edition.equals(system)) {
      include = include.with("version", Node.string(edition));
    }
    if (rest.startsWith(IS_A)) {
      ObjectNode filter =
          ObjectNode.of("property", Node.string("concept"))
              .with("op", Node.string("is-a"))
              .with("value", Node.string(rest.substring(IS_A.length())));
      include = include.with("filter", Node.array(List.of(filter)));
    } else if (!rest.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(valueSet(url, List.of(include)));
  }

  private static Optional<ObjectNode> core(Canonical canonical) {
    if (!canonical.orVersion(CORE_VERSION).version().equals(CORE_VERSION)) {
      return Optional.empty();
    }
    return Definitions.r4().codeSets().stream()
        .filter(set -> set.url().equals(canonical.url()))
        .findFirst()
        .map(KnownValueSets::listed);
  }

  private static ObjectNode listed(CodeSet set) {
    List<ObjectNode> includes = new ArrayList<>();
    for (String system : set.systems()) {
      List<ObjectNode> codes =
          set.codes(system).stream().map(code -> ObjectNode.of("code", Node.string(code))).toList();
      includes.add(ObjectNode.of("system", Node.string(system)).with("concept", Node.array(codes)));
    }
    return valueSet(set.url(), includes).with("version", Node.string(CORE_VERSION));
  }

  private static ObjectNode valueSet(String url, List<ObjectNode> includes) {
    return ObjectNode.of("resourceType", Node.string("ValueSet"))
        .with("url", Node.string(url))
        .with("status", Node.string("active"))
        .with("compose", ObjectNode.of("include", Node.array(includes)));
  }
}
