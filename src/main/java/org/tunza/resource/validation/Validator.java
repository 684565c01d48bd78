package org.tunza.resource.validation;

import java.util.Optional;
import java.util.function.Predicate;
import org.tunza.record.Refusal;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.ObjectNode;

/**
 * Tells whether a resource is structurally valid. https://hl7.org/fhir/R4/validation.html
 *
 * <p>Thread-safe; allocates next to nothing for a valid resource.
 */
public final class Validator {

  private final Definitions definitions;
  private final Predicate<String> knownModifierExtensions;

  private Validator(Definitions definitions, Predicate<String> knownModifierExtensions) {
    this.definitions = definitions;
    this.knownModifierExtensions = knownModifierExtensions;
  }

  /** Refuses every modifier extension: we understand none, and they may negate what we'd show. */
  public static Validator strict(Definitions definitions) {
    return new Validator(definitions, url -> false);
  }

  /** Lets the modifier extensions through whose addresses the policy knows. */
  public Validator knowing(Predicate<String> modifierExtensions) {
    return new Validator(definitions, modifierExtensions);
  }

  /** Empty when the resource is valid; else why not, each fault with its FHIRPath. */
  public Optional<Refusal> refusal(ObjectNode resource) {
    Faults faults = new Faults();
    new Examination(definitions, knownModifierExtensions, faults).resource(resource);
    return faults.refusal();
  }
}
