package org.tunza.resource.search.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.Inclusion;
import org.tunza.record.search.Inclusion.Reach;
import org.tunza.record.search.Inclusion.Way;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameter.Kind;
import org.tunza.resource.search.SearchParameter.Part;
import org.tunza.resource.search.SearchParameters;

/** Reads _include and _revinclude. https://hl7.org/fhir/R4/search.html#revinclude */
public final class InclusionParser {

  private static final String EACH = "*";

  private InclusionParser() {}

  /** Whether this is the name of an inclusion. */
  public static boolean isName(String name) {
    String bare = name.split(":", 2)[0];
    return bare.equals("_include") || bare.equals("_revinclude");
  }

  /**
   * Reads a value like {@code Observation:subject:Patient}.
   *
   * @param types that are searched, for which {@code *} stands
   */
  public static Outcome<List<Inclusion>> parse(
      SearchParameters parameters, List<String> types, String name, String value) {
    Reach reach =
        switch (name.substring(name.indexOf("include") + "include".length())) {
          case "" -> Reach.ONCE;
          case ":iterate", ":recurse" -> Reach.ITERATE;
          default -> null;
        };
    if (reach == null) {
      return refused(name, "its modifier is iterate");
    }
    Way way = name.startsWith("_include") ? Way.REFERRED : Way.REFERRING;
    String[] parts = value.split(":", 3);
    if (value.equals(EACH) && way == Way.REFERRED) {
      return Outcome.done(
          types.stream()
              .map(type -> new Inclusion(way, type, each(parameters, type), List.of(), reach))
              .toList());
    }
    if (parts.length < 2 || !Definitions.r4().isResourceType(parts[0])) {
      return refused(name, "it is type:parameter or type:parameter:target");
    }
    if (parts.length == 3 && !Definitions.r4().isResourceType(parts[2])) {
      return refused(name, "FHIR R4 has no resource type " + parts[2]);
    }
    List<String> target = parts.length == 3 ? List.of(parts[2]) : List.of();
    return parts[1].equals(EACH)
        ? Outcome.done(
            List.of(new Inclusion(way, parts[0], each(parameters, parts[0]), target, reach)))
        : of(parameters, way, parts[0], parts[1], target, reach, name);
  }

  private static Outcome<List<Inclusion>> of(
      SearchParameters parameters,
      Way way,
      String type,
      String code,
      List<String> target,
      Reach reach,
      String name) {
    Optional<SearchParameter> parameter =
        parameters.find(type, code).filter(one -> one.kind() == Kind.REFERENCE);
    if (parameter.isEmpty()) {
      return refused(
          name,
          parameters.find(type, code).isPresent()
              ? code + " of " + type + " is no reference"
              : parameters.whyNot(type, code));
    }
    List<Inclusion> inclusions = new ArrayList<>();
    for (Part part : ConditionParser.parts(parameter.get())) {
      List<String> targets = part.restriction().isEmpty() ? target : List.of(part.restriction());
      if (target.isEmpty() || targets.equals(target)) {
        inclusions.add(new Inclusion(way, type, List.of(by(type, part.number())), targets, reach));
      }
    }
    return Outcome.done(inclusions);
  }

  private static List<TypeParameter> each(SearchParameters parameters, String type) {
    return parameters.ofType(type).stream()
        .filter(one -> one.kind() == Kind.REFERENCE && one.stored())
        .map(one -> by(type, one.number()))
        .toList();
  }

  private static TypeParameter by(String type, int number) {
    return new TypeParameter(Definitions.r4().number(type), number);
  }

  private static <T> Outcome<T> refused(String name, String text) {
    return Outcome.refused(RefusalCode.INVALID_PARAMETER, name, text);
  }
}
