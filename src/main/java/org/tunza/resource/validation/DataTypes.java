package org.tunza.resource.validation;

import static org.tunza.record.RefusalCode.UNKNOWN_MODIFIER_EXTENSION;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.tunza.resource.definition.CodeSet;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.Member;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * What holds for some data types beyond the structure of each: extensions, references, and codes of
 * required bindings. https://hl7.org/fhir/R4/datatypes.html
 */
final class DataTypes {

  private final TypeDefinition extension;
  private final TypeDefinition reference;
  private final TypeDefinition concept;
  private final Predicate<String> knownModifierExtensions;
  private final References references;
  private final Examination examination;

  DataTypes(
      Definitions definitions, Predicate<String> knownModifierExtensions, Examination examination) {
    this.extension = Objects.requireNonNull(definitions.type("Extension"));
    this.reference = Objects.requireNonNull(definitions.type("Reference"));
    this.concept = Objects.requireNonNull(definitions.type("CodeableConcept"));
    this.knownModifierExtensions = knownModifierExtensions;
    this.references = new References(definitions, examination);
    this.examination = examination;
  }

  /** Looks at an object that has been walked. */
  void check(Member member, ObjectNode object) {
    TypeDefinition type = member.type();
    if (type == reference) {
      references.check(member.use(), object);
    } else if (type == extension) {
      extension(member, object);
    } else if (type == concept) {
      CodeSet codes = member.element().codes();
      if (codes != null) {
        concept(codes, object);
      }
    }
  }

  /** Looks at a string that has the right form. */
  void check(Member member, String text) {
    switch (Objects.requireNonNull(member.type().primitive())) {
      case CODE -> {
        CodeSet codes = member.element().codes();
        if (codes != null && !codes.contains(text)) {
          examination.fault("not a code of " + codes.url());
        }
      }
      case URI, URL, CANONICAL -> pointAt(text);
      case STRING -> {
        if (member.element().attribute() && !Characters.hasNoBlank(text)) {
          examination.fault("an id has no blanks");
        } else if (member.name().equals("reference")) {
          pointAt(text);
        }
      }
      default -> {}
    }
  }

  private void pointAt(String text) {
    if (text.charAt(0) == '#') {
      examination.container().pointAt(text.substring(1));
    }
  }

  /** Rule ext-1, and the policy on modifier extensions. */
  private void extension(Member member, ObjectNode object) {
    boolean hasValue = false;
    for (int i = 0; i < object.size(); i++) {
      String name = object.name(i);
      hasValue |= name.startsWith("value") || name.startsWith("_value");
    }
    if (hasValue == (object.member("extension") != null)) {
      examination.fault("an extension has either a value or extensions");
    }
    String url = object.string("url");
    if (url != null
        && member.name().equals("modifierExtension")
        && !knownModifierExtensions.test(url)) {
      examination.refuse(UNKNOWN_MODIFIER_EXTENSION, "url", "a modifier extension not known here");
    }
  }

  /** One coding is of the set; one that uses the set's code system has a code of the set. */
  private void concept(CodeSet codes, ObjectNode object) {
    ArrayNode codings = object.array("coding");
    boolean found = codings == null && object.member("extension") != null;
    for (Node item : codings == null ? List.<Node>of() : codings.items()) {
      if (item instanceof ObjectNode coding) {
        found |= codes.contains(coding.string("system"), coding.string("code"));
      }
    }
    if (!found) {
      examination.fault("no coding is of " + codes.url());
    }
  }
}
