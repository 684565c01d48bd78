package org.tunza.resource.search.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Condition.Systems;
import org.tunza.record.search.Condition.TextMatch;
import org.tunza.record.search.Condition.Unit;
import org.tunza.record.terminology.Code;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameter.Component;
import org.tunza.resource.search.SearchParameter.Part;
import org.tunza.resource.search.criteria.Escaped;
import org.tunza.resource.search.terms.LocalReferences;
import org.tunza.resource.search.terms.SearchText;
import org.tunza.resource.unit.Ucum;
import org.tunza.resource.unit.UcumUnit;

/**
 * Reads one value of one parameter, still escaped, into a condition.
 * https://hl7.org/fhir/R4/search.html#ptypes
 */
record ValueReader(Asked asked, Known known) {

  /** Codes that one value may stand for. */
  private static final int CODES_MAX = 10_000;

  Outcome<Condition> read(String value) {
    return switch (asked.parameter().kind()) {
      case TOKEN -> token(value);
      case REFERENCE -> asked.modifier().equals("identifier") ? code(value) : reference(value);
      case URI -> uri(Escaped.plain(value));
      case STRING -> text(Escaped.plain(value));
      case DATE -> asked.modifier().isEmpty() ? date(value) : asked.unknownModifier();
      case NUMBER -> asked.modifier().isEmpty() ? number(value) : asked.unknownModifier();
      case QUANTITY -> asked.modifier().isEmpty() ? quantity(value) : asked.unknownModifier();
      case COMPOSITE -> asked.modifier().isEmpty() ? composite(value) : asked.unknownModifier();
      case SPECIAL -> asked.refused("this parameter is not offered");
    };
  }

  private Outcome<Condition> token(String value) {
    return switch (asked.modifier()) {
      case "", "not" -> code(value);
      case "text" -> codeText(value);
      case "of-type" -> typed(value);
      case "in", "not-in" ->
          codes(known.terminology().codes(Escaped.plain(value), CODES_MAX), "value set");
      case "below" -> coded(value, code -> known.terminology().below(code, CODES_MAX));
      case "above" -> coded(value, code -> known.terminology().above(code, CODES_MAX));
      default -> asked.unknownModifier();
    };
  }

  private Outcome<Condition> coded(String value, Function<Code, Outcome<List<Code>>> related) {
    List<String> parts = Escaped.split(value, '|');
    if (parts.size() != 2 || parts.stream().anyMatch(String::isEmpty)) {
      return asked.refused("a code that others are above or below is system|code");
    }
    Code code = new Code(Escaped.plain(parts.getFirst()), Escaped.plain(parts.getLast()));
    return codes(related.apply(code), "code");
  }

  /** What isn't known is a fault of the parameter, and no missing entry. */
  private Outcome<Condition> codes(Outcome<List<Code>> codes, String what) {
    return switch (codes) {
      case Outcome.Done<List<Code>>(List<Code> found) ->
          Outcome.done(
              new Condition.AnyOf(
                  found.stream()
                      .<Condition>map(code ->
                          new Condition.Token(
                              asked.by(), new Systems.OneOf(List.of(code.system())), code.code()))
                      .toList()));
      case Outcome.Refused<List<Code>>(Refusal refusal) ->
          refusal.code() == RefusalCode.NOT_FOUND
              ? asked.refused("no such %s is known here".formatted(what))
              : Outcome.refused(refusal);
    };
  }

  private Outcome<Condition> codeText(String value) {
    String normal = SearchText.whole(Escaped.plain(value));
    return normal.isEmpty()
        ? asked.refused("the text has nothing to search for")
        : Outcome.done(new Condition.CodeText(asked.by(), normal));
  }

  private Outcome<Condition> code(String value) {
    List<String> parts = Escaped.split(value, '|');
    String code = Escaped.plain(parts.getLast());
    boolean hasSystem = parts.size() == 2 && !parts.getFirst().isEmpty();
    if (parts.size() > 2 || (code.isEmpty() && !hasSystem)) {
      return asked.refused("a token is code, system|code, |code or system|");
    }
    if (parts.size() == 2) {
      String system = Escaped.plain(parts.getFirst());
      return Outcome.done(
          code.isEmpty()
              ? new Condition.CodeOf(asked.by(), system)
              : new Condition.Token(asked.by(), new Systems.OneOf(List.of(system)), code));
    }
    return Outcome.done(new Condition.Token(asked.by(), systems(), code));
  }

  /** The systems that a code without one can have here. */
  private Systems systems() {
    boolean isContact = !asked.part().restriction().isEmpty() && isToken();
    if (isContact) {
      return new Systems.OneOf(List.of(asked.part().restriction()));
    }
    Set<String> systems =
        isToken() ? known.parameters().number(asked.part().number()).systems() : Set.of();
    return systems.isEmpty() ? Systems.ANY : new Systems.OneOf(List.copyOf(systems));
  }

  private boolean isToken() {
    return asked.parameter().kind() == SearchParameter.Kind.TOKEN;
  }

  private Outcome<Condition> typed(String value) {
    List<String> parts = Escaped.split(value, '|');
    return parts.size() == 3 && parts.stream().noneMatch(String::isEmpty)
        ? Outcome.done(
            new Condition.TypedIdentifier(
                asked.by(),
                Escaped.plain(parts.get(0)),
                Escaped.plain(parts.get(1)),
                Escaped.plain(parts.get(2))))
        : asked.refused("an identifier of a type is system|code|value");
  }

