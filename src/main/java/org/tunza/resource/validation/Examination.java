package org.tunza.resource.validation;

import static org.tunza.record.RefusalCode.INVALID_CONTENT;
import static org.tunza.record.RefusalCode.UNKNOWN_TYPE;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tunza.record.RefusalCode;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.ElementDefinition;
import org.tunza.resource.definition.Member;
import org.tunza.resource.definition.Primitive;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.tree.Place;

/**
 * One walk through one resource. Looks at names, JSON types, cardinalities and formats itself, and
 * has {@link DataTypes} look at what holds for a data type as a whole.
 */
final class Examination {

  /** The same as the JSON reader's; an element has an array of its own at most. */
  private static final int DEPTH_MAX = 100;

  private static final int UNKNOWN_NAME_LENGTH_MAX = 32;

  private final Definitions definitions;
  private final Faults faults;
  private final Place place = new Place();
  private final TypeDefinition anyResource;
  private final DataTypes dataTypes;
  private @Nullable Container container;

  Examination(Definitions definitions, Predicate<String> knownModifierExtensions, Faults faults) {
    this.definitions = definitions;
    this.faults = faults;
    this.anyResource = Objects.requireNonNull(definitions.type("Resource"));
    this.dataTypes = new DataTypes(definitions, knownModifierExtensions, this);
  }

  /** The whole of a resource that is not within another. */
  void resource(ObjectNode resource) {
    String name = resource.string("resourceType");
    TypeDefinition type = name == null ? null : definitions.resource(name);
    if (type == null) {
      faults.add(UNKNOWN_TYPE, place.path("resourceType"), "not the name of an R4 resource type");
      return;
    }
    boolean root = place.depth() == 0;
    if (root) {
      place.enter(type.name());
    }
    Container outer = container;
    container = Container.of(resource);
    object(type, resource, Standing.RESOURCE);
    container.check(this);
    container = outer;
    if (root) {
      place.leave();
    }
  }

  private void contained(ObjectNode resource) {
    String name = resource.string("resourceType");
    TypeDefinition type = name == null ? null : definitions.resource(name);
    if (type == null) {
      fault("resourceType", "not the name of an R4 resource type");
      return;
    }
    object(type, resource, Standing.CONTAINED);
    Container.checkContained(resource, this);
  }

  /** What an object is, beyond its type. */
  private enum Standing {
    RESOURCE,
    CONTAINED,
    ELEMENT,
    /** Holds id and extensions of a primitive that has a value as well. */
    COMPANION_OF_VALUE
  }

  private void object(TypeDefinition type, ObjectNode object, Standing standing) {
    if (place.depth() > DEPTH_MAX) {
      faults.add(RefusalCode.TOO_COMPLEX, place.path(), "deeper than the limit");
      return;
    }
    boolean isResource = standing == Standing.RESOURCE || standing == Standing.CONTAINED;
    long seen = 0;
    for (int i = 0; i < object.size() && !faults.full(); i++) {
      String name = object.name(i);
      Member member = type.member(name);
      if (member == null) {
        if (!isResource || !name.equals("resourceType")) {
          unknown(name);
        }
        continue;
      }
      long bit = 1L << member.element().order();
      if ((seen & bit) != 0) {
        checkSameChoice(type, object, member);
      }
      seen |= bit;
      place.enter(member.path());
      if (standing == Standing.CONTAINED && name.equals("contained")) {
        fault("a contained resource contains no other");
      } else {
        member(object, member, object.value(i));
      }
      place.leave();
    }
    long missing = type.required() & ~seen;
    if (missing != 0) {
      missing(type, missing);
    }
    if (standing == Standing.ELEMENT && hasNoContent(object)) {
      fault("an element has a value or children");
    }
  }

  /** An id alone says nothing: rule ele-1. */
  private static boolean hasNoContent(ObjectNode object) {
    return object.size() == 0 || (object.size() == 1 && object.name(0).equals("id"));
  }

  private void unknown(String name) {
    boolean shown = name.length() <= UNKNOWN_NAME_LENGTH_MAX && !name.isEmpty();
    for (int i = 0; shown && i < name.length(); i++) {
      char c = name.charAt(i);
      shown = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (i > 0 && c >= '0' && c <= '9');
      shown |= c == '_';
    }
    if (shown) {
      fault(name, "no such element here");
    } else {
      fault("an element of unknown name");
    }
  }

