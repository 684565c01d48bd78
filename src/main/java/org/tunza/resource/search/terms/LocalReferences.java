package org.tunza.resource.search.terms;

import java.util.HashSet;
import java.util.Set;
import org.tunza.record.EntryId;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Tells which references name entries of this store: the relative ones. Those that came with an
 * address of the store are relative by then, see {@link OwnAddresses}.
 * https://hl7.org/fhir/R4/references.html#literal
 */
public final class LocalReferences {

  private static final int ID_LENGTH_MAX = 64;

  private static final Set<String> REFERENCE_MEMBERS =
      Set.of(
          "id",
          "extension",
          "reference",
          "_reference",
          "type",
          "_type",
          "identifier",
          "display",
          "_display");

  private LocalReferences() {}

  /** What a literal reference names. */
  public sealed interface Target {}

  /** An entry of this store, whatever version was named. */
  public record Local(EntryId entry) implements Target {}

  /** Something elsewhere; the type is empty when the address doesn't tell. */
  public record Elsewhere(String uri, String type) implements Target {}

  /** Nothing that can be looked up: contained, conditional or malformed. */
  public record Nothing() implements Target {}

  private static final Nothing NOTHING = new Nothing();

  /** What the text of a reference names. */
  public static Target read(String reference) {
    if (reference.isEmpty() || reference.charAt(0) == '#') {
      return NOTHING;
    }
    if (!hasScheme(reference)) {
      return relative(reference);
    }
    return new Elsewhere(reference, typeIn(reference));
  }

  /** Whether it is absolute; a colon may also stand in the query of a conditional reference. */
  private static boolean hasScheme(String reference) {
    for (int i = 0; i < reference.length(); i++) {
      char c = reference.charAt(i);
      if (c == ':' || c == '/' || c == '?') {
        return c == ':';
      }
    }
    return false;
  }

  private static Target relative(String reference) {
    int slash = reference.indexOf('/');
    if (slash < 0) {
      return NOTHING;
    }
    int end = reference.indexOf('/', slash + 1);
    String id = end < 0 ? reference.substring(slash + 1) : reference.substring(slash + 1, end);
    boolean whole = end < 0 || reference.startsWith("/_history/", end);
    String type = reference.substring(0, slash);
    return whole && isId(id) && Definitions.r4().isResourceType(type)
        ? new Local(new EntryId(type, id))
        : NOTHING;
  }

  private static String typeIn(String uri) {
    int history = uri.indexOf("/_history/");
    String path = history < 0 ? uri : uri.substring(0, history);
    int last = path.lastIndexOf('/');
    int before = last <= 0 ? -1 : path.lastIndexOf('/', last - 1);
    String type = before < 0 ? "" : path.substring(before + 1, last);
    return Definitions.r4().isResourceType(type) ? type : "";
  }

  /** Whether the text is a logical id. https://hl7.org/fhir/R4/datatypes.html#id */
  public static boolean isId(String text) {
    if (text.isEmpty() || text.length() > ID_LENGTH_MAX) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  /**
   * Every entry of this store that a Reference anywhere in the content names. What a Bundle or
   * Parameters carries keeps its own counsel: its references are resolved within it first.
   */
  public static Set<EntryId> in(ObjectNode resource) {
    if (keepsItsOwn(resource)) {
      return Set.of();
    }
    Set<EntryId> found = new HashSet<>();
    gather(resource, found);
    return found;
  }

  /** Whether the references within are not this store's to follow. */
  static boolean keepsItsOwn(ObjectNode resource) {
    String type = resource.string("resourceType");
    return "Bundle".equals(type) || "Parameters".equals(type);
  }

  /** Whether this member is that of a Reference; a few types have others of the name. */
  static boolean isReference(ObjectNode object, int member) {
    return object.name(member).equals("reference") && isReference(object);
  }

  /** A few types have a uri of that name; they have other members too. */
  private static boolean isReference(ObjectNode object) {
    for (int i = 0; i < object.size(); i++) {
      if (!REFERENCE_MEMBERS.contains(object.name(i))) {
        return false;
      }
    }
    return true;
  }

  private static void gather(Node node, Set<EntryId> found) {
    switch (node) {
      case ObjectNode object -> {
        for (int i = 0; i < object.size(); i++) {
          if (object.value(i) instanceof Node.StringNode(String text)) {
            if (isReference(object, i) && read(text) instanceof Local(EntryId entry)) {
              found.add(entry);
            }
          } else {
            gather(object.value(i), found);
          }
        }
      }
      case ArrayNode array -> array.items().forEach(item -> gather(item, found));
      case Node.Scalar _ -> {}
    }
  }
}
