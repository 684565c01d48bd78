package org.tunza.resource.search.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Selection;
import org.tunza.record.terminology.Terminology;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.home.Compartments;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameter.Kind;
import org.tunza.resource.search.SearchParameter.Part;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.search.criteria.Escaped;
import org.tunza.resource.search.terms.LocalReferences;
import org.tunza.resource.search.terms.OwnAddresses;
import org.tunza.resource.search.terms.SearchCatalogue;

/**
 * Reads one parameter of a search, with modifiers, chains and values, into a condition. What it
 * doesn't understand it refuses by the parameter's name.
 * https://hl7.org/fhir/R4/search.html#chaining
 */
public final class ConditionParser {

  /** Values of one parameter. */
  public static final int VALUES_MAX = 500;

  /** Links of one chain. */
  public static final int DEPTH_MAX = 8;

  private static final String HAS = "_has:";
  private static final Set<String> NEGATIONS = Set.of("not", "not-in");

  private final SearchCatalogue catalogue;
  private final OwnAddresses addresses;
  private final Terminology terminology;
  private final Supplier<Instant> now;

  public ConditionParser(
      SearchCatalogue catalogue,
      OwnAddresses addresses,
      Terminology terminology,
      Supplier<Instant> now) {
    this.catalogue = catalogue;
    this.addresses = addresses;
    this.terminology = terminology;
    this.now = now;
  }

  /**
   * The condition on resources of a type; the name is as sent, as in {@code subject:Patient.name}.
   */
  public Outcome<Condition> parse(String type, String name, String value) {
    return parse(type, name, value, 0);
  }

  /** The parameters that can be searched by now. */
  public SearchParameters parameters() {
    return catalogue.parameters();
  }

  /** Whether a parameter can be searched by. */
  public static boolean isOffered(SearchParameter parameter) {
    boolean isOfEntry = parameter.code().equals("_id") || parameter.code().equals("_lastUpdated");
    return parameter.kind() != Kind.SPECIAL && (isOfEntry || !parts(parameter).isEmpty());
  }

  /** That an entry belongs to the compartment of another. */
  public Outcome<Condition> within(EntryId owner, String type) {
    List<Condition> any = new ArrayList<>();
    if (owner.type().equals(type)) {
      any.add(new Condition.Ids(List.of(owner.id())));
    }
    for (String code : Compartments.codes(owner.type(), type)) {
      switch (parse(type, code, owner.toString())) {
        case Outcome.Done<Condition>(Condition condition) -> any.add(condition);
        case Outcome.Refused<Condition>(Refusal refusal) -> {
          return Outcome.refused(refusal);
        }
      }
    }
    return Outcome.done(new Condition.AnyOf(any));
  }

  /**
   * That an entry of any type belongs to the compartment of another: one of these is met, and never
   * two. What lies in the chart of a patient belongs to him.
   */
  public static List<Condition> within(EntryId owner) {
    List<TypeParameter> by = new ArrayList<>();
    for (String type : new TreeSet<>(Compartments.types(owner.type()))) {
      for (String code : new TreeSet<>(Compartments.codes(owner.type(), type))) {
        parts(SearchParameters.r4().find(type, code).orElseThrow()).stream()
            .filter(part -> part.restriction().isEmpty() || part.restriction().equals(owner.type()))
            .forEach(part -> by.add(by(type, part.number())));
      }
    }
    Condition around = new Condition.Around(owner, by);
    return owner.type().equals("Patient")
        ? List.of(new Condition.InChart(owner), around)
        : List.of(around);
  }

  private Outcome<Condition> parse(String type, String name, String value, int depth) {
    if (depth > DEPTH_MAX) {
      return Outcome.refused(
          RefusalCode.TOO_COMPLEX, "", "a chain has %d links at most".formatted(DEPTH_MAX));
    }
    if (name.startsWith(HAS)) {
      return has(type, name, value, depth);
    }
    int dot = name.indexOf('.');
    String head = dot < 0 ? name : name.substring(0, dot);
    int colon = head.indexOf(':');
    String code = colon < 0 ? head : head.substring(0, colon);
    String modifier = colon < 0 ? "" : head.substring(colon + 1);
    Optional<SearchParameter> found = parameters().find(type, code);
    if (found.isEmpty()) {
      return refused(code, parameters().whyNot(type, code));
    }
    if (dot >= 0) {
      return chain(type, found.get(), modifier, name.substring(dot + 1), value, depth);
    }
    if (value.isEmpty()) {
      return refused(code, "the value is missing");
    }
    return condition(type, found.get(), modifier, value);
  }

  private Outcome<Condition> condition(
      String type, SearchParameter parameter, String modifier, String value) {
    List<String> values = Escaped.split(value, ',');
    if (values.size() > VALUES_MAX) {
      return Outcome.refused(
          RefusalCode.TOO_COMPLEX, parameter.code(), "%d values at most".formatted(VALUES_MAX));
    }
    if (modifier.equals("missing")) {
      return missing(type, parameter, value);
    }
    return switch (parameter.code()) {
      case "_id" ->
          switch (modifier) {
            case "" -> ids(values);
            case "not" -> ids(values).map(Condition.Not::new);
            default -> refused("_id", "it has no modifier " + modifier);
          };
      case "_lastUpdated" ->
          modifier.isEmpty() ? updated(values) : refused("_lastUpdated", "it has no modifiers");
      default -> any(type, parameter, modifier, values);
    };
  }

