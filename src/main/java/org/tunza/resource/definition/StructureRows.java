package org.tunza.resource.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.PropertyRepresentation;
import org.hl7.fhir.r4.model.ElementDefinition.TypeRefComponent;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;

/** Turns StructureDefinitions into the rows of structures.tsv. */
final class StructureRows {

  private static final String SYSTEM_TYPE = "http://hl7.org/fhirpath/System.";

  private final Map<String, StructureDefinition> structures = new HashMap<>();
  private final Map<String, Map<String, String>> rowsByType = new LinkedHashMap<>();
  private final CodeRows codes;
  private final StringBuilder text = new StringBuilder(500_000);

  StructureRows(List<StructureDefinition> published, CodeRows codes) {
    this.codes = codes;
    published.forEach(structure -> structures.put(structure.getName(), structure));
    published.forEach(this::type);
  }

  String text() {
    return text.toString();
  }

  /** Writes a type after the one that it extends. */
  private void type(StructureDefinition structure) {
    if (rowsByType.containsKey(structure.getName())) {
      return;
    }
    String base = lastPart(structure.getBaseDefinition());
    if (!base.isEmpty()) {
      type(Objects.requireNonNull(structures.get(base), base));
    }
    String kind =
        structure.getKind() == StructureDefinitionKind.RESOURCE
            ? "resource"
            : structure.getKind() == StructureDefinitionKind.PRIMITIVETYPE
                ? "primitive"
                : "complex";
    List<ElementDefinition> elements = structure.getSnapshot().getElement();
    block(structure.getName(), kind, base, elements);
    for (ElementDefinition element : elements) {
      if (element.getPath().contains(".") && hasChildren(element, elements)) {
        String backboneBase = element.getTypeFirstRep().getCode();
        block(element.getPath(), "backbone", backboneBase, elements);
      }
    }
  }

  private static boolean hasChildren(ElementDefinition parent, List<ElementDefinition> all) {
    return all.stream().anyMatch(e -> e.getPath().startsWith(parent.getPath() + "."));
  }

  private void block(String name, String kind, String base, List<ElementDefinition> elements) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (ElementDefinition element : elements) {
      String path = element.getPath();
      boolean primitiveValue = kind.equals("primitive") && path.endsWith(".value");
      if (path.lastIndexOf('.') == name.length() && path.startsWith(name) && !primitiveValue) {
        String elementName = path.substring(name.length() + 1);
        rows.put(elementName, row(elementName, element, elements));
      }
    }
    rowsByType.put(name, rows);
    text.append("T\t").append(name).append('\t').append(kind);
    text.append(base.isEmpty() ? "" : "\t" + base).append('\n');
    Map<String, String> inherited = rowsByType.getOrDefault(base, Map.of());
    if (!rows.keySet().stream()
        .limit(inherited.size())
        .toList()
        .equals(List.copyOf(inherited.keySet()))) {
      throw new IllegalStateException(name + " does not begin with the elements of " + base);
    }
    rows.forEach((elementName, row) -> {
      if (!row.equals(inherited.get(elementName))) {
        text.append("E\t").append(row).append('\n');
      }
    });
  }

  private String row(String name, ElementDefinition element, List<ElementDefinition> all) {
    String flags =
        (element.getIsSummary() ? "s" : "")
            + (element.getIsModifier() ? "m" : "")
            + (isAttribute(element) ? "a" : "");
    List<String> cells = new ArrayList<>();
    cells.add(name);
    cells.add(element.getMin() + ".." + element.getMax());
    cells.add(flags.isEmpty() ? "-" : flags);
    cells.add(String.join("|", types(element, all)));
    if (element.getBinding().getStrength() == BindingStrength.REQUIRED) {
      codes.use(element.getBinding().getValueSet()).ifPresent(cells::add);
    }
    return String.join("\t", cells);
  }

  private static Set<String> types(ElementDefinition element, List<ElementDefinition> all) {
    if (element.hasContentReference()) {
      return Set.of(element.getContentReference().substring(1));
    }
    if (element.getPath().contains(".") && hasChildren(element, all)) {
      return Set.of(element.getPath());
    }
    Set<String> types = new LinkedHashSet<>();
    for (TypeRefComponent type : element.getType()) {
      types.add(type(type, element) + targets(type));
    }
    return types;
  }

  /** The specification gives ids and addresses of extensions a type of FHIRPath; we give FHIR's. */
  private static String type(TypeRefComponent type, ElementDefinition element) {
    if (!type.getCode().startsWith(SYSTEM_TYPE)) {
      return type.getCode();
    }
    if (element.getPath().equals("Extension.url")) {
      return "uri";
    }
    return isAttribute(element) ? "string" : "id";
  }

  private static boolean isAttribute(ElementDefinition element) {
    return element.getRepresentation().stream()
        .anyMatch(representation -> representation.getValue() == PropertyRepresentation.XMLATTR);
  }

  private static String targets(TypeRefComponent type) {
    List<String> targets =
        type.getTargetProfile().stream()
            .map(CanonicalType::getValue)
            .map(StructureRows::lastPart)
            .toList();
    return targets.isEmpty() || targets.contains("Resource")
        ? ""
        : targets.stream().collect(Collectors.joining(",", "(", ")"));
  }

  private static String lastPart(String url) {
    return url == null ? "" : url.substring(url.lastIndexOf('/') + 1);
  }
}
