package org.tunza.conformance.search.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Codes, identifiers and flags. https://hl7.org/fhir/R4/search.html#token
 *
 * @param codeSystem of codes that the model has no enumeration of; empty when none is implied
 */
public record TokenValues(String codeSystem) implements Values {

  @Override
  public List<Value> read(Base element, Resource resource) {
    List<Value> found = new ArrayList<>();
    switch (element) {
      case CodeableConcept concept -> {
        label(concept.getText(), found);
        concept.getCoding().forEach(coding -> coding(coding, found));
      }
      case Coding coding -> coding(coding, found);
      case Identifier identifier -> identifier(identifier, found);
      case ContactPoint point ->
          token(point.getSystemElement().getValueAsString(), point.getValue(), found);
      case Enumeration<?> code -> token(ImpliedSystems.of(code), code.getValueAsString(), found);
      case CodeType code -> token(codeSystem, code.getValue(), found);
      case IdType id -> token("", id.getIdPart(), found);
      case PrimitiveType<?> primitive -> token("", primitive.getValueAsString(), found);
      default -> {}
    }
    return found;
  }

  private static void coding(Coding coding, List<Value> found) {
    token(coding.getSystem(), coding.getCode(), found);
    label(coding.getDisplay(), found);
  }

  private static void identifier(Identifier identifier, List<Value> found) {
    token(identifier.getSystem(), identifier.getValue(), found);
    label(identifier.getType().getText(), found);
    for (Coding type : identifier.getType().getCoding()) {
      label(type.getDisplay(), found);
      if (type.hasCode() && identifier.hasValue()) {
        found.add(
            new Value.TypedIdentifier(
                orEmpty(type.getSystem()), type.getCode(), identifier.getValue()));
      }
    }
  }

  private static void token(@Nullable String system, @Nullable String code, List<Value> found) {
    if (!orEmpty(code).isEmpty()) {
      found.add(new Value.Token(orEmpty(system), orEmpty(code)));
    }
  }

  private static void label(@Nullable String text, List<Value> found) {
    if (text != null) {
      found.add(new Value.Label(text));
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** With {@code :not}, what is asked for is what must not be there. */
  @Override
  public Predicate<Value> wanted(String modifier, String text) {
    return switch (modifier) {
      case "", "not" -> token(EscapedText.split(text, '|'));
      case "text" -> label(NormalText.of(EscapedText.plain(text)));
      case "of-type" -> typed(EscapedText.split(text, '|'));
      default -> throw Values.notUnderstood(modifier);
    };
  }

  private static Predicate<Value> token(List<String> parts) {
    String code = EscapedText.plain(parts.getLast());
    if (parts.size() == 1) {
      return value -> value instanceof Value.Token(String _, String found) && found.equals(code);
    }
    if (parts.size() > 2) {
      throw Values.notUnderstood(parts.toString());
    }
    String system = EscapedText.plain(parts.getFirst());
    return value ->
        value instanceof Value.Token(String ofSystem, String found)
            && ofSystem.equals(system)
            && (code.isEmpty() || found.equals(code));
  }

  private static Predicate<Value> label(String normal) {
    return value ->
        value instanceof Value.Label(String found) && NormalText.of(found).startsWith(normal);
  }

  private static Predicate<Value> typed(List<String> parts) {
    if (parts.size() != 3) {
      throw Values.notUnderstood(parts.toString());
    }
    List<String> plain = parts.stream().map(EscapedText::plain).toList();
    return new Value.TypedIdentifier(plain.get(0), plain.get(1), plain.get(2))::equals;
  }
}
