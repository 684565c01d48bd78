package org.tunza.fhir.entry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.fhir.Query;
import org.tunza.record.Outcome;
import org.tunza.record.index.Criteria;
import org.tunza.resource.search.criteria.CriteriaParser;

/** What conditional interactions look for. https://hl7.org/fhir/R4/http.html#cond-update */
public final class Conditions {

  private final CriteriaParser parser;

  public Conditions(CriteriaParser parser) {
    this.parser = parser;
  }

  /** The criteria in the query of a conditional request; one without any is refused. */
  public Outcome<Criteria> ofQuery(String type, Query query) {
    return parser.parse(type, query.criteria());
  }

  /** The criteria of If-None-Exist, if it was sent. */
  public Outcome<Optional<Criteria>> ifNoneExist(String type, @Nullable String header) {
    if (header == null) {
      return Outcome.done(Optional.empty());
    }
    int mark = header.indexOf('?');
    return parser.parse(type, header.substring(mark + 1).strip()).map(Optional::of);
  }
}
