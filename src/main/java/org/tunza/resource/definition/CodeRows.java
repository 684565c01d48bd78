package org.tunza.resource.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;

/**
 * Turns the value sets that required bindings use into the rows of codes.tsv. A value set that the
 * specification doesn't list in full (mime types, units, currencies) gets none.
 */
final class CodeRows {

  private final Map<String, ValueSet> valueSets = new HashMap<>();
  private final Map<String, CodeSystem> codeSystems = new HashMap<>();
  private final Map<String, String> rowsByUrl = new TreeMap<>();

  void learn(Resource resource) {
    if (resource instanceof ValueSet valueSet) {
      valueSets.put(valueSet.getUrl(), valueSet);
    } else if (resource instanceof CodeSystem codeSystem) {
      codeSystems.put(codeSystem.getUrl(), codeSystem);
    }
  }

  /** The address under which the codes stand, when the set can be listed. */
  Optional<String> use(String canonical) {
    String url = canonical.replaceFirst("\\|.*", "");
    if (!rowsByUrl.containsKey(url)) {
      rowsByUrl.put(url, rows(url));
    }
    return rowsByUrl.getOrDefault(url, "").isEmpty() ? Optional.empty() : Optional.of(url);
  }

  String text() {
    return String.join("", rowsByUrl.values());
  }

  private String rows(String url) {
    ValueSet valueSet = valueSets.get(url);
    if (valueSet == null || valueSet.getCompose().hasExclude()) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    for (ConceptSetComponent include : valueSet.getCompose().getInclude()) {
      List<String> codes = codes(include);
      if (codes.isEmpty()) {
        return "";
      }
      rows.append(url).append('\t').append(include.getSystem());
      rows.append(codes.stream().map(code -> "\t" + code).collect(Collectors.joining()));
      rows.append('\n');
    }
    return rows.toString();
  }

  private List<String> codes(ConceptSetComponent include) {
    CodeSystem system = codeSystems.get(include.getSystem());
    if (include.hasFilter() || include.hasValueSet()) {
      return List.of();
    }
    if (include.hasConcept()) {
      return include.getConcept().stream().map(ConceptReferenceComponent::getCode).toList();
    }
    if (system == null || system.getContent() != CodeSystemContentMode.COMPLETE) {
      return List.of();
    }
    List<String> codes = new ArrayList<>();
    gather(system.getConcept(), codes);
    return codes;
  }

  private static void gather(List<ConceptDefinitionComponent> concepts, List<String> codes) {
    for (ConceptDefinitionComponent concept : concepts) {
      codes.add(concept.getCode());
      gather(concept.getConcept(), codes);
    }
  }
}
