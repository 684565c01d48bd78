package org.tunza.fhir.capability;

import java.util.function.Function;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.record.Outcome;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.search.terms.SearchCatalogue;

/** Tells what the server can do. https://hl7.org/fhir/R4/http.html#capabilities */
public final class Capabilities implements Interaction<Request.Capabilities> {

  private static final int OK = 200;

  private final SearchCatalogue catalogue;
  private final Function<SearchParameters, Statement> statement;
  private volatile Made made;

  /** An answer, and the parameters that it tells of. */
  private record Made(SearchParameters parameters, Answer answer) {}

  public Capabilities(SearchCatalogue catalogue, Function<SearchParameters, Statement> statement) {
    this.catalogue = catalogue;
    this.statement = statement;
    this.made = made();
  }

  private Made made() {
    SearchParameters parameters = catalogue.parameters();
    byte[] content = statement.apply(parameters).canonical();
    return new Made(parameters, Answer.of(OK, new Answer.Content.Stored(content)));
  }

  @Override
  public Outcome<Answer> answer(Request.Capabilities request, Exchange exchange) {
    if (made.parameters != catalogue.parameters()) {
      made = made();
    }
    return Outcome.done(made.answer);
  }
}
