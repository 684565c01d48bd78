package org.tunza.resource.search.query;

import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameter.Part;

/**
 * A parameter that is asked for.
 *
 * @param type of the resources searched
 * @param part the stored parameter that it is, or one that it is made of
 * @param modifier empty when there is none
 */
record Asked(String type, SearchParameter parameter, Part part, String modifier) {

  TypeParameter by() {
    return new TypeParameter(Definitions.r4().number(type), part.number());
  }

  <T> Outcome<T> refused(String text) {
    return Outcome.refused(RefusalCode.INVALID_PARAMETER, parameter.code(), text);
  }

  <T> Outcome<T> unknownModifier() {
    return refused("a parameter of this type has no modifier " + modifier);
  }
}
