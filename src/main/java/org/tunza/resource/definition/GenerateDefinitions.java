package org.tunza.resource.definition;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;

/**
 * Makes the tables of this package from the definitions that HL7 publishes with FHIR R4.
 * https://hl7.org/fhir/R4/downloads.html
 */
public final class GenerateDefinitions {

  private static final String PUBLISHED = "/org/hl7/fhir/r4/model/";

  private GenerateDefinitions() {}

  /** Writes the tables into a folder: the one of this package among the resources. */
  public static void to(Path folder) throws IOException {
    for (Map.Entry<String, String> table : tables().entrySet()) {
      Files.writeString(folder.resolve(table.getKey()), table.getValue());
    }
  }

  /** The tables' texts by file name. */
  public static Map<String, String> tables() throws IOException {
    CodeRows codes = new CodeRows();
    for (String file : List.of("valueset/valuesets.xml", "valueset/v3-codesystems.xml")) {
      published(file).forEach(codes::learn);
    }
    List<StructureDefinition> structures = new ArrayList<>();
    for (String file : List.of("profile/profiles-types.xml", "profile/profiles-resources.xml")) {
      for (Resource resource : published(file)) {
        if (resource instanceof StructureDefinition structure && isType(structure)) {
          structures.add(structure);
        }
      }
    }
    StructureRows rows = new StructureRows(structures, codes);
    return Map.of(
        "structures.tsv", rows.text(),
        "codes.tsv", codes.text(),
        "resource-types.tsv", resourceTypes(structures));
  }

  private static boolean isType(StructureDefinition structure) {
    return structure.getKind() != StructureDefinitionKind.LOGICAL
        && structure.getName().equals(structure.getType());
  }

  /** Names keep the numbers they have; new ones get the next, in alphabetical order. */
  private static String resourceTypes(List<StructureDefinition> structures) {
    TreeMap<Integer, String> numbers = new TreeMap<>(DefinitionTables.numbers());
    structures.stream()
        .filter(s -> s.getKind() == StructureDefinitionKind.RESOURCE && !s.getAbstract())
        .map(StructureDefinition::getName)
        .sorted()
        .filter(name -> !numbers.containsValue(name))
        .forEach(name -> numbers.put(numbers.isEmpty() ? 1 : numbers.lastKey() + 1, name));
    StringBuilder text = new StringBuilder();
    numbers.forEach((number, name) -> text.append(number).append('\t').append(name).append('\n'));
    return text.toString();
  }

  private static List<Resource> published(String file) throws IOException {
    IParser parser = FhirContext.forR4Cached().newXmlParser();
    try (InputStream stream = GenerateDefinitions.class.getResourceAsStream(PUBLISHED + file)) {
      String xml =
          new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
      return parser.parseResource(Bundle.class, xml).getEntry().stream()
          .map(BundleEntryComponent::getResource)
          .toList();
    }
  }
}