  private Outcome<Condition> any(
      String type, SearchParameter parameter, String modifier, List<String> values) {
    List<Part> parts = parts(parameter);
    if (parts.isEmpty()) {
      return refused(parameter.code(), "this parameter is not offered");
    }
    List<Condition> any = new ArrayList<>();
    for (Part part : parts) {
      ValueReader reader =
          new ValueReader(
              new Asked(type, parameter, part, modifier),
              new Known(parameters(), addresses, terminology, now.get()));
      for (String value : values) {
        switch (reader.read(value)) {
          case Outcome.Done<Condition>(Condition condition) -> any.add(condition);
          case Outcome.Refused<Condition>(Refusal refusal) -> {
            return Outcome.refused(refusal);
          }
        }
      }
    }
    Condition condition = any.size() == 1 ? any.getFirst() : new Condition.AnyOf(any);
    boolean negated = parameter.kind() == Kind.TOKEN && NEGATIONS.contains(modifier);
    return Outcome.done(negated ? new Condition.Not(condition) : condition);
  }

  /** The stored parameters by which one is searched. */
  static List<Part> parts(SearchParameter parameter) {
    return parameter.stored() || parameter.kind() == Kind.COMPOSITE
        ? List.of(new Part(parameter.number(), ""))
        : parameter.madeOf();
  }

  private static Outcome<Condition> missing(String type, SearchParameter parameter, String value) {
    if (parameter.walks().isEmpty() && parameter.kind() != Kind.COMPOSITE) {
      return refused(parameter.code(), "whether it is missing can't be asked of this parameter");
    }
    Condition missing = new Condition.Missing(by(type, parameter.number()));
    return switch (value) {
      case "true" -> Outcome.done(missing);
      case "false" -> Outcome.done(new Condition.Not(missing));
      default -> refused(parameter.code(), "missing is true or false");
    };
  }

  private static TypeParameter by(String type, int number) {
    return new TypeParameter(Definitions.r4().number(type), number);
  }

  private static Outcome<Condition> ids(List<String> values) {
    return values.stream().allMatch(LocalReferences::isId)
        ? Outcome.done(new Condition.Ids(values))
        : refused("_id", "not an id");
  }

  private Outcome<Condition> updated(List<String> values) {
    List<Condition> any = new ArrayList<>();
    for (String value : values) {
      Optional<Condition.Interval> when = Dates.read(Escaped.plain(value), now.get());
      if (when.isEmpty()) {
        return refused("_lastUpdated", "not a date, perhaps with a prefix");
      }
      any.add(new Condition.Updated(when.get()));
    }
    return Outcome.done(any.size() == 1 ? any.getFirst() : new Condition.AnyOf(any));
  }

  private Outcome<Condition> chain(
      String type,
      SearchParameter parameter,
      String modifier,
      String rest,
      String value,
      int depth) {
    if (parameter.kind() != Kind.REFERENCE || parameter.namesByUri()) {
      return refused(parameter.code(), "only references to entries can be followed");
    }
    List<String> targets = targets(parameter, modifier);
    if (targets.isEmpty()) {
      return refused(parameter.code(), "this parameter names no entries of that type");
    }
    List<Condition> any = new ArrayList<>();
    Outcome<Condition> failed =
        refused(parameter.code(), "nothing that it may name has a parameter of that name");
    boolean isRefused = false;
    for (String target : targets) {
      if (!has(target, rest)) {
        continue;
      }
      switch (parse(target, rest, value, depth + 1)) {
        case Outcome.Refused<Condition> refusal -> {
          failed = isRefused ? failed : refusal;
          isRefused = true;
        }
        case Outcome.Done<Condition>(Condition inner) ->
            parts(parameter).stream()
                .filter(part -> part.restriction().isEmpty() || part.restriction().equals(target))
                .forEach(part ->
                    any.add(
                        new Condition.Chain(
                            by(type, part.number()), new Selection(target, List.of(inner)))));
      }
    }
    return any.isEmpty()
        ? failed
        : Outcome.done(any.size() == 1 ? any.getFirst() : new Condition.AnyOf(any));
  }

  private static List<String> targets(SearchParameter parameter, String modifier) {
    if (!modifier.isEmpty()) {
      return Definitions.r4().isResourceType(modifier) && parameter.mayName(modifier)
          ? List.of(modifier)
          : List.of();
    }
    return parameter.targets().isEmpty()
        ? Definitions.r4().resourceTypes().stream().sorted().toList()
        : parameter.targets();
  }

  /** Whether a type has the first parameter of the rest of a chain. */
  private boolean has(String type, String rest) {
    if (rest.startsWith(HAS)) {
      return true;
    }
    String code = rest.split("[.:]", 2)[0];
    return parameters().has(type, code);
  }

  private Outcome<Condition> has(String type, String name, String value, int depth) {
    String[] names = name.substring(HAS.length()).split(":", 3);
    if (names.length < 3) {
      return refused("_has", "it is _has:type:reference:parameter");
    }
    String source = names[0];
    if (!Definitions.r4().isResourceType(source)) {
      return refused("_has", "FHIR R4 has no resource type of this name");
    }
    Optional<SearchParameter> reference =
        parameters()
            .find(source, names[1])
            .filter(one -> one.kind() == Kind.REFERENCE && one.mayName(type));
    if (reference.isEmpty() || reference.get().namesByUri()) {
      return refused("_has", source + " has no reference of this name to " + type);
    }
    return parse(source, names[2], value, depth + 1)
        .map(inner -> {
          Selection sources = new Selection(source, List.of(inner));
          List<Condition> any = new ArrayList<>();
          for (Part part : parts(reference.get())) {
            if (part.restriction().isEmpty() || part.restriction().equals(type)) {
              any.add(new Condition.ReferredBy(by(source, part.number()), sources));
            }
          }
          return any.size() == 1 ? any.getFirst() : new Condition.AnyOf(any);
        });
  }

  private static <T> Outcome<T> refused(String parameter, String text) {
    return Outcome.refused(RefusalCode.INVALID_PARAMETER, parameter, text);
  }
}
