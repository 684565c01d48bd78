package org.tunza.resource.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tunza.resource.search.SearchParameter.Component;
import org.tunza.resource.search.SearchParameter.Kind;
import org.tunza.resource.search.SearchParameter.Part;
import org.tunza.resource.search.SearchParameter.Placement;

/** Reads and writes the committed tables. The format is told in package-info. */
final class SearchTables {

  static final String PARAMETERS = "parameters.tsv";
  static final String WALKS = "walks.tsv";

  private SearchTables() {}

  /** The committed parameters; none while there are no tables yet. */
  static List<SearchParameter> read() {
    Map<Integer, List<Walk>> walks = new HashMap<>(2048);
    for (String line : lines(WALKS)) {
      List<String> cells = Columns.split(line, '\t');
      walks
          .computeIfAbsent(Integer.valueOf(cells.get(0)), any -> new ArrayList<>(2))
          .add(new Walk(Walk.path(cells.get(1)), Form.valueOf(cells.get(2)), cells.get(3)));
    }
    List<SearchParameter> parameters = new ArrayList<>(2048);
    for (String line : lines(PARAMETERS)) {
      parameters.add(parameter(Columns.split(line, '\t'), walks));
    }
    return parameters;
  }

  /** The tables' texts by file name. */
  static Map<String, String> write(List<SearchParameter> parameters) {
    StringBuilder rows = new StringBuilder(300_000);
    StringBuilder walks = new StringBuilder(100_000);
    for (SearchParameter p : parameters) {
      String cells =
          String.join(
              "\t",
              String.valueOf(p.number()),
              p.type(),
              p.code(),
              p.kind().name(),
              p.placement().name(),
              p.madeOf().stream().map(SearchTables::text).collect(Collectors.joining(",")),
              p.components().stream().map(SearchTables::text).collect(Collectors.joining(";")),
              String.join(",", p.targets()),
              p.expression());
      rows.append(cells).append('\n');
      for (Walk w : p.walks()) {
        walks.append(p.number()).append('\t').append(w.pathText()).append('\t');
        walks.append(w.form()).append('\t').append(w.detail()).append('\n');
      }
    }
    return Map.of(PARAMETERS, rows.toString(), WALKS, walks.toString());
  }

  private static String text(Part part) {
    return part.number() + ":" + part.restriction();
  }

  private static String text(Component component) {
    return component.number() + "=" + component.expression();
  }

  private static SearchParameter parameter(List<String> cells, Map<Integer, List<Walk>> walks) {
    int number = Integer.parseInt(cells.getFirst());
    return new SearchParameter(
        number,
        cells.get(1),
        cells.get(2),
        Kind.valueOf(cells.get(3)),
        Placement.valueOf(cells.get(4)),
        parts(cells.get(5)),
        components(cells.get(6)),
        Columns.split(cells.get(7), ','),
        cells.get(8),
        walks.getOrDefault(number, List.of()));
  }

  private static List<Part> parts(String cell) {
    List<Part> parts = new ArrayList<>(2);
    for (String text : Columns.split(cell, ',')) {
      int colon = text.indexOf(':');
      parts.add(new Part(Integer.parseInt(text.substring(0, colon)), text.substring(colon + 1)));
    }
    return parts;
  }

  private static List<Component> components(String cell) {
    List<Component> components = new ArrayList<>(2);
    for (String text : Columns.split(cell, ';')) {
      int equals = text.indexOf('=');
      int number = Integer.parseInt(text.substring(0, equals));
      components.add(new Component(number, text.substring(equals + 1)));
    }
    return components;
  }

  static List<String> lines(String file) {
    try (InputStream stream = SearchTables.class.getResourceAsStream(file)) {
      String text = stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
