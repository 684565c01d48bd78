package org.tunza.resource.search;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.search.SearchParameter.Kind;

/**
 * How an element's value becomes index terms; by the parameter's kind and the element's type.
 * https://hl7.org/fhir/R4/search.html#ptypes
 */
public enum Form {
  CODING,
  CONCEPT,
  IDENTIFIER,
  /** The system is phone, email and so on; the detail, if any, the only one that counts. */
  CONTACT,
  /** A primitive as a code; the detail is the system that a required binding implies. */
  CODE,
  /** True or false by whether any member named in the detail is there and isn't false. */
  TRUE_UNLESS_FALSE,
  /** The detail, if any, is the only resource type that counts. */
  REFERENCE,
  /** A whole resource within another, as if it were a reference to it. */
  RESOURCE,
  URI,
  CANONICAL,
  TEXT,
  NAME,
  ADDRESS,
  DATE,
  PERIOD,
  TIMING,
  NUMBER,
  QUANTITY,
  MONEY,
  RANGE,
  /** A range of plain numbers, whatever unit its ends have. */
  NUMBER_RANGE,
  SAMPLES,
  /** A point on the earth: a latitude and a longitude, as numbers of two units. */
  POSITION;

  /** The form for an element's type; empty when the parameter finds nothing in such a value. */
  static Optional<Form> of(Kind kind, TypeDefinition type) {
    return Optional.ofNullable(
        switch (kind) {
          case TOKEN -> token(type);
          case REFERENCE -> reference(type);
          case URI -> type.is("canonical") ? CANONICAL : type.isPrimitive() ? URI : null;
          case STRING -> text(type);
          case DATE -> date(type);
          case NUMBER -> number(type);
          case QUANTITY -> quantity(type);
          case SPECIAL -> special(type);
          case COMPOSITE -> null;
        });
  }

  boolean isUri() {
    return this == URI || this == CANONICAL || this == RESOURCE;
  }

  private static @Nullable Form token(TypeDefinition type) {
    return switch (type.name()) {
      case "Coding" -> CODING;
      case "CodeableConcept" -> CONCEPT;
      case "Identifier" -> IDENTIFIER;
      case "ContactPoint" -> CONTACT;
      default -> type.isPrimitive() ? CODE : null;
    };
  }

  private static @Nullable Form reference(TypeDefinition type) {
    return switch (type.name()) {
      case "Reference" -> REFERENCE;
      case "Resource" -> RESOURCE;
      case "canonical" -> CANONICAL;
      case "uri" -> URI;
      default -> null;
    };
  }

  private static @Nullable Form text(TypeDefinition type) {
    return switch (type.name()) {
      case "HumanName" -> NAME;
      case "Address" -> ADDRESS;
      default -> type.isPrimitive() ? TEXT : null;
    };
  }

  private static @Nullable Form date(TypeDefinition type) {
    return switch (type.name()) {
      case "date", "dateTime", "instant" -> DATE;
      case "Period" -> PERIOD;
      case "Timing" -> TIMING;
      default -> null;
    };
  }

  private static @Nullable Form number(TypeDefinition type) {
    return switch (type.name()) {
      case "decimal", "integer", "positiveInt", "unsignedInt" -> NUMBER;
      case "Range" -> NUMBER_RANGE;
      default -> null;
    };
  }

  private static @Nullable Form special(TypeDefinition type) {
    return type.element("latitude") != null && type.element("longitude") != null ? POSITION : null;
  }

  private static @Nullable Form quantity(TypeDefinition type) {
    return switch (type.name()) {
      case "Money" -> MONEY;
      case "Range" -> RANGE;
      case "SampledData" -> SAMPLES;
      default -> type.is("Quantity") ? QUANTITY : null;
    };
  }
}
