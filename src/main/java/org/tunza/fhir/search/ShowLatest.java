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
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.search.query.ConditionParser;
import org.tunza.use.ReadLatest;

/**
 * $lastn: the latest observations of each code. What was entered in error or cancelled is no latest
 * one, unless its status is asked for. https://hl7.org/fhir/R4/observation-operation-lastn.html
 */
public final class ShowLatest implements Interaction<Request.Operation> {

  private static final int OK = 200;
  private static final String NAME = "$lastn";
  private static final String OBSERVATION = "Observation";
  private static final String MAX = "max";

  /** What would change which are the latest, or in which order they come. */
  private static final Set<String> NOT_HERE =
      Set.of("_sort", "_count", "_after", "_total", "_include", "_revinclude");

  private final ReadLatest deed;
  private final ConditionParser parser;
  private final PlaceSeal seal;
  private final PageSize size;

  public ShowLatest(ReadLatest deed, ConditionParser parser, PlaceSeal seal, PageSize size) {
    this.deed = deed;
    this.parser = parser;
    this.seal = seal;
    this.size = size;
  }

  @Override
  public Outcome<Answer> answer(Request.Operation request, Exchange exchange) {
    return request.subject() instanceof Subject.OfType
        ? OperationParameters.asQuery(request, exchange)
            .then(query -> answer(query, exchange))
            .map(bytes -> Answer.of(OK, new Answer.Content.Stored(bytes)))
        : Outcome.refused(
            RefusalCode.UNKNOWN_INTERACTION, "", "the operation is offered on the type");
  }

  private Outcome<byte[]> answer(Query query, Exchange exchange) {
    List<Query.Parameter> asked = new ArrayList<>();
    for (Query.Parameter one : query.parameters()) {
      if (NOT_HERE.contains(one.name().split(":", 2)[0])) {
        return Outcome.refused(INVALID_PARAMETER, one.name(), "not understood by " + NAME);
      }
      if (!one.name().equals(MAX)) {
        asked.add(one);
      }
    }
    if (asked.stream().noneMatch(one -> isOfPatient(one.name()))) {
      return Outcome.refused(INVALID_PARAMETER, "patient", "patient or subject is needed");
    }
    if (asked.stream().noneMatch(one -> one.name().split("[:.]", 2)[0].equals("status"))) {
      asked.add(new Query.Parameter("status:not", "entered-in-error,cancelled"));
    }
    return max(query)
        .then(max ->
            search(new Query(asked))
                .then(search ->
                    deed.of(search.search(), max, exchange.who())
                        .map(found ->
                            SearchBundle.of(
                                found,
                                OBSERVATION + "/" + NAME + "?" + query.criteria(),
                                Optional.empty(),
                                List.of(),
                                exchange.base()))));
  }

  private static boolean isOfPatient(String name) {
    String code = name.split("[:.]", 2)[0];
    return code.equals("patient") || code.equals("subject");
  }

  private static Outcome<Integer> max(Query query) {
    String text = query.first(MAX);
    if (text == null) {
      return Outcome.done(1);
    }
    boolean isNumber = text.matches("[1-9][0-9]{0,5}");
    return isNumber
        ? Outcome.done(Integer.parseInt(text))
        : Outcome.refused(INVALID_PARAMETER, MAX, "a number from 1 on");
  }

  private Outcome<SearchRequest> search(Query query) {
    return SearchRequest.of(
        new Request.Search(OBSERVATION, Request.SentBy.ADDRESS, Optional.empty()),
        query,
        SearchRequest.Handling.STRICT,
        parser,
        seal,
        size);
  }
}
