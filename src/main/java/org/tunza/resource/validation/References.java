package org.tunza.resource.validation;

import org.jspecify.annotations.Nullable;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.TypeUse;
import org.tunza.resource.tree.ObjectNode;

/**
 * Whether a reference has a form that can mean something, and whether what it means may stand here.
 * Whether the target exists is not asked. https://hl7.org/fhir/R4/references.html
 */
final class References {

  private static final String DEFINITION = "http://hl7.org/fhir/StructureDefinition/";

  private final Definitions definitions;
  private final Examination examination;

  References(Definitions definitions, Examination examination) {
    this.definitions = definitions;
    this.examination = examination;
  }

  void check(TypeUse use, ObjectNode reference) {
    String literal = reference.string("reference");
    String told = reference.string("type");
    String meant = literal == null || literal.isEmpty() ? null : target(literal);
    if (meant != null && !use.allows(meant)) {
      examination.fault("reference", "not a type that may be referred to here");
    }
    if (told == null) {
      return;
    }
    String type = told.startsWith(DEFINITION) ? told.substring(DEFINITION.length()) : told;
    if (!definitions.isResourceType(type)) {
      if (type.indexOf(':') < 0) {
        examination.fault("type", "not the name of an R4 resource type");
      }
    } else if (!use.allows(type)) {
      examination.fault("type", "not a type that may be referred to here");
    } else if (meant != null && !meant.equals(type)) {
      examination.fault("type", "not the type that the reference tells");
    }
  }

  /** The type that a literal reference points at; null when it doesn't tell or is at fault. */
  private @Nullable String target(String literal) {
    if (!Characters.hasNoBlank(literal)) {
      examination.fault("reference", "a blank within");
      return null;
    }
    if (literal.charAt(0) == '#') {
      return local(literal.substring(1));
    }
    int colon = literal.indexOf(':');
    int slash = literal.indexOf('/');
    if (colon > 0 && (slash < 0 || colon < slash)) {
      return literal.startsWith("http") ? absolute(literal) : null;
    }
    return relative(literal);
  }

  private @Nullable String local(String id) {
    ObjectNode target = examination.container().target(id);
    if (target == null) {
      examination.fault("reference", "no contained resource has this id");
      return null;
    }
    return target.string("resourceType");
  }

  /** Type/id, Type/id/_history/version, or Type?criteria within a transaction. */
  private @Nullable String relative(String literal) {
    int query = literal.indexOf('?');
    int slash = literal.indexOf('/');
    if (query > 0 && (slash < 0 || query < slash)) {
      return known(literal.substring(0, query));
    }
    int end = endOfId(literal);
    if (slash <= 0 || !Primitives.isId(literal, slash + 1, end)) {
      examination.fault("reference", "not of the form Type/id");
      return null;
    }
    return known(literal.substring(0, slash));
  }

  private @Nullable String known(String type) {
    if (definitions.isResourceType(type)) {
      return type;
    }
    examination.fault("reference", "not to an R4 resource type");
    return null;
  }

  /** The type of an address on some server; null when it doesn't look like a resource's. */
  private @Nullable String absolute(String literal) {
    int end = endOfId(literal);
    int slash = literal.lastIndexOf('/', end - 1);
    int before = slash < 1 ? -1 : literal.lastIndexOf('/', slash - 1);
    if (before < 0 || !Primitives.isId(literal, slash + 1, end)) {
      return null;
    }
    String type = literal.substring(before + 1, slash);
    return definitions.isResourceType(type) ? type : null;
  }

  private static int endOfId(String literal) {
    int history = literal.indexOf("/_history/");
    return history < 0 ? literal.length() : history;
  }
}
