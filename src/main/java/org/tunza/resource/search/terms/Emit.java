package org.tunza.resource.search.terms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryId;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.search.Form;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * What to make of a value at the end of a walk. A value that is not of the form's type gives
 * nothing: content has been validated before, and extraction never fails.
 * https://hl7.org/fhir/R4/search.html#ptypes
 */
public record Emit(int parameter, Form form, String detail) {

  private static final String LATITUDE = "latitude";
  private static final String LONGITUDE = "longitude";
  public static final List<String> NAME_PARTS =
      List.of("text", "family", "given", "prefix", "suffix");
  public static final List<String> ADDRESS_PARTS =
      List.of("text", "line", "city", "district", "state", "postalCode", "country");

  void emit(Node value, Terms out) {
    switch (value) {
      case ObjectNode object -> emitObject(object, out);
      case Node.StringNode(String text) -> emitString(text, out);
      case Node.NumberNode(String text) -> {
        switch (form) {
          case CODE -> out.token(parameter, detail, text);
          case NUMBER -> out.quantity(parameter, "", "", value);
          default -> {}
        }
      }
      case Node.BooleanNode flag -> {
        if (form == Form.CODE) {
          out.token(parameter, detail, flag.text());
        }
      }
      case Node.NullNode _, ArrayNode _ -> {}
    }
  }

  private void emitString(String text, Terms out) {
    switch (form) {
      case CODE -> out.token(parameter, detail, text);
      case URI -> out.uri(parameter, text);
      case CANONICAL -> out.canonical(parameter, text);
      case TEXT -> {
        String normal = SearchText.normal(text);
        if (!normal.isEmpty()) {
          out.add(new IndexTerm.Text(parameter, normal));
        }
      }
      case DATE -> {
        DateInterval interval = DateInterval.of(text);
        if (interval != null) {
          out.add(new IndexTerm.Date(parameter, interval.low(), interval.high()));
        }
      }
      default -> {}
    }
  }

  private void emitObject(ObjectNode object, Terms out) {
    switch (form) {
      case CODING -> coding(object, out);
      case CONCEPT -> concept(object, out);
      case IDENTIFIER -> out.token(parameter, object.string("system"), object.string("value"));
      case CONTACT -> contact(object, out);
      case TRUE_UNLESS_FALSE -> trueUnlessFalse(object, out);
      case REFERENCE -> reference(object, out);
      case RESOURCE -> resource(object, out);
      case NAME -> NAME_PARTS.forEach(part -> out.text(parameter, object.member(part)));
      case ADDRESS -> ADDRESS_PARTS.forEach(part -> out.text(parameter, object.member(part)));
      case PERIOD -> Times.period(parameter, object, out);
      case TIMING -> Times.timing(parameter, object, out);
      case QUANTITY -> out.quantity(parameter, object);
      case MONEY ->
          out.quantity(
              parameter, "urn:iso:std:iso:4217", object.string("currency"), object.member("value"));
      case RANGE -> {
        out.quantity(parameter, object.object("low"));
        out.quantity(parameter, object.object("high"));
      }
      case NUMBER_RANGE -> {
        number(object.object("low"), out);
        number(object.object("high"), out);
      }
      case SAMPLES -> Samples.bounds(parameter, object, out);
      case POSITION -> {
        out.quantity(parameter, "", LATITUDE, object.member(LATITUDE));
        out.quantity(parameter, "", LONGITUDE, object.member(LONGITUDE));
      }
      case CODE, URI, CANONICAL, TEXT, DATE, NUMBER -> {}
    }
  }

  private void coding(ObjectNode coding, Terms out) {
    out.token(parameter, coding.string("system"), coding.string("code"));
  }

  private void concept(ObjectNode concept, Terms out) {
    if (concept.member("coding") instanceof ArrayNode(List<Node> codings)) {
      for (Node coding : codings) {
        if (coding instanceof ObjectNode object) {
          coding(object, out);
        }
      }
    }
  }

  private void contact(ObjectNode contact, Terms out) {
    String system = contact.string("system");
    if (counts(system)) {
      out.token(parameter, system, contact.string("value"));
    }
  }

  private void trueUnlessFalse(ObjectNode object, Terms out) {
    boolean found = false;
    for (int i = 0; i < object.size(); i++) {
      found |=
          object.value(i) != Node.BooleanNode.FALSE
              && List.of(detail.split(",", -1)).contains(object.name(i));
    }
    out.token(parameter, "", String.valueOf(found));
  }

  /** A literal reference; and, for the modifier of that name, the identifier in it. */
  private void reference(ObjectNode reference, Terms out) {
    String literal = reference.string("reference");
    String type = "";
    if (literal != null) {
      switch (LocalReferences.read(literal)) {
        case LocalReferences.Local(EntryId entry) -> {
          type = entry.type();
          if (counts(type)) {
            out.add(new IndexTerm.Reference(parameter, entry));
          }
        }
        case LocalReferences.Elsewhere(String uri, String typeThere) -> {
          type = typeThere;
          if (counts(type)) {
            out.uri(parameter, uri);
          }
        }
        case LocalReferences.Nothing _ -> {}
      }
    }
    ObjectNode identifier = reference.object("identifier");
    if (identifier != null && counts(type)) {
      out.token(parameter, identifier.string("system"), identifier.string("value"));
    }
  }

  /** A resource within another names no entry, though one may have its id. */
  private void resource(ObjectNode resource, Terms out) {
    String id = resource.string("id");
    if (id != null && detail.equals(resource.string("resourceType"))) {
      out.uri(parameter, detail + "/" + id);
    }
  }

  private void number(@Nullable ObjectNode quantity, Terms out) {
    if (quantity != null) {
      out.quantity(parameter, "", "", quantity.member("value"));
    }
  }

  private boolean counts(@Nullable String restricted) {
    return detail.isEmpty() || detail.equals(restricted);
  }
}