  private void missing(TypeDefinition type, long missing) {
    for (ElementDefinition element : type.elements()) {
      if ((missing & (1L << element.order())) != 0) {
        fault(element.stem(), "required, but missing");
      }
    }
  }

  /** An element seen before is the same value's companion, or a second type of a choice. */
  private void checkSameChoice(TypeDefinition type, ObjectNode object, Member member) {
    for (int i = 0; i < object.size(); i++) {
      Member other = type.member(object.name(i));
      if (other != null
          && other.element().order() == member.element().order()
          && other.type() != member.type()) {
        fault(member.path(), "of one type only");
        return;
      }
    }
  }

  private void member(ObjectNode object, Member member, Node value) {
    ElementDefinition element = member.element();
    if (element.max() == 0) {
      fault("no such element here");
    } else if (!element.repeats()) {
      if (value instanceof ArrayNode) {
        fault("not an array: it occurs once");
      } else {
        single(object, member, value, -1);
      }
    } else if (value instanceof ArrayNode(List<Node> items)) {
      array(object, member, items);
    } else {
      fault("must be an array: it may repeat");
    }
  }

  private void array(ObjectNode object, Member member, List<Node> items) {
    boolean hasNulls = false;
    int size = items.size();
    for (int i = 0; i < size && !faults.full(); i++) {
      Node item = items.get(i);
      place.at(i);
      if (item == Node.NullNode.NULL) {
        hasNulls = true;
        if (!member.type().isPrimitive()) {
          fault("null stands only among primitives");
        } else if (counterpart(object, member, i) == null) {
          fault("null, and nothing opposite to it");
        }
      } else {
        single(object, member, item, i);
      }
    }
    place.atWhole();
    if (size == 0) {
      fault("an array has items");
    } else if (hasNulls && items.stream().allMatch(item -> item == Node.NullNode.NULL)) {
      fault("an array of nulls alone is left out");
    }
  }

  /** What the companion has opposite a value, or the value opposite a companion's item. */
  private static @Nullable Node counterpart(ObjectNode object, Member member, int index) {
    String name = member.companion() ? member.name().substring(1) : "_" + member.name();
    Node other = object.member(name);
    if (other instanceof ArrayNode(List<Node> items) && index >= 0) {
      boolean there = index < items.size() && items.get(index) != Node.NullNode.NULL;
      return there ? items.get(index) : null;
    }
    return index < 0 ? other : null;
  }

  private void single(ObjectNode object, Member member, Node value, int index) {
    TypeDefinition type = member.type();
    Primitive primitive = type.primitive();
    if (primitive != null && !member.companion()) {
      primitive(member, primitive, value);
    } else if (!(value instanceof ObjectNode child)) {
      fault("must be an object");
    } else if (member.companion()) {
      boolean hasValue = counterpart(object, member, index) != null;
      object(type, child, hasValue ? Standing.COMPANION_OF_VALUE : Standing.ELEMENT);
      if (hasValue && child.size() == 0) {
        fault("an element has a value or children");
      }
    } else if (type == anyResource) {
      if (member.name().equals("contained")) {
        contained(child);
      } else {
        resource(child);
      }
    } else {
      object(type, child, Standing.ELEMENT);
      dataTypes.check(member, child);
    }
  }

  private void primitive(Member member, Primitive primitive, Node value) {
    String fault = Primitives.fault(primitive, value);
    if (fault != null) {
      fault(fault);
    } else if (value instanceof Node.StringNode(String text)) {
      dataTypes.check(member, text);
    }
  }

  void fault(String text) {
    faults.add(INVALID_CONTENT, place.path(), text);
  }

  void fault(String child, String text) {
    faults.add(INVALID_CONTENT, place.path(child), text);
  }

  void refuse(RefusalCode code, String child, String text) {
    faults.add(code, place.path(child), text);
  }

  /** The resource whose contained resources local references mean. */
  Container container() {
    return Objects.requireNonNull(container);
  }
}
