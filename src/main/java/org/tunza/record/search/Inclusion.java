package org.tunza.record.search;

import java.util.List;
import org.tunza.record.index.Indexing.TypeParameter;

/**
 * What is told along with what is found. https://hl7.org/fhir/R4/search.html#revinclude
 *
 * @param type of those that refer
 * @param by the parameters by which they do
 * @param targets types of those that are referred to; none where any will do
 */
public record Inclusion(
    Way way, String type, List<TypeParameter> by, List<String> targets, Reach reach) {

  public Inclusion {
    by = List.copyOf(by);
    targets = List.copyOf(targets);
  }

  public enum Way {
    /** What the found ones refer to. */
    REFERRED,
    /** What refers to the found ones. */
    REFERRING
  }

  public enum Reach {
    /** Of what is found alone. */
    ONCE,
    /** Also of what is told along with it. */
    ITERATE
  }

  /** Whether a reference to this type counts. */
  public boolean leadsTo(String target) {
    return targets.isEmpty() || targets.contains(target);
  }
}
