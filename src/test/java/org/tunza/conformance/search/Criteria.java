package org.tunza.conformance.search;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.SearchParameter;
import org.tunza.conformance.search.value.EscapedText;
import org.tunza.conformance.search.value.ParameterValues;
import org.tunza.conformance.search.value.Value;
import org.tunza.conformance.search.value.Values;
import org.tunza.record.EntryId;

/** Which entries meet a parameter of a search, among those that there are. */
record Criteria(Entries entries, ParameterValues values) {

  /** Whether an entry of the type meets the parameter. */
  Predicate<Entry> of(String type, ParameterName name, String value) {
    return switch (name) {
      case ParameterName.Plain(String code, String modifier) -> plain(type, code, modifier, value);
      case ParameterName.Chain chain -> chain(type, chain, value);
      case ParameterName.Reverse reverse -> reverse(type, reverse, value);
    };
  }

  private Predicate<Entry> plain(String type, String code, String modifier, String value) {
    List<String> alternatives = EscapedText.split(value, ',');
    if (code.equals("_type")) {
      return entry -> alternatives.contains(entry.id().type());
    }
    SearchParameter parameter = Parameters.get(type, code);
    if (modifier.equals("missing")) {
      boolean missing = Boolean.parseBoolean(value);
      return entry -> entry.has(parameter) != missing;
    }
    Values ofParameter = values.of(parameter);
    List<Predicate<Value>> wanted =
        alternatives.stream().map(text -> ofParameter.wanted(modifier, text)).toList();
    Predicate<Entry> any =
        entry ->
            entry.values(parameter).stream()
                .anyMatch(found -> wanted.stream().anyMatch(one -> one.test(found)));
    return modifier.equals("not") ? any.negate() : any;
  }

  private Predicate<Entry> chain(String type, ParameterName.Chain chain, String value) {
    SearchParameter reference = Parameters.get(type, chain.code());
    List<String> targets = targets(reference, chain);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("no type has what is chained: " + chain);
    }
    Set<EntryId> wanted =
        targets.stream()
            .flatMap(target -> meeting(target, chain.rest(), value))
            .map(Entry::id)
            .collect(Collectors.toSet());
    return entry -> entry.references(reference).anyMatch(wanted::contains);
  }

  private static List<String> targets(SearchParameter reference, ParameterName.Chain chain) {
    return chain.type().isEmpty()
        ? Parameters.targets(reference).stream().filter(type -> has(type, chain.rest())).toList()
        : List.of(chain.type());
  }

  private static boolean has(String type, ParameterName name) {
    return switch (name) {
      case ParameterName.Plain(String code, String _) -> Parameters.find(type, code).isPresent();
      case ParameterName.Chain chain ->
          Parameters.find(type, chain.code())
              .filter(reference -> !targets(reference, chain).isEmpty())
              .isPresent();
      case ParameterName.Reverse(String of, String code, ParameterName _) ->
          Parameters.mayName(Parameters.get(of, code), type);
    };
  }

  private Predicate<Entry> reverse(String type, ParameterName.Reverse reverse, String value) {
    SearchParameter reference = Parameters.get(reverse.type(), reverse.code());
    if (!Parameters.mayName(reference, type)) {
      throw new IllegalArgumentException(reverse.code() + " doesn't name a " + type);
    }
    Set<EntryId> named =
        meeting(reverse.type(), reverse.rest(), value)
            .flatMap(entry -> entry.references(reference))
            .collect(Collectors.toSet());
    return entry -> named.contains(entry.id());
  }

  private Stream<Entry> meeting(String type, ParameterName name, String value) {
    return entries.ofType(type).stream().filter(of(type, name, value));
  }
}
