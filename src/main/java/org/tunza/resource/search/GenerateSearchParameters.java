package org.tunza.resource.search;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.SearchParameter.Component;
import org.tunza.resource.search.SearchParameter.Kind;
import org.tunza.resource.search.SearchParameter.Placement;

/**
 * Makes the tables of this package from the search parameters that HL7 publishes with FHIR R4. A
 * parameter keeps the number that it has in the committed table; new ones get the next.
 * https://hl7.org/fhir/R4/searchparameter-registry.html
 */
public final class GenerateSearchParameters {

  private static final String PUBLISHED = "/org/hl7/fhir/r4/model/sp/search-parameters.json";

  /** The system of media types, whose required value set lists no codes. */
  private static final String MEDIA_TYPES = "urn:ietf:bcp:13";

  private static final Set<String> OF_MEDIA_TYPES =
      Set.of(
          "CapabilityStatement.format",
          "DocumentReference.content.attachment.contentType",
          "Library.content.contentType",
          "Subscription.channel.payload");

  /** Lists of targets longer than this name every type. */
  private static final int TARGETS_MAX = 100;

  private final ExpressionCompiler compiler = new ExpressionCompiler(Definitions.r4());
  private final TreeMap<Integer, String> names = new TreeMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, org.hl7.fhir.r4.model.SearchParameter> published = new TreeMap<>();
  private final Map<String, String> codes = new HashMap<>();

  private GenerateSearchParameters() {}

  /** Writes the tables into a folder: the one of this package among the resources. */
  public static void to(Path folder) throws IOException {
    for (Map.Entry<String, String> table : tables().entrySet()) {
      Files.writeString(folder.resolve(table.getKey()), table.getValue());
    }
  }

  /** The tables' texts by file name. */
  public static Map<String, String> tables() throws IOException {
    return SearchTables.write(new GenerateSearchParameters().parameters());
  }

  private List<SearchParameter> parameters() throws IOException {
    for (var parameter : known()) {
      codes.put(parameter.getUrl(), parameter.getCode());
      for (CodeType base : parameter.getBase()) {
        String type = base.getCode().equals("DomainResource") ? "Resource" : base.getCode();
        published.put(type + "\t" + parameter.getCode(), parameter);
      }
    }
    for (SearchParameter committed : SearchTables.read()) {
      name(committed.number(), committed.type() + "\t" + committed.code());
    }
    for (String name : published.keySet().stream().sorted(everyTypeFirst()).toList()) {
      if (!numbers.containsKey(name)) {
        name(names.isEmpty() ? 1 : names.lastKey() + 1, name);
      }
    }
    List<SearchParameter> parameters = new ArrayList<>();
    names.forEach((number, name) -> parameters.add(parameter(number, name)));
    return Derivations.applied(parameters.stream().map(Placements::placed).toList());
  }

  private void name(int number, String name) {
    names.put(number, name);
    numbers.put(name, number);
  }

  private static Comparator<String> everyTypeFirst() {
    return Comparator.<String, Boolean>comparing(
            name -> !name.startsWith(SearchParameters.EVERY_TYPE + "\t"))
        .thenComparing(Comparator.naturalOrder());
  }

  private SearchParameter parameter(int number, String name) {
    String type = name.substring(0, name.indexOf('\t'));
    var source = Objects.requireNonNull(published.get(name), name);
    Kind kind = Kind.valueOf(source.getType().toCode().toUpperCase(Locale.ROOT));
    List<String> branches =
        Expression.branchesOf(source.hasExpression() ? source.getExpression() : "", type);
    List<String> targets =
        source.getTarget().size() > TARGETS_MAX
            ? List.of()
            : source.getTarget().stream().map(CodeType::getCode).sorted().toList();
    return new SearchParameter(
        number,
        type,
        source.getCode(),
        kind,
        Placement.NONE,
        List.of(),
        components(source, type),
        targets,
        String.join(" | ", branches),
        kind == Kind.COMPOSITE ? List.of() : walks(branches, kind, targets));
  }

  /** A resource that stands for a reference counts when it is of the type asked for. */
  private List<Walk> walks(List<String> branches, Kind kind, List<String> targets) {
    return compiler.walks(branches, kind).stream()
        .map(w -> w.form() == Form.RESOURCE ? detailed(w, targets.getFirst()) : w)
        .map(w ->
            !branches.isEmpty() && OF_MEDIA_TYPES.containsAll(branches)
                ? detailed(w, MEDIA_TYPES)
                : w)
        .toList();
  }

  private static Walk detailed(Walk walk, String detail) {
    return new Walk(walk.path(), walk.form(), detail);
  }

  private List<Component> components(org.hl7.fhir.r4.model.SearchParameter source, String type) {
    return source.getComponent().stream()
        .map(component ->
            new Component(
                number(type, codes.getOrDefault(component.getDefinition(), "")),
                component.getExpression()))
        .toList();
  }

  private int number(String type, String code) {
    return Objects.requireNonNull(numbers.get(type + "\t" + code), code);
  }

  private static List<org.hl7.fhir.r4.model.SearchParameter> known() throws IOException {
    List<org.hl7.fhir.r4.model.SearchParameter> known = new ArrayList<>(published());
    known.add(language());
    return known;
  }

  /** Named on the page of search, but not published. https://hl7.org/fhir/R4/search.html#all */
  private static org.hl7.fhir.r4.model.SearchParameter language() {
    var language = new org.hl7.fhir.r4.model.SearchParameter();
    language.setCode("_language").setType(SearchParamType.TOKEN);
    language.setExpression("Resource.language").addBase("Resource");
    return language;
  }

  private static List<org.hl7.fhir.r4.model.SearchParameter> published() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(GenerateSearchParameters.class.getResourceAsStream(PUBLISHED))) {
      return FhirContext.forR4Cached()
          .newJsonParser()
          .parseResource(Bundle.class, new InputStreamReader(stream, StandardCharsets.UTF_8))
          .getEntry()
          .stream()
          .map(entry -> (org.hl7.fhir.r4.model.SearchParameter) entry.getResource())
          .toList();
    }
  }
}