  private Outcome<Condition> reference(String value) {
    String text = Escaped.plain(value);
    String modifier = asked.modifier();
    if (asked.parameter().namesByUri() && modifier.isEmpty()) {
      return Outcome.done(new Condition.Uri(asked.by(), text));
    }
    if (!modifier.isEmpty() && !Definitions.r4().isResourceType(modifier)) {
      return asked.unknownModifier();
    }
    return switch (LocalReferences.read(known.addresses().relative(text))) {
      case LocalReferences.Local(EntryId entry) ->
          Outcome.done(
              mayName(entry.type())
                  ? new Condition.Reference(asked.by(), List.of(entry))
                  : new Condition.AnyOf(List.of()));
      case LocalReferences.Elsewhere(String uri, String _) ->
          Outcome.done(new Condition.Uri(asked.by(), uri));
      case LocalReferences.Nothing _ -> id(text);
    };
  }

  private Outcome<Condition> id(String id) {
    if (!LocalReferences.isId(id)) {
      return asked.refused("a reference is type/id, id or an address");
    }
    List<String> targets = asked.parameter().targets();
    Collection<String> types = targets.isEmpty() ? Definitions.r4().resourceTypes() : targets;
    return Outcome.done(
        new Condition.Reference(
            asked.by(),
            types.stream().filter(this::mayName).map(type -> new EntryId(type, id)).toList()));
  }

  private boolean mayName(String type) {
    return asked.parameter().mayName(type)
        && (asked.part().restriction().isEmpty() || asked.part().restriction().equals(type))
        && (asked.modifier().isEmpty() || asked.modifier().equals(type));
  }

  private Outcome<Condition> uri(String uri) {
    return switch (asked.modifier()) {
      case "" -> Outcome.done(new Condition.Uri(asked.by(), uri));
      case "below" -> Outcome.done(new Condition.UriBelow(asked.by(), uri));
      case "above" -> Outcome.done(new Condition.UriAbove(asked.by(), uri));
      default -> asked.unknownModifier();
    };
  }

  private Outcome<Condition> text(String text) {
    String normal = SearchText.normal(text);
    if (normal.isEmpty()) {
      return asked.refused("the text has nothing to search for");
    }
    return switch (asked.modifier()) {
      case "" -> Outcome.done(new Condition.Text(asked.by(), TextMatch.START, normal));
      case "exact" -> Outcome.done(new Condition.Text(asked.by(), TextMatch.EXACT, text));
      case "contains" -> Outcome.done(new Condition.Text(asked.by(), TextMatch.PART, normal));
      default -> asked.unknownModifier();
    };
  }

  private Outcome<Condition> date(String value) {
    return Dates.read(Escaped.plain(value), known.now())
        .map(when -> Outcome.<Condition>done(new Condition.Date(asked.by(), when)))
        .orElseGet(() -> asked.refused("not a date, perhaps with a prefix"));
  }

  private Outcome<Condition> number(String value) {
    return quantity(Escaped.plain(value), new Unit.Of("", ""));
  }

  private Outcome<Condition> quantity(String value) {
    List<String> parts = Escaped.split(value, '|');
    if (parts.size() == 1) {
      return quantity(Escaped.plain(value), Unit.ANY);
    }
    if (parts.size() != 3 || parts.get(2).isEmpty()) {
      return asked.refused("a quantity is number, number|system|code or number||code");
    }
    String number = Escaped.plain(parts.get(0));
    String system = Escaped.plain(parts.get(1));
    String code = Escaped.plain(parts.get(2));
    Optional<UcumUnit> unit = Ucum.find(system.isEmpty() ? Ucum.SYSTEM : system, code);
    Unit written = system.isEmpty() ? new Unit.Code(code) : new Unit.Of(system, code);
    if (unit.isEmpty()) {
      return quantity(number, written);
    }
    return Numbers.read(number)
        .map(range -> inBase(unit.get(), range))
        .map(base ->
            system.isEmpty()
                ? quantity(number, written)
                    .map(one -> (Condition) new Condition.AnyOf(List.of(one, base)))
                : Outcome.done(base))
        .orElseGet(this::notANumber);
  }

  /** In whatever unit of that kind. */
  private Condition inBase(UcumUnit unit, Condition.Range range) {
    return new Condition.Quantity(
        asked.by(),
        new Unit.Of(Ucum.SYSTEM, unit.base()),
        new Condition.Range(range.bound(), unit.inBase(range.low()), unit.inBase(range.high())));
  }

  private Outcome<Condition> quantity(String number, Unit unit) {
    return Numbers.read(number)
        .map(range -> Outcome.<Condition>done(new Condition.Quantity(asked.by(), unit, range)))
        .orElseGet(this::notANumber);
  }

  private Outcome<Condition> notANumber() {
    return asked.refused("not a number, perhaps with a prefix");
  }

  private Outcome<Condition> composite(String value) {
    List<String> values = Escaped.split(value, '$');
    List<Component> components = asked.parameter().components();
    if (values.size() != components.size()) {
      return asked.refused("%d values with $ between them".formatted(components.size()));
    }
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      SearchParameter one = known.parameters().number(components.get(i).number());
      List<Condition> any = new ArrayList<>();
      for (Part part : ConditionParser.parts(one)) {
        Asked of = new Asked(asked.type(), one, part, "");
        switch (new ValueReader(of, known).read(values.get(i))) {
          case Outcome.Done<Condition>(Condition condition) -> any.add(condition);
          case Outcome.Refused<Condition>(var refusal) -> {
            return Outcome.refused(refusal);
          }
        }
      }
      conditions.add(any.size() == 1 ? any.getFirst() : new Condition.AnyOf(any));
    }
    return Outcome.done(new Condition.Composite(asked.by(), conditions));
  }
}
