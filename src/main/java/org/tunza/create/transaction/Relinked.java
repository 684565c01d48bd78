package org.tunza.create.transaction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.Member;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * A resource with its links followed: references, urls, uris, and the addresses in narratives.
 * Canonicals stay, and so does whatever stands in a Bundle within, which has links of its own.
 * https://hl7.org/fhir/R4/http.html#transaction
 */
final class Relinked {

  private static final TypeDefinition ELEMENT = element();

  private static TypeDefinition element() {
    TypeDefinition element = Definitions.r4().type("Element");
    if (element == null) {
      throw new IllegalStateException("the tables have no Element");
    }
    return element;
  }

  private final LinkTargets targets;

  private Relinked(LinkTargets targets) {
    this.targets = targets;
  }

  /** The resource with its links replaced; refused at the first that leads nowhere. */
  static Outcome<ObjectNode> of(ObjectNode resource, LinkTargets targets) {
    try {
      ObjectNode changed = new Relinked(targets).resource(resource);
      return Outcome.done(changed == null ? resource : changed);
    } catch (Dangling dangling) {
      return Outcome.refused(
          RefusalCode.DANGLING_REFERENCE,
          String.valueOf(resource.string("resourceType")) + dangling.place(),
          "no entry of the bundle has this fullUrl");
    }
  }

  /** The resource changed; null when nothing changes, as with all that follows. */
  private @Nullable ObjectNode resource(ObjectNode resource) {
    String name = resource.string("resourceType");
    TypeDefinition type = name == null ? null : Definitions.r4().resource(name);
    return type == null ? null : object(resource, type);
  }

  private @Nullable ObjectNode object(ObjectNode object, TypeDefinition type) {
    ObjectNode result = null;
    for (int i = 0; i < object.size(); i++) {
      Member member = type.member(object.name(i));
      if (member == null || isWithinBundle(type, member)) {
        continue;
      }
      try {
        Node after = value(object.value(i), type, member);
        if (after != null) {
          result = (result == null ? object : result).with(object.name(i), after);
        }
      } catch (Dangling dangling) {
        throw dangling.within("." + object.name(i));
      }
    }
    return result;
  }

  private static boolean isWithinBundle(TypeDefinition type, Member member) {
    return type.name().equals("Bundle") && member.name().equals("entry");
  }

  private @Nullable Node value(Node value, TypeDefinition owner, Member member) {
    return switch (value) {
      case ArrayNode array -> array(array, owner, member);
      case ObjectNode object ->
          member.type().kind() == TypeDefinition.Kind.RESOURCE
              ? resource(object)
              : object(object, member.companion() ? ELEMENT : member.type());
      case Node.StringNode text -> text(text, owner, member);
      case Node.Scalar scalar -> null;
    };
  }

  private @Nullable Node array(ArrayNode array, TypeDefinition owner, Member member) {
    List<Node> items = null;
    for (int i = 0; i < array.size(); i++) {
      try {
        Node after = value(array.items().get(i), owner, member);
        if (after != null) {
          items = items == null ? new ArrayList<>(array.items()) : items;
          items.set(i, after);
        }
      } catch (Dangling dangling) {
        throw dangling.within("[%d]".formatted(i));
      }
    }
    return items == null ? null : new ArrayNode(items);
  }

  private @Nullable Node text(Node.StringNode node, TypeDefinition owner, Member member) {
    String before = node.text();
    String after =
        switch (member.type().name()) {
          case "string" ->
              owner.name().equals("Reference") && member.name().equals("reference")
                  ? reference(before)
                  : before;
          case "url" -> targets.ofUrl(before);
          case "uri" -> member.element().attribute() ? before : targets.ofUri(before);
          case "xhtml" -> NarrativeLinks.replaced(before, targets);
          default -> before;
        };
    return after.equals(before) ? null : new Node.StringNode(after);
  }

  private String reference(String before) {
    String after = targets.ofReference(before);
    if (after == null) {
      throw new Dangling("");
    }
    return after;
  }

  /** That a reference leads nowhere; gathers its place on the way up. */
  private static final class Dangling extends RuntimeException {
    private final String place;

    Dangling(String place) {
      super(RefusalCode.DANGLING_REFERENCE.id(), null, false, false);
      this.place = place;
    }

    Dangling within(String step) {
      return new Dangling(step + place);
    }

    String place() {
      return place;
    }
  }
}
