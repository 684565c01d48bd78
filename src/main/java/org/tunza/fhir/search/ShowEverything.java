package org.tunza.fhir.search;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Query;
import org.tunza.fhir.Request;
import org.tunza.fhir.Request.Subject;
import org.tunza.fhir.history.PageSize;
import org.tunza.fhir.operation.OperationParameters;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Condition.Interval;
import org.tunza.record.search.Condition.Relation;
import org.tunza.record.search.Found;
import org.tunza.record.search.Search.Place;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.query.ConditionParser;
import org.tunza.resource.search.terms.DateInterval;
import org.tunza.use.ReadCompartment;
import org.tunza.use.ReadCompartment.Asked;

/**
 * $everything of a patient or an encounter.
 * https://hl7.org/fhir/R4/operation-patient-everything.html
 */
public final class ShowEverything implements Interaction<Request.Operation> {

  private static final int OK = 200;
  private static final String NAME = "$everything";

  private final ReadCompartment deed;
  private final PlaceSeal seal;
  private final PageSize size;
  private final Set<String> known;

  private ShowEverything(ReadCompartment deed, PlaceSeal seal, PageSize size, Set<String> known) {
    this.deed = deed;
    this.seal = seal;
    this.size = size;
    this.known = known;
  }

  /** Of a patient, perhaps of a time of care only. */
  public static ShowEverything ofPatient(ReadCompartment deed, PlaceSeal seal, PageSize size) {
    return new ShowEverything(
        deed, seal, size, Set.of("start", "end", "_since", "_type", "_count", "_after"));
  }

  public static ShowEverything ofEncounter(ReadCompartment deed, PlaceSeal seal, PageSize size) {
    return new ShowEverything(deed, seal, size, Set.of("_since", "_type", "_count", "_after"));
  }

  @Override
  public Outcome<Answer> answer(Request.Operation request, Exchange exchange) {
    if (!(request.subject() instanceof Subject.OfEntry(EntryId id))) {
      return Outcome.refused(
          RefusalCode.UNKNOWN_INTERACTION, "", "everything is told of one entry: name it");
    }
    return OperationParameters.of(request, exchange, known)
        .then(given -> page(id, given, exchange))
        .map(bytes -> Answer.of(OK, new Answer.Content.Stored(bytes)));
  }

  private Outcome<byte[]> page(EntryId id, OperationParameters given, Exchange exchange) {
    String sealed = given.text("_after");
    return conditions(given)
        .then(conditions -> count(given).map(count -> conditions.of(id, count)))
        .then(link ->
            sealed.isEmpty()
                ? deed.known(id, exchange.who()).map(_ -> link)
                : seal.open(link.name(), sealed).map(link::after))
        .then(link ->
            deed.page(link.asked, exchange.who()).map(found -> bundle(found, link, exchange)));
  }

  private Outcome<Integer> count(OperationParameters given) {
    return given
        .number("_count", size.usual())
        .then(count ->
            count > 0
                ? Outcome.done(Math.min(count, size.most()))
                : Outcome.refused(INVALID_PARAMETER, "_count", "a number from 1 on"));
  }

  private byte[] bundle(Found found, Link link, Exchange exchange) {
    return SearchBundle.of(
        found,
        link.self(),
        found.next().map(place -> link.self() + "&_after=" + seal.seal(link.name(), place)),
        List.of(),
        exchange.base());
  }

  /** What was asked for, and how it is asked for again. */
  private record Link(Query understood, Asked asked) {

    String name() {
      String criteria = understood.encoded();
      return asked.owner() + "/" + NAME + "?" + criteria + (criteria.isEmpty() ? "" : "&");
    }

    String self() {
      return name() + "_count=" + asked.count();
    }

    Link after(Place place) {
      return new Link(understood, asked.after(place));
    }
  }

  private record Conditions(
      List<Query.Parameter> understood, List<Condition> happened, List<Condition> told) {

    Link of(EntryId id, int count) {
      return new Link(
          new Query(understood),
          new Asked(id, ConditionParser.within(id), happened, told, Optional.empty(), count));
    }
  }

  private static Outcome<Conditions> conditions(OperationParameters given) {
    Conditions conditions = new Conditions(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    return happened(given, conditions)
        .then(_ -> since(given, conditions))
        .then(_ -> types(given, conditions));
  }

  private static Outcome<Conditions> happened(OperationParameters given, Conditions conditions) {
    return date(given, "start", conditions)
        .then(start ->
            date(given, "end", conditions)
                .map(end -> {
                  long low = start.map(DateInterval::low).orElse(Long.MIN_VALUE);
                  long high = end.map(DateInterval::high).orElse(Long.MAX_VALUE);
                  if (start.isPresent() || end.isPresent()) {
                    conditions.happened.add(
                        new Condition.Happened(new Interval(Relation.OVERLAPS, low, high)));
                  }
                  return conditions;
                }));
  }

  private static Outcome<Conditions> since(OperationParameters given, Conditions conditions) {
    return date(given, "_since", conditions)
        .map(since -> {
          since.ifPresent(one ->
              conditions.told.add(
                  new Condition.Updated(
                      new Interval(Relation.ENDS_AFTER_OR_WITHIN, one.low(), one.high()))));
          return conditions;
        });
  }

  private static Outcome<Optional<DateInterval>> date(
      OperationParameters given, String name, Conditions conditions) {
    String value = given.text(name);
    if (value.isEmpty()) {
      return Outcome.done(Optional.empty());
    }
    // An unencoded plus sign in an address arrives as a blank.
    Optional<DateInterval> date = Optional.ofNullable(DateInterval.of(value.replace(' ', '+')));
    conditions.understood.add(new Query.Parameter(name, value));
    return date.isPresent()
        ? Outcome.done(date)
        : Outcome.refused(INVALID_PARAMETER, name, "not a date");
  }

  private static Outcome<Conditions> types(OperationParameters given, Conditions conditions) {
    List<String> types =
        given.texts("_type").stream()
            .flatMap(text -> List.of(text.split(",", -1)).stream())
            .toList();
    if (!types.stream().allMatch(Definitions.r4()::isResourceType)) {
      return Outcome.refused(
          INVALID_PARAMETER, "_type", "FHIR R4 has no resource type of this name");
    }
    if (!types.isEmpty()) {
      conditions.told.add(new Condition.OfTypes(types));
      conditions.understood.add(new Query.Parameter("_type", String.join(",", types)));
    }
    return Outcome.done(conditions);
  }
}
