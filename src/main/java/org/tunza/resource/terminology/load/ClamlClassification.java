package org.tunza.resource.terminology.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.CodeSystem.Extent;
import org.tunza.record.terminology.CodeSystemContent;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.Designation;
import org.tunza.record.terminology.Concept.Kind;
import org.tunza.record.terminology.Concept.Property;
import org.tunza.record.terminology.Concept.State;

/**
 * A classification in ClaML, as ICD-10 is published (EN ISO 13120).
 * https://www.iso.org/standard/69318.html
 */
final class ClamlClassification implements Format {

  private static final Set<String> GROUPS = Set.of("chapter", "block");

  /** Urls by how titles begin; the first that fits. https://hl7.org/fhir/R4/icd.html */
  private static final Map<String, String> URLS = urls();

  private static Map<String, String> urls() {
    Map<String, String> urls = new LinkedHashMap<>();
    urls.put("ICD-10-GM", "http://fhir.de/CodeSystem/bfarm/icd-10-gm");
    urls.put("ICD-10-CM", "http://hl7.org/fhir/sid/icd-10-cm");
    urls.put("ICD-10", "http://hl7.org/fhir/sid/icd-10");
    urls.put("ICD-9-CM", "http://hl7.org/fhir/sid/icd-9-cm");
    return urls;
  }

  @Override
  public String name() {
    return "ClaML (XML)";
  }

  @Override
  public List<Member> recognised(List<Member> files) {
    return files.stream().filter(file -> file.head().contains("<ClaML")).toList();
  }

  @Override
  public List<CodeSystemContent> read(List<Member> files) throws IOException {
    List<CodeSystemContent> all = new ArrayList<>();
    for (Member file : files) {
      all.add(new Reading().content(file));
    }
    return all;
  }

  private static final class Reading {
    private final List<Concept> concepts = new ArrayList<>();
    private final ClamlModifiers modifiers = new ClamlModifiers();
    private String title = "";
    private String version = "";
    private String authority = "";

    CodeSystemContent content(Member file) throws IOException {
      XmlElement.each(file, Set.of("Identifier", "Title", "Class", "ModifierClass"), this::take);
      String url =
          URLS.entrySet().stream()
              .filter(one -> title.startsWith(one.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(authority.matches("[0-9.]+") ? "urn:oid:" + authority : "");
      concepts.addAll(modifiers.made(concepts));
      return new CodeSystemContent(
          new CodeSystem(url, version, title, "", Extent.COMPLETE), concepts);
    }

    private void take(XmlElement element) {
      switch (element.name()) {
        case "Identifier" -> authority = element.attribute("uid");
        case "Title" -> {
          title = element.attribute("name");
          version = element.attribute("version");
          version = version.isEmpty() ? element.attribute("date") : version;
        }
        case "ModifierClass" -> modifiers.modifierClass(element, concept(element).display());
        default -> {
          Concept concept = concept(element);
          concepts.add(concept);
          modifiers.listed(element, concept.parents());
        }
      }
    }

    private static Concept concept(XmlElement element) {
      List<Designation> names = new ArrayList<>();
      String display = "";
      for (XmlElement rubric : element.children("Rubric")) {
        String kind = rubric.attribute("kind");
        for (XmlElement label : rubric.children("Label")) {
          String text = label.text();
          if (kind.equals("preferred") && display.isEmpty()) {
            display = text;
          } else if (kind.startsWith("preferred") || kind.equals("inclusion")) {
            names.add(new Designation(label.attribute("lang"), new Code("", kind), text));
          }
        }
      }
      List<Property> properties = new ArrayList<>();
      String kind = element.attribute("kind");
      properties.add(new Property("kind", Kind.CODE, kind));
      if (GROUPS.contains(kind)) {
        properties.add(new Property("notSelectable", Kind.BOOLEAN, "true"));
      }
      if (!element.attribute("usage").isEmpty()) {
        properties.add(new Property("usage", Kind.CODE, element.attribute("usage")));
      }
      String code = element.attribute("code");
      return new Concept(
          code,
          display.isEmpty() ? code : display,
          State.ACTIVE,
          element.children("SuperClass").stream().map(one -> one.attribute("code")).toList(),
          names,
          properties);
    }
  }
}
