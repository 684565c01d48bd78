package org.tunza.record.terminology;

import java.util.List;

/** A version of a code system with its concepts. */
public record CodeSystemContent(CodeSystem codeSystem, List<Concept> concepts) {
  public CodeSystemContent {
    concepts = List.copyOf(concepts);
  }
}
