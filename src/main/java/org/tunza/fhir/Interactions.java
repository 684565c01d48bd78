package org.tunza.fhir;

import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;

/**
 * The interactions that may stand alone or in a batch, and which request goes to which.
 * https://hl7.org/fhir/R4/http.html#summary
 */
public record Interactions(
    Interaction<Request.Capabilities> capabilities,
    Interaction<Request.Read> read,
    Interaction<Request.ReadVersion> readVersion,
    Interaction<Request.Create> create,
    Interaction<Request.Update> update,
    Interaction<Request.ConditionalUpdate> conditionalUpdate,
    Interaction<Request.Patch> patch,
    Interaction<Request.ConditionalPatch> conditionalPatch,
    Interaction<Request.Delete> delete,
    Interaction<Request.ConditionalDelete> conditionalDelete,
    Interaction<Request.Versions> versions,
    Interaction<Request.Search> search,
    Interaction<Request.Operation> operation)
    implements Interaction<Request> {

  @Override
  public Outcome<Answer> answer(Request request, Exchange exchange) {
    return switch (request) {
      case Request.Read one -> read.answer(one, exchange);
      case Request.ReadVersion one -> readVersion.answer(one, exchange);
      case Request.Create one -> create.answer(one, exchange);
      case Request.Update one -> update.answer(one, exchange);
      case Request.ConditionalUpdate one -> conditionalUpdate.answer(one, exchange);
      case Request.Patch one -> patch.answer(one, exchange);
      case Request.ConditionalPatch one -> conditionalPatch.answer(one, exchange);
      case Request.Delete one -> delete.answer(one, exchange);
      case Request.ConditionalDelete one -> conditionalDelete.answer(one, exchange);
      case Request.Versions one -> versions.answer(one, exchange);
      case Request.Capabilities one -> capabilities.answer(one, exchange);
      case Request.Operation one -> operation.answer(one, exchange);
      case Request.Search one -> search.answer(one, exchange);
      case Request.Bundle _ ->
          Outcome.refused(RefusalCode.INVALID_BUNDLE, "", "a bundle stands alone, not in another");
    };
  }
}
