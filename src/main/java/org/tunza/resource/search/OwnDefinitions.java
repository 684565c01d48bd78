package org.tunza.resource.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.index.OwnParameter;
import org.tunza.record.index.OwnParameter.Definition;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.SearchParameter.Kind;
import org.tunza.resource.search.SearchParameter.Placement;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * What a SearchParameter that somebody keeps here defines, and the search parameter that becomes of
 * it. https://hl7.org/fhir/R4/searchparameter.html
 */
public final class OwnDefinitions {

  /** The type of the resources that define search parameters. */
  public static final String TYPE = "SearchParameter";

  /** Those of FHIR itself, which are here already. */
  private static final String PUBLISHED = "http://hl7.org/fhir/SearchParameter/";

  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
  private static final int EXPRESSION_LENGTH_MAX = 2_000;

  private OwnDefinitions() {}

  /**
   * The parameters that a valid SearchParameter defines, one for each of its types; none when it is
   * not active, or FHIR's own. Refused with the place when it can't be understood.
   */
  public static Outcome<List<Definition>> of(ObjectNode resource) {
    String url = resource.string("url");
    if (!"active".equals(resource.string("status")) || (url != null && url.startsWith(PUBLISHED))) {
      return Outcome.done(List.of());
    }
    String code = text(resource, "code");
    String expression = text(resource, "expression");
    if (!CODE.matcher(code).matches()) {
      return refused(
          "code", "it begins with a letter; letters, digits, - and _ follow, 64 at most");
    }
    if (expression.isEmpty() || expression.length() > EXPRESSION_LENGTH_MAX) {
      return refused(
          "expression",
          "an active one has an expression of %d characters at most"
              .formatted(EXPRESSION_LENGTH_MAX));
    }
    Optional<Kind> kind = kind(text(resource, "type"));
    if (kind.isEmpty()) {
      return refused("type", "composite and special ones can't be defined here");
    }
    List<String> targets = texts(resource, "target");
    List<Definition> all = new ArrayList<>();
    for (String type : texts(resource, "base")) {
      Definition definition =
          new Definition(
              type,
              code,
              text(resource, "type"),
              expression,
              targets.contains("Resource") ? List.of() : targets);
      Optional<Outcome<List<Definition>>> fault = fault(definition, kind.get());
      if (fault.isPresent()) {
        return fault.get();
      }
      all.add(definition);
    }
    return Outcome.done(all.stream().distinct().toList());
  }

  private static Optional<Outcome<List<Definition>>> fault(Definition definition, Kind kind) {
    String type = definition.type();
    if (!Definitions.r4().isResourceType(type)) {
      return Optional.of(refused("base", "name the resource types themselves"));
    }
    if (SearchParameters.r4().find(type, definition.code()).isPresent()) {
      return Optional.of(refused("code", "FHIR itself has a parameter of this name for " + type));
    }
    try {
      walks(definition, kind);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(refused("expression", String.valueOf(e.getMessage())));
    }
  }

  private static Optional<Kind> kind(String type) {
    return switch (type) {
      case "composite", "special", "" -> Optional.empty();
      default -> Optional.of(Kind.valueOf(type.toUpperCase(Locale.ROOT)));
    };
  }

  /** The parameter that a definition is, under its number; one that is gone looks nowhere. */
  static SearchParameter parameter(OwnParameter own) {
    Definition definition = own.definition();
    Kind kind = kind(definition.kind()).orElseThrow();
    return new SearchParameter(
        own.number(),
        definition.type(),
        definition.code(),
        kind,
        placement(kind),
        List.of(),
        List.of(),
        definition.targets(),
        definition.expression(),
        own.isLive() ? walks(definition, kind) : List.of());
  }

  /** No rows in order of charts: each costs every write something. */
  private static Placement placement(Kind kind) {
    return switch (kind) {
      case TOKEN, REFERENCE, URI -> Placement.TAIL;
      case STRING, DATE, NUMBER, QUANTITY -> Placement.ORDERED;
      case COMPOSITE, SPECIAL -> Placement.NONE;
    };
  }

  private static List<Walk> walks(Definition definition, Kind kind) {
    List<String> branches = Expression.branchesOf(definition.expression(), definition.type());
    if (branches.isEmpty()) {
      throw new IllegalArgumentException("nothing of it begins at " + definition.type());
    }
    ExpressionCompiler compiler = new ExpressionCompiler(Definitions.r4());
    List<Walk> all = new ArrayList<>();
    for (String branch : branches) {
      for (Expression.Step step : Expression.parse(branch).steps()) {
        if (step instanceof Expression.First) {
          throw new IllegalArgumentException("not understood: the first of several");
        }
      }
      List<Walk> walks =
          compiler.walks(List.of(branch), kind).stream()
              .filter(walk -> walk.form() != Form.RESOURCE)
              .toList();
      if (walks.isEmpty()) {
        throw new IllegalArgumentException(
            "what it leads to is nothing that a %s parameter can search"
                .formatted(definition.kind()));
      }
      all.addAll(walks);
    }
    return all.stream().distinct().toList();
  }

  private static String text(ObjectNode resource, String member) {
    String text = resource.string(member);
    return text == null ? "" : text;
  }

  private static List<String> texts(ObjectNode resource, String member) {
    return resource.member(member) instanceof ArrayNode(List<Node> items)
        ? items.stream()
            .filter(Node.StringNode.class::isInstance)
            .map(item -> ((Node.StringNode) item).text())
            .toList()
        : List.of();
  }

  private static <T> Outcome<T> refused(String member, String text) {
    return Outcome.refused(RefusalCode.UNUSABLE_SEARCH_PARAMETER, TYPE + "." + member, text);
  }
}
