package org.tunza.conformance.search.value;

import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;

/** The values of one type of search parameter. https://hl7.org/fhir/R4/search.html#ptypes */
public sealed interface Values
    permits TokenValues,
        StringValues,
        DateValues,
        NumberValues,
        QuantityValues,
        UriValues,
        ReferenceValues,
        CompositeValues {

  /** What an element of a resource stands for. */
  List<Value> read(Base element, Resource resource);

  /** The values that one alternative of a search asks for, still escaped. */
  Predicate<Value> wanted(String modifier, String text);

  static IllegalArgumentException notUnderstood(String text) {
    return new IllegalArgumentException("not understood: " + text);
  }
}
