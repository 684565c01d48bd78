package org.tunza.resource.terminology.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * SNOMED CT as a snapshot in release format 2: concepts, descriptions, is-a relationships and, for
 * the preferred terms, the language reference set. http://snomed.org/rf2,
 * https://hl7.org/fhir/R4/snomedct.html
 */
final class SnomedSnapshot implements Format {

  static final String URL = "http://snomed.info/sct";

  private static final String CONCEPTS = "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId";
  private static final String DESCRIPTIONS =
      "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm"
          + "\tcaseSignificanceId";
  private static final String RELATIONSHIPS =
      "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId"
          + "\tcharacteristicTypeId\tmodifierId";
  private static final String LANGUAGE =
      "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId\tacceptabilityId";

  private static final String IS_A = "116680003";
  private static final String INFERRED = "900000000000011006";
  private static final String FULLY_SPECIFIED = "900000000000003001";
  private static final String TEXT_DEFINITION = "900000000000550004";
  private static final String PREFERRED = "900000000000548007";
  private static final String US_ENGLISH = "900000000000509007";
  private static final String SUFFICIENTLY_DEFINED = "900000000000073002";
  private static final String CORE_MODULE = "900000000000207008";

  /** Those that every edition has: core, model, and the map to ICD-10. */
  private static final Set<String> COMMON_MODULES =
      Set.of(CORE_MODULE, "900000000000012004", "449080006");

  /** In the names of files of the international edition. */
  private static final String INTERNATIONAL = "_INT_";

  private static final List<Property> DEFINED =
      List.of(new Property("sufficientlyDefined", Kind.BOOLEAN, "true"));
  private static final Pattern OTHER_RELEASE = Pattern.compile("(Full|Delta)(-[A-Za-z-]+)?_[^/]*$");
  private static final Pattern DATE = Pattern.compile("_(\\d{8})\\.");

  @Override
  public String name() {
    return "SNOMED CT snapshot (RF2)";
  }

  @Override
  public List<Member> recognised(List<Member> files) {
    List<Member> found =
        files.stream()
            .filter(file -> !OTHER_RELEASE.matcher(file.name()).find())
            .filter(file ->
                List.of(CONCEPTS, DESCRIPTIONS, RELATIONSHIPS, LANGUAGE).contains(file.firstLine()))
            .toList();
    return of(found, CONCEPTS).isEmpty() ? List.of() : found;
  }

  private static List<Member> of(List<Member> files, String header) {
    return files.stream().filter(file -> file.firstLine().equals(header)).toList();
  }

  @Override
  public List<CodeSystemContent> read(List<Member> files) throws IOException {
    if (of(files, DESCRIPTIONS).isEmpty() || of(files, RELATIONSHIPS).isEmpty()) {
      throw new UnreadableTerminology("descriptions or relationships of the snapshot are missing");
    }
    return List.of(new Reading(files).content());
  }

  /** One concept on the way. */
  private static final class Row {
    private final State state;
    private final boolean defined;
    private final List<String> parents = new ArrayList<>(2);
    private final List<Designation> designations = new ArrayList<>(4);
    private String display = "";
    private Rank rank = Rank.NONE;

    Row(State state, boolean defined) {
      this.state = state;
      this.defined = defined;
    }
  }

  /** How well a term serves as display. */
  private enum Rank {
    NONE,
    SYNONYM,
    FULLY_SPECIFIED,
    PREFERRED
  }

  private static final class Reading {
    private final List<Member> files;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Integer> modules = new HashMap<>();
    private final Set<String> preferredInUs = new HashSet<>();
    private final Set<String> preferredElsewhere = new HashSet<>();
    private final Map<String, Code> uses = new HashMap<>();

    Reading(List<Member> files) {
      this.files = files;
    }

    CodeSystemContent content() throws IOException {
      each(
          CONCEPTS,
          cells -> {
            State state = cells[2].equals("1") ? State.ACTIVE : State.INACTIVE;
            rows.put(cells[0], new Row(state, cells[4].equals(SUFFICIENTLY_DEFINED)));
            modules.merge(cells[3], 1, Integer::sum);
          });
      each(
          LANGUAGE,
          cells -> {
            if (cells[2].equals("1") && cells[6].equals(PREFERRED)) {
              (cells[4].equals(US_ENGLISH) ? preferredInUs : preferredElsewhere).add(cells[5]);
            }
          });
      each(
          RELATIONSHIPS,
          cells -> {
            Row row = rows.get(cells[4]);
            if (row != null
                && cells[2].equals("1")
                && cells[7].equals(IS_A)
                && cells[8].equals(INFERRED)) {
              row.parents.add(cells[5]);
            }
          });
      each(DESCRIPTIONS, this::description);
      List<Concept> concepts = new ArrayList<>(rows.size());
      rows.forEach((code, row) -> concepts.add(concept(code, row)));
      return new CodeSystemContent(
          new CodeSystem(URL, version(), "SNOMED CT", URL + "?fhir_vs", Extent.COMPLETE), concepts);
    }

    private void description(String[] cells) {
      Row row = rows.get(cells[4]);
      if (row == null || !cells[2].equals("1") || cells[6].equals(TEXT_DEFINITION)) {
        return;
      }
      row.designations.add(new Designation(cells[5].intern(), use(cells[6]), cells[7]));
      Rank rank = rank(cells[0], cells[6]);
      if (rank.compareTo(row.rank) > 0) {
        row.rank = rank;
        row.display = cells[7];
      }
    }

    /** Where there is a reference set of US English, only its terms are preferred. */
    private Rank rank(String description, String type) {
      if (type.equals(FULLY_SPECIFIED)) {
        return Rank.FULLY_SPECIFIED;
      }
      Set<String> preferred = preferredInUs.isEmpty() ? preferredElsewhere : preferredInUs;
      return preferred.contains(description) ? Rank.PREFERRED : Rank.SYNONYM;
    }

    private Code use(String type) {
      return uses.computeIfAbsent(type, code -> new Code(URL, code));
    }

    private static Concept concept(String code, Row row) {
      return new Concept(
          code,
          row.display.isEmpty() ? code : row.display,
          row.state,
          row.parents,
          row.designations,
          row.defined ? DEFINED : List.of());
    }

    /** The edition is that of the module, besides those of all, that most concepts belong to. */
    private String version() {
      boolean international =
          of(files, CONCEPTS).stream().anyMatch(file -> file.name().contains(INTERNATIONAL));
      String module = international ? CORE_MODULE : ownModule();
      Optional<String> date =
          of(files, CONCEPTS).stream()
              .map(file -> DATE.matcher(file.name()))
              .filter(Matcher::find)
              .map(found -> found.group(1))
              .max(String::compareTo);
      return URL + "/" + module + date.map(day -> "/version/" + day).orElse("");
    }

    private String ownModule() {
      return modules.entrySet().stream()
          .filter(one -> !COMMON_MODULES.contains(one.getKey()))
          .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
          .map(Map.Entry::getKey)
          .orElse(CORE_MODULE);
    }

    private void each(String header, Columns.Row row) throws IOException {
      for (Member file : of(files, header)) {
        int columns = header.split("\t", -1).length;
        Columns.each(file, '\t', columns, Columns.Head.NAMES, row);
      }
    }
  }
}
