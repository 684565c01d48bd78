package org.tunza.resource.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.definition.TypeDefinition.Kind;

/** Reads the committed tables; one object reads once. The format is told in package-info. */
final class DefinitionTables {

  private final Map<String, TypeDefinition> types = new LinkedHashMap<>();
  private final Map<String, CodeSet> codeSets = new LinkedHashMap<>();
  private final Map<String, TypeUse> uses = new HashMap<>();

  static Definitions read() {
    return new DefinitionTables().definitions();
  }

  private Definitions definitions() {
    for (String line : lines("codes.tsv")) {
      List<String> cells = cells(line);
      codeSets
          .computeIfAbsent(cells.getFirst(), CodeSet::new)
          .add(cells.get(1), cells.subList(2, cells.size()));
    }
    List<String> lines = lines("structures.tsv");
    for (String line : lines) {
      if (line.startsWith("T")) {
        addType(cells(line));
      }
    }
    for (int i = 0; i < lines.size(); ) {
      int end = i + 1;
      while (end < lines.size() && lines.get(end).startsWith("E")) {
        end++;
      }
      define(known(cells(lines.get(i)).get(1)), lines.subList(i + 1, end));
      i = end;
    }
    return new Definitions(
        Collections.unmodifiableMap(types), Collections.unmodifiableMap(codeSets), numbers());
  }

  /** The committed numbers of resource types. */
  static Map<Integer, String> numbers() {
    Map<Integer, String> numbers = new TreeMap<>();
    for (String line : lines("resource-types.tsv")) {
      List<String> cells = cells(line);
      numbers.put(Integer.valueOf(cells.get(0)), cells.get(1));
    }
    return numbers;
  }

  private void addType(List<String> cells) {
    Kind kind = Kind.valueOf(cells.get(2).toUpperCase(Locale.ROOT));
    @Nullable TypeDefinition base = cells.size() > 3 ? known(cells.get(3)) : null;
    types.put(cells.get(1), new TypeDefinition(cells.get(1), kind, base));
  }

  private TypeDefinition known(String name) {
    return Objects.requireNonNull(types.get(name), name);
  }

  /** Own elements come after inherited ones; one of the same name takes its place. */
  private void define(TypeDefinition type, List<String> lines) {
    TypeDefinition base = type.base();
    List<ElementDefinition> all = new ArrayList<>(base == null ? List.of() : base.elements());
    for (String line : lines) {
      List<String> cells = cells(line);
      int order = position(all, cells.get(1));
      ElementDefinition element = element(cells, order);
      if (order < all.size()) {
        all.set(order, element);
      } else {
        all.add(element);
      }
    }
    type.define(all);
  }

  private static int position(List<ElementDefinition> elements, String name) {
    int position = 0;
    while (position < elements.size() && !elements.get(position).name().equals(name)) {
      position++;
    }
    return position;
  }

  private ElementDefinition element(List<String> cells, int order) {
    String range = cells.get(2);
    String flags = cells.get(3);
    String max = range.substring(range.indexOf("..") + 2);
    List<TypeUse> typeUses = new ArrayList<>(1);
    for (String use : cells(cells.get(4), '|')) {
      typeUses.add(uses.computeIfAbsent(use, this::use));
    }
    return new ElementDefinition(
        cells.get(1),
        order,
        range.charAt(0) - '0',
        max.equals("*") ? ElementDefinition.MANY : Integer.parseInt(max),
        flags.indexOf('s') >= 0,
        flags.indexOf('m') >= 0,
        flags.indexOf('a') >= 0,
        typeUses,
        cells.size() > 5 ? Objects.requireNonNull(codeSets.get(cells.get(5))) : null);
  }

  private TypeUse use(String text) {
    int open = text.indexOf('(');
    if (open < 0) {
      return new TypeUse(known(text), List.of());
    }
    String targets = text.substring(open + 1, text.length() - 1);
    return new TypeUse(known(text.substring(0, open)), cells(targets, ','));
  }

  private static List<String> cells(String line) {
    return cells(line, '\t');
  }

  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>(6);
    int start = 0;
    for (int end = line.indexOf(separator); end >= 0; end = line.indexOf(separator, start)) {
      cells.add(line.substring(start, end));
      start = end + 1;
    }
    cells.add(line.substring(start));
    return cells;
  }

  private static List<String> lines(String file) {
    return Arrays.asList(text(file).split("\n", -1)).stream().filter(l -> !l.isEmpty()).toList();
  }

  private static String text(String file) {
    try (InputStream stream = DefinitionTables.class.getResourceAsStream(file)) {
      return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
