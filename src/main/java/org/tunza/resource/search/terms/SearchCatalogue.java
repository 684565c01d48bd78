package org.tunza.resource.search.terms;

import org.tunza.record.index.OwnParameters;
import org.tunza.resource.search.SearchParameters;

/**
 * The search parameters that a store has now: those of FHIR R4 and its own. What it gives never
 * changes; when the store's own ones do, it gives another.
 */
public final class SearchCatalogue {

  private volatile State state =
      new State(OwnParameters.NONE, SearchParameters.r4(), TermExtraction.r4());

  private record State(OwnParameters own, SearchParameters parameters, TermExtraction extraction) {}

  public SearchParameters parameters() {
    return state.parameters;
  }

  /** Takes the terms of every parameter, also of those whose rows are not all there yet. */
  public TermExtraction extraction() {
    return state.extraction;
  }

  /** The store's own ones. */
  public OwnParameters own() {
    return state.own;
  }

  /** Takes these on, unless it has later ones. */
  public synchronized void keepUp(OwnParameters own) {
    OwnParameters known = state.own;
    boolean isOlder =
        own.edition() < known.edition()
            || (own.edition() == known.edition() && own.complete() < known.complete());
    if (isOlder || own.equals(known)) {
      return;
    }
    SearchParameters parameters = SearchParameters.r4().with(own);
    TermExtraction extraction =
        own.all().equals(known.all()) ? state.extraction : TermExtraction.r4().with(parameters);
    state = new State(own, parameters, extraction);
  }
}
