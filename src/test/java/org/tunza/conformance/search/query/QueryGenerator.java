package org.tunza.conformance.search.query;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.SearchParameter;
import org.tunza.conformance.search.Compartments;
import org.tunza.conformance.search.Entries;
import org.tunza.conformance.search.Entry;
import org.tunza.conformance.search.Parameters;
import org.tunza.conformance.search.SearchRequest;
import org.tunza.conformance.search.SearchRequest.Parameter;
import org.tunza.conformance.search.SearchRequest.Where;
import org.tunza.conformance.search.SpecEvaluator;
import org.tunza.platform.Randomness;
import org.tunza.record.EntryId;

/**
 * Draws searches that are valid, over what there is: each begins with an entry that it may well
 * find, though near misses are among them. The same ones for the same entries and seed.
 */
public final class QueryGenerator {

  private static final int PARAMETERS_MAX = 4;

  private final Entries entries;
  private final Chance chance;
  private final ParameterDraw parameters;
  private final AnswerDraw answers;

  public QueryGenerator(SpecEvaluator evaluator, Randomness randomness) {
    entries = evaluator.entries();
    chance = new Chance(randomness);
    Links links = new Links(entries);
    ValueDraw values = new ValueDraw(chance, evaluator.base());
    parameters = new ParameterDraw(entries, links, values, chance);
    answers = new AnswerDraw(links, chance);
  }

  public SearchRequest next() {
    Entry entry = chance.one(entries.ofType(chance.one(entries.types())));
    return switch (chance.below(12)) {
      case 0 -> ofServer(entry);
      case 1 -> inCompartment(entry);
      default -> new SearchRequest(new Where.OfType(entry.id().type()), drawn(entry));
    };
  }

  private SearchRequest ofServer(Entry entry) {
    List<Parameter> drawn = new ArrayList<>();
    String type = entry.id().type();
    String other = chance.one(entries.types());
    List<SearchParameter> common =
        Parameters.ofType(type).filter(parameter -> isCommon(parameter, other)).toList();
    drawn.add(new Parameter("_type", type.equals(other) ? type : type + "," + other));
    do {
      drawn.add(parameters.of(entry, common));
    } while (drawn.size() < PARAMETERS_MAX && chance.oneIn(3));
    if (chance.oneIn(3)) {
      drawn.add(answers.sort(entry, common));
    }
    return new SearchRequest(new Where.Server(), drawn);
  }

  /** Whether the other type has one that is asked alike. */
  private static boolean isCommon(SearchParameter parameter, String other) {
    SearchParamType kind = parameter.getType();
    return kind != SearchParamType.REFERENCE
        && kind != SearchParamType.COMPOSITE
        && Parameters.find(other, parameter.getCode())
            .filter(same -> same.getType() == kind)
            .isPresent();
  }

  /** A search of one that the entry is in, when it is in one; of its type otherwise. */
  private SearchRequest inCompartment(Entry entry) {
    String type = entry.id().type();
    List<EntryId> owners =
        entries.all().stream()
            .map(Entry::id)
            .filter(owner -> !owner.type().equals(type))
            .filter(owner -> Compartments.r4().contains(owner, entry))
            .toList();
    Where where =
        owners.isEmpty()
            ? new Where.OfType(type)
            : new Where.InCompartment(chance.one(owners), type);
    return new SearchRequest(where, drawn(entry));
  }

  private List<Parameter> drawn(Entry entry) {
    List<Parameter> drawn = new ArrayList<>();
    do {
      drawn.add(parameters.of(entry));
    } while (drawn.size() < PARAMETERS_MAX && chance.oneIn(2));
    if (chance.oneIn(4)) {
      drawn.add(answers.sort(entry, Parameters.ofType(entry.id().type()).toList()));
    }
    if (chance.oneIn(4)) {
      drawn.addAll(answers.inclusions(entry));
    }
    return drawn;
  }
}
