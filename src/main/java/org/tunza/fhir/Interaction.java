package org.tunza.fhir;

import org.tunza.record.Outcome;

/** One interaction of the FHIR REST API: reads the exchange, does its deed, and answers. */
@FunctionalInterface
public interface Interaction<R extends Request> {
  Outcome<Answer> answer(R request, Exchange exchange);
}
