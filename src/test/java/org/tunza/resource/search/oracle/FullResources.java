package org.tunza.resource.search.oracle;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.tunza.resource.definition.CodeSet;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.ElementDefinition;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.definition.TypeUse;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Resources in which every element occurs, each with a value of its own, so that each path of each
 * search parameter leads somewhere. The variant chooses among types of a choice, codes and targets.
 */
final class FullResources {

  /** As many as most choices, targets and codes that expressions ask for. */
  static final int VARIANTS = 12;

  private static final Set<String> WITHOUT =
      Set.of("extension", "modifierExtension", "contained", "text", "implicitRules");

  private final int variant;
  private final Deque<String> within = new ArrayDeque<>();
  private int number;

  private FullResources(int variant) {
    this.variant = variant;
  }

  static ObjectNode of(String type, int variant) {
    return new FullResources(variant)
        .object(requireNonNull(Definitions.r4().resource(type)))
        .with("resourceType", Node.string(type));
  }

  private ObjectNode object(TypeDefinition type) {
    ObjectNode.Builder builder = new ObjectNode.Builder();
    within.push(type.name());
    for (ElementDefinition element : type.elements()) {
      List<TypeUse> uses = element.types();
      TypeUse use = uses.get(variant % uses.size());
      if (element.max() > 0 && isWanted(element, use.type())) {
        Node value = value(element, use);
        builder.add(element.nameAs(use), element.repeats() ? Node.array(List.of(value)) : value);
      }
    }
    within.pop();
    return builder.build();
  }

  private boolean isWanted(ElementDefinition element, TypeDefinition type) {
    boolean left = element.attribute() || type.name().equals("xhtml");
    boolean again = within.contains(type.name()) && !type.name().equals("Resource");
    boolean label = element.name().equals("text") && type.isPrimitive();
    return !left && !again && (label || !WITHOUT.contains(element.name()));
  }

  private Node value(ElementDefinition element, TypeUse use) {
    TypeDefinition type = use.type();
    number++;
    CodeSet codes = element.codes();
    if (codes != null && type.isPrimitive()) {
      List<String> all = codes.codes(codes.systems().getFirst());
      return Node.string(all.get(variant % all.size()));
    }
    return switch (type.name()) {
      case "Resource" -> resource();
      case "Reference" -> reference(use);
      case "SampledData" -> object(type).with("data", Node.string("3 E " + number + " -1"));
      default -> type.isPrimitive() ? primitive(type.name()) : object(type);
    };
  }

  private Node resource() {
    List<String> types = List.of("Composition", "MessageHeader", "Patient");
    return ObjectNode.of("resourceType", Node.string(types.get(variant % 3)))
        .with("id", Node.string("r" + number));
  }

  /** A literal reference, relative or absolute, with an identifier besides. */
  private Node reference(TypeUse use) {
    List<String> targets =
        use.targets().isEmpty()
            ? List.of("Patient", "Practitioner", "RelatedPerson", "Location", "Encounter")
            : use.targets();
    String base = variant == VARIANTS - 1 ? "https://elsewhere.example/fhir/" : "";
    String target = base + targets.get(variant % targets.size()) + "/r" + number;
    ObjectNode identifier =
        ObjectNode.of("system", Node.string("urn:ids")).with("value", Node.string("i" + number));
    return ObjectNode.of("reference", Node.string(target)).with("identifier", identifier);
  }

  private Node primitive(String type) {
    return switch (type) {
      case "boolean" -> Node.bool(variant % 2 == 0);
      case "integer", "unsignedInt", "positiveInt" -> new Node.NumberNode("" + number);
      case "decimal" -> new Node.NumberNode(number + (variant % 2 == 0 ? ".50" : ""));
      case "date" ->
          Node.string(List.of("%d", "%d-11", "%d-12-31").get(variant % 3).formatted(year()));
      case "dateTime" -> Node.string(dateTime().formatted(year()));
      case "instant" -> Node.string("%d-02-03T04:05:06.%03dZ".formatted(year(), number % 1000));
      case "time" -> Node.string("10:11:12");
      case "id" -> Node.string("id" + number);
      case "uri", "url" -> Node.string("http://example.org/" + number);
      case "canonical" ->
          Node.string("http://example.org/" + number + (variant % 2 == 0 ? "|1" : ""));
      case "oid" -> Node.string("urn:oid:1.2." + number);
      case "uuid" -> Node.string("urn:uuid:9d0d7b7e-2b51-4c2d-8f0d-%012d".formatted(number));
      case "base64Binary" -> Node.string("AAAA");
      default -> Node.string("v" + number);
    };
  }

  private String dateTime() {
    return List.of("%d", "%d-12", "%d-02-28", "%d-02-03T04:05:06+02:00", "%d-02-03T23:59:59.25Z")
        .get(variant % 5);
  }

  private int year() {
    return 1950 + number % 150;
  }
}
