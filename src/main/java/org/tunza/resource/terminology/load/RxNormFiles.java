package org.tunza.resource.terminology.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * RxNorm in its release format: concepts, and their relations when these are there. Only what is
 * RxNorm's own. https://www.nlm.nih.gov/research/umls/rxnorm/docs/techdoc.html
 */
final class RxNormFiles implements Format {

  private static final String URL = "http://www.nlm.nih.gov/research/umls/rxnorm";
  private static final String OWN = "RXNORM";
  private static final int NAME_COLUMNS = 19;
  private static final int RELATION_COLUMNS = 17;
  private static final Pattern RELEASE = Pattern.compile("_(\\d{8})\\.zip|_(\\d{8})/");

  /** Kinds of names that name a concept otherwise; others are what the concept is. */
  private static final List<String> OTHER_NAMES = List.of("SY", "PSN", "TMSY", "ET");

  @Override
  public String name() {
    return "RxNorm (RRF)";
  }

  @Override
  public List<Member> recognised(List<Member> files) {
    List<Member> names = ofColumns(files, NAME_COLUMNS, 0);
    if (names.isEmpty()) {
      return List.of();
    }
    List<Member> all = new ArrayList<>(names.subList(0, 1));
    ofColumns(files, RELATION_COLUMNS, 2).stream().findFirst().ifPresent(all::add);
    return all;
  }

  /** Files of so many columns whose types of identifiers, from a place on, are as they must be. */
  private static List<Member> ofColumns(List<Member> files, int columns, int types) {
    return files.stream()
        .filter(file -> {
          String[] cells = file.firstLine().split("\\|", -1);
          boolean fits = cells.length == columns && cells[0].matches("\\d*");
          return fits && (types == 0 ? cells[1].equals("ENG") : cells[types].matches("CUI|AUI"));
        })
        .toList();
  }

  @Override
  public List<CodeSystemContent> read(List<Member> files) throws IOException {
    Reading reading = new Reading();
    Columns.each(files.getFirst(), '|', NAME_COLUMNS, Columns.Head.VALUES, reading::name);
    if (files.size() > 1) {
      Columns.each(files.get(1), '|', RELATION_COLUMNS, Columns.Head.VALUES, reading::relation);
    }
    return List.of(
        new CodeSystemContent(
            new CodeSystem(
                URL, version(files.getFirst().name()), "RxNorm", URL + "/vs", Extent.COMPLETE),
            reading.concepts()));
  }

  private static String version(String file) {
    Matcher release = RELEASE.matcher(file);
    if (!release.find()) {
      return "";
    }
    return release.group(1) == null ? release.group(2) : release.group(1);
  }

  private static final class Row {
    private String display = "";
    private String type = "";
    private boolean suppressed = true;
    private final List<String> parents = new ArrayList<>(1);
    private final List<Designation> names = new ArrayList<>(1);
    private final List<Property> properties = new ArrayList<>(2);
  }

  private static final class Reading {
    private final Map<String, Row> rows = new LinkedHashMap<>();

    void name(String[] cells) {
      if (!cells[11].equals(OWN)) {
        return;
      }
      Row row = rows.computeIfAbsent(cells[0], _ -> new Row());
      String type = cells[12];
      row.suppressed &= !cells[16].equals("N");
      if (row.type.isEmpty() && !OTHER_NAMES.contains(type)) {
        row.type = type;
        row.display = cells[14];
      } else {
        row.names.add(new Designation("en", new Code(URL, type), cells[14]));
      }
    }

    /** The second concept has the relation to the first. */
    void relation(String[] cells) {
      Row row = rows.get(cells[4]);
      if (row == null || !cells[10].equals(OWN) || !rows.containsKey(cells[0])) {
        return;
      }
      if (cells[7].equals("isa")) {
        row.parents.add(cells[0]);
      } else if (!cells[7].isEmpty() && !cells[7].equals("inverse_isa")) {
        row.properties.add(new Property(cells[7].intern(), Kind.CODE, cells[0]));
      }
    }

    List<Concept> concepts() {
      List<Concept> concepts = new ArrayList<>(rows.size());
      rows.forEach((code, row) -> {
        if (!row.type.isEmpty()) {
          row.properties.add(new Property("TTY", Kind.CODE, row.type));
        }
        String display =
            row.display.isEmpty() && !row.names.isEmpty()
                ? row.names.getFirst().value()
                : row.display;
        concepts.add(
            new Concept(
                code,
                display,
                row.suppressed ? State.INACTIVE : State.ACTIVE,
                row.parents,
                row.names,
                row.properties));
      });
      return concepts;
    }
  }
}
