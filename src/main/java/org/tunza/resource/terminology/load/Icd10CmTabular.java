package org.tunza.resource.terminology.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
 * The tabular list of ICD-10-CM. Codes with a seventh character, which it doesn't list, are made as
 * it says. https://www.cdc.gov/nchs/icd/icd-10-cm
 */
final class Icd10CmTabular implements Format {

  private static final String URL = "http://hl7.org/fhir/sid/icd-10-cm";
  private static final int CATEGORY_LENGTH = 3;
  private static final int SEVENTH = 6;

  @Override
  public String name() {
    return "ICD-10-CM tabular (XML)";
  }

  @Override
  public List<Member> recognised(List<Member> files) {
    return files.stream().filter(file -> file.head().contains("<ICD10CM.tabular")).toList();
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
    private String version = "";

    CodeSystemContent content(Member file) throws IOException {
      XmlElement.each(
          file,
          Set.of("version", "chapter"),
          element -> {
            if (element.name().equals("version")) {
              version = element.text();
            } else {
              chapter(element);
            }
          });
      return new CodeSystemContent(
          new CodeSystem(URL, version, "ICD-10-CM", URL + "/vs", Extent.COMPLETE), concepts);
    }

    private void chapter(XmlElement chapter) {
      String code = chapter.textOf("name");
      concepts.add(group(code, chapter.textOf("desc"), List.of()));
      for (XmlElement section : chapter.children("section")) {
        String id = range(section.attribute("id"));
        concepts.add(group(id, section.textOf("desc"), List.of(code)));
        for (XmlElement diagnosis : section.children("diag")) {
          diagnosis(diagnosis, id, List.of());
        }
      }
    }

    /** A section of one category must not have the category's code. */
    private static String range(String id) {
      return id.contains("-") ? id : id + "-" + id;
    }

    private static Concept group(String code, String display, List<String> parents) {
      return new Concept(
          code,
          display,
          State.ACTIVE,
          parents,
          List.of(),
          List.of(new Property("notSelectable", Kind.BOOLEAN, "true")));
    }

    /** A code and those below it; a seventh character goes to those that have none below. */
    private void diagnosis(XmlElement diagnosis, String parent, List<XmlElement> inherited) {
      String code = diagnosis.textOf("name");
      String display = diagnosis.textOf("desc");
      List<Designation> names = new ArrayList<>();
      for (XmlElement term : diagnosis.children("inclusionTerm")) {
        for (XmlElement note : term.children("note")) {
          names.add(new Designation("en", new Code("", "inclusion"), note.text()));
        }
      }
      concepts.add(new Concept(code, display, State.ACTIVE, List.of(parent), names, List.of()));
      List<XmlElement> own =
          diagnosis.children("sevenChrDef").stream()
              .flatMap(definition -> definition.children("extension").stream())
              .toList();
      List<XmlElement> characters = own.isEmpty() ? inherited : own;
      List<XmlElement> below = diagnosis.children("diag");
      for (XmlElement one : below) {
        diagnosis(one, code, characters);
      }
      if (below.isEmpty()) {
        for (XmlElement character : characters) {
          concepts.add(
              new Concept(
                  filled(code) + character.attribute("char"),
                  display + ", " + character.text(),
                  State.ACTIVE,
                  List.of(code),
                  List.of(),
                  List.of()));
        }
      }
    }

    /** The first six characters, with X where the code has none. */
    private static String filled(String code) {
      StringBuilder filled = new StringBuilder(code.replace(".", ""));
      while (filled.length() < SEVENTH) {
        filled.append('X');
      }
      return filled.insert(CATEGORY_LENGTH, '.').toString();
    }
  }
}
