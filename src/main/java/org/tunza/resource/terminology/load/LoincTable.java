package org.tunza.resource.terminology.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.CodeSystem.Extent;
import org.tunza.record.terminology.CodeSystemContent;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.Designation;
import org.tunza.record.terminology.Concept.Kind;
import org.tunza.record.terminology.Concept.Property;
import org.tunza.record.terminology.Concept.State;

/** The LOINC table, alone or in the release that holds it. https://hl7.org/fhir/R4/loinc.html */
final class LoincTable implements Format {

  private static final String URL = "http://loinc.org";

  /** Columns that become properties. */
  private static final List<String> PROPERTIES =
      List.of(
          "COMPONENT",
          "PROPERTY",
          "TIME_ASPCT",
          "SYSTEM",
          "SCALE_TYP",
          "METHOD_TYP",
          "CLASS",
          "CLASSTYPE",
          "STATUS",
          "ORDER_OBS",
          "EXAMPLE_UCUM_UNITS");

  /** Columns that hold other names. */
  private static final List<String> NAMES =
      List.of("SHORTNAME", "CONSUMER_NAME", "DisplayName", "RELATEDNAMES2");

  @Override
  public String name() {
    return "LOINC table (csv)";
  }

  @Override
  public List<Member> recognised(List<Member> files) {
    return files.stream()
        .filter(file ->
            file.firstLine().contains("LOINC_NUM")
                && file.firstLine().contains("LONG_COMMON_NAME")
                && file.firstLine().contains("VersionLastChanged"))
        .max(Comparator.comparingInt(file -> file.firstLine().length()))
        .map(List::of)
        .orElse(List.of());
  }

  @Override
  public List<CodeSystemContent> read(List<Member> files) throws IOException {
    List<Concept> concepts = new ArrayList<>();
    Map<String, String> shared = new HashMap<>();
    String version = "";
    try (CsvRows rows = new CsvRows(files.getFirst())) {
      while (rows.next()) {
        if (!rows.cell("LOINC_NUM").isEmpty()) {
          concepts.add(concept(rows, shared));
          version = later(version, rows.cell("VersionLastChanged"));
        }
      }
    }
    return List.of(
        new CodeSystemContent(
            new CodeSystem(URL, version, "LOINC", URL + "/vs", Extent.COMPLETE), concepts));
  }

  private static Concept concept(CsvRows rows, Map<String, String> shared) {
    List<Property> properties = new ArrayList<>();
    for (String name : PROPERTIES) {
      String value = rows.cell(name);
      if (!value.isEmpty()) {
        String same = shared.computeIfAbsent(value, own -> own);
        properties.add(new Property(name, Kind.STRING, same));
      }
    }
    List<Designation> names = new ArrayList<>();
    for (String name : NAMES) {
      if (!rows.cell(name).isEmpty()) {
        names.add(new Designation("en", new Code(URL, name), rows.cell(name)));
      }
    }
    State state = rows.cell("STATUS").equals("DEPRECATED") ? State.INACTIVE : State.ACTIVE;
    return new Concept(
        rows.cell("LOINC_NUM"), rows.cell("LONG_COMMON_NAME"), state, List.of(), names, properties);
  }

  /** The later of two versions such as 2.8 and 2.77, in which the second has more releases. */
  private static String later(String one, String other) {
    String[] left = one.split("\\.", -1);
    String[] right = other.split("\\.", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int compared = left[i].length() - right[i].length();
      compared = compared == 0 ? left[i].compareTo(right[i]) : compared;
      if (compared != 0) {
        return compared > 0 ? one : other;
      }
    }
    return left.length >= right.length && !one.isEmpty() ? one : other;
  }
}
