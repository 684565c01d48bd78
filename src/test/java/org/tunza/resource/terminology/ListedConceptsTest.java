package org.tunza.resource.terminology;

import org.tunza.record.terminology.Concepts;
import org.tunza.record.terminology.ConceptsContract;
import org.tunza.record.terminology.Hierarchy;

final class ListedConceptsTest implements ConceptsContract {
  @Override
  public Concepts concepts() {
    return new ListedConcepts(
        VEHICLES, ((Hierarchy.Made.Sound) Hierarchy.of(CONCEPTS)).hierarchy());
  }
}
