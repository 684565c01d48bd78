package org.tunza.fhir.entry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.fhir.Query;
import org.tunza.record.Criteria;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;

/** What conditional interactions look for. https://hl7.org/fhir/R4/http.html#cond-update */
public final class Conditions {

  /** The criteria in the query of a conditional request; one without any is refused. */
  public Outcome<Criteria> ofQuery(String type, Query query) {
    Query criteria = query.criteria();
    return criteria.isEmpty()
        ? Outcome.refused(
            RefusalCode.INVALID_PARAMETER, "", "an id or criteria must say which entry is meant")
        : Outcome.refused(RefusalCode.INVALID_PARAMETER, type, "");
  }

  /** The criteria of If-None-Exist, if it was sent. */
  Outcome<Optional<Criteria>> ifNoneExist(String type, @Nullable String header) {
    if (header == null) {
      return Outcome.done(Optional.empty());
    }
    String raw = header.startsWith("?") ? header.substring(1) : header;
    return Query.parse(raw).then(query -> ofQuery(type, query)).map(Optional::of);
  }
}
