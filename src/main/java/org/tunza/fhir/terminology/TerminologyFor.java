package org.tunza.fhir.terminology;

import static org.tunza.record.RefusalCode.UNKNOWN_INTERACTION;

import java.util.Optional;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Request;
import org.tunza.fhir.Request.Subject;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.terminology.CodeSystems;
import org.tunza.resource.terminology.KnownTerminology;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.use.AccessRecord;
import org.tunza.use.ReadDefinitions;

/** The terminology that somebody is shown, and the entry that an operation is called on. */
public record TerminologyFor(CodeSystems loaded, ReadDefinitions definitions, AccessRecord access) {

  KnownTerminology of(Exchange exchange) {
    return new KnownTerminology(loaded, definitions.shownTo(exchange.who()));
  }

  /** The entry that is meant by the address; empty when the type is. */
  Outcome<Optional<ObjectNode>> entry(Request.Operation request, Exchange exchange) {
    return switch (request.subject()) {
      case Subject.OfType _ -> Outcome.done(Optional.empty());
      case Subject.OfEntry(EntryId id) ->
          access
              .current(id, exchange.who())
              .then(version -> JsonReader.read(version.content()))
              .map(Optional::of);
      case Subject.Whole _, Subject.OfVersion _ ->
          Outcome.refused(
              UNKNOWN_INTERACTION, "", "the operation is offered on types and on entries");
    };
  }
}
