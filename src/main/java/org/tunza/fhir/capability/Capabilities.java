package org.tunza.fhir.capability;

import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Interaction;
import org.tunza.fhir.Request;
import org.tunza.record.Outcome;

/** Tells what the server can do. https://hl7.org/fhir/R4/http.html#capabilities */
public final class Capabilities implements Interaction<Request.Capabilities> {

  private static final int OK = 200;

  private final Answer answer;

  public Capabilities(Statement statement) {
    answer = Answer.of(OK, new Answer.Content.Stored(statement.canonical()));
  }

  @Override
  public Outcome<Answer> answer(Request.Capabilities request, Exchange exchange) {
    return Outcome.done(answer);
  }
}
