package org.tunza.testing;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.definition.CodeSet;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.ElementDefinition;
import org.tunza.resource.definition.Primitive;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.definition.TypeUse;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Makes valid resources of any R4 type, the same ones for the same seed and calls. Prefers what it
 * hasn't made yet, so that soon every element, choice of type, cardinality and required code has
 * occurred: the first resources are large, later ones small.
 */
public final class ResourceGenerator {

  private static final int DEPTH_MAX = 12;
  private static final int ELEMENTS_MAX = 250;
  private static final int CONTAINED_ELEMENTS_MAX = 30;

  private final Definitions definitions = Definitions.r4();
  private final Coverage coverage = new Coverage();
  private final boolean modifierExtensions;
  private final Random random;
  private final PrimitiveValues values;

  private int budget;
  private List<ObjectNode> contained = List.of();
  private Set<String> pointedAt = new HashSet<>();

  public ResourceGenerator(long seed) {
    this(new Random(seed), false);
  }

  private ResourceGenerator(Random random, boolean modifierExtensions) {
    this.random = random;
    this.values = new PrimitiveValues(random);
    this.modifierExtensions = modifierExtensions;
  }

  /** One that also makes modifier extensions, which are refused unless a policy knows them. */
  public static ResourceGenerator withModifierExtensions(long seed) {
    return new ResourceGenerator(new Random(seed), true);
  }

  /** What has occurred so far. */
  public Coverage coverage() {
    return coverage;
  }

  /** A valid one; a SearchParameter is not active, since what it says would have to make sense. */
  public ObjectNode resource(String type) {
    budget = ELEMENTS_MAX;
    ObjectNode made = resource(requireNonNull(definitions.resource(type), type), 0);
    return type.equals("SearchParameter") ? made.with("status", Node.string("draft")) : made;
  }

  private ObjectNode resource(TypeDefinition type, int depth) {
    List<ObjectNode> outerContained = contained;
    Set<String> outerPointedAt = pointedAt;
    contained = List.of();
    pointedAt = new HashSet<>();
    contained = type.is("DomainResource") ? contained(type, depth) : List.of();
    ObjectNode resource = fields(type, depth, Set.of("contained"));
    resource = withContained(resource);
    contained = outerContained;
    pointedAt = outerPointedAt;
    return resource;
  }

  private List<ObjectNode> contained(TypeDefinition container, int depth) {
    ElementDefinition element = requireNonNull(container.element("contained"));
    int count = count(container, element, depth);
    List<String> types = List.copyOf(definitions.resourceTypes());
    List<ObjectNode> made = new ArrayList<>();
    while (made.size() < count) {
      TypeDefinition type = requireNonNull(definitions.resource(values.one(types)));
      if (type.is("DomainResource")) {
        int rest = budget - CONTAINED_ELEMENTS_MAX;
        budget = CONTAINED_ELEMENTS_MAX;
        ObjectNode child = fields(type, depth + 2, Set.of("contained", "id", "meta"));
        made.add(child.withAfter("resourceType", "id", Node.string("c" + made.size())));
        budget += rest;
      }
    }
    return made;
  }

  /** A contained resource that no element happens to point at is pointed at by an extension. */
  private ObjectNode withContained(ObjectNode resource) {
    if (contained.isEmpty()) {
      return resource;
    }
    List<Node> extensions = new ArrayList<>();
    if (resource.array("extension") != null) {
      extensions.addAll(requireNonNull(resource.array("extension")).items());
    }
    for (ObjectNode child : contained) {
      String local = "#" + child.string("id");
      if (!pointedAt.contains(local)) {
        ObjectNode reference = ObjectNode.of("reference", Node.string(local));
        extensions.add(
            ObjectNode.of("url", Node.string("http://example.org/about"))
                .with("valueReference", reference));
      }
    }
    ObjectNode with = resource.with("contained", Node.array(contained));
    return extensions.isEmpty() ? with : with.with("extension", Node.array(extensions));
  }

  /** An object of the type with whatever elements chance and coverage choose. */
  private ObjectNode fields(TypeDefinition type, int depth, Set<String> without) {
    ObjectNode.Builder builder = new ObjectNode.Builder();
    boolean isResource = type.kind() == TypeDefinition.Kind.RESOURCE;
    if (isResource) {
      builder.add("resourceType", Node.string(type.name()));
    }
    for (ElementDefinition element : type.elements()) {
      boolean left = without.contains(element.name()) || element.max() == 0;
      left |= element.name().equals("modifierExtension") && !modifierExtensions;
      if (!left) {
        int count = count(type, element, depth);
        if (count > 0) {
          add(type, element, count, builder, depth);
        }
      }
    }
    ObjectNode object = builder.build();
    boolean says = object.size() > 1 || (object.size() == 1 && object.member("id") == null);
    return isResource || says ? object : forced(type, object, without, depth);
  }

  /** An element has more than an id. */
  private ObjectNode forced(
      TypeDefinition type, ObjectNode object, Set<String> without, int depth) {
    List<ElementDefinition> candidates =
        type.elements().stream()
            .filter(e -> !e.name().equals("id") && !e.name().equals("modifierExtension"))
            .filter(e -> !without.contains(e.name()) && e.max() > 0)
            .toList();
    boolean shallow = candidates.stream().anyMatch(e -> e.types().getFirst().type().isPrimitive());
    ElementDefinition element =
        candidates.stream()
            .filter(e -> !shallow || e.types().getFirst().type().isPrimitive())
            .findFirst()
            .orElseThrow();
    ObjectNode.Builder builder = new ObjectNode.Builder();
    for (int i = 0; i < object.size(); i++) {
      builder.add(object.name(i), object.value(i));
    }
    coverage.add(Coverage.count(type, element, Coverage.Count.ONE));
    add(type, element, 1, builder, depth);
    return builder.build();
  }

  private int count(TypeDefinition type, ElementDefinition element, int depth) {
    Coverage.Count count = chosen(type, element, depth);
    coverage.add(Coverage.count(type, element, count));
    return switch (count) {
      case NONE -> 0;
      case ONE -> 1;
      case MANY -> random.nextInt(2, 4);
    };
  }

  private Coverage.Count chosen(TypeDefinition type, ElementDefinition element, int depth) {
    if (depth >= DEPTH_MAX || budget <= 0) {
      return element.min() == 0 ? Coverage.Count.NONE : Coverage.Count.ONE;
    }
    List<Coverage.Count> possible = new ArrayList<>();
    if (element.repeats()) {
      possible.add(Coverage.Count.MANY);
    }
    possible.add(Coverage.Count.ONE);
    if (element.min() == 0) {
      possible.add(Coverage.Count.NONE);
    }
    for (Coverage.Count count : possible) {
      if (!coverage.has(Coverage.count(type, element, count))) {
        return count;
      }
    }
    boolean open = coverage.isOpen(type, element);
    boolean left = element.min() == 0 && random.nextInt(4 + depth) > 0 && !open;
    return left ? Coverage.Count.NONE : possible.get(random.nextInt(element.repeats() ? 2 : 1));
  }

  private @Nullable TypeUse uncovered(TypeDefinition type, ElementDefinition element) {
    return element.types().stream()
        .filter(use -> !coverage.has(Coverage.choice(type, element, use)))
        .findFirst()
        .orElse(null);
  }

  private void add(
      TypeDefinition type,
      ElementDefinition element,
      int count,
      ObjectNode.Builder builder,
      int depth) {
    budget -= count;
    TypeUse fresh = element.choice() ? uncovered(type, element) : null;
    TypeUse use = fresh == null ? values.one(element.types()) : fresh;
    coverage.add(Coverage.choice(type, element, use));
    Primitive primitive = use.type().primitive();
    if (primitive != null) {
      primitives(element, use, primitive, count, builder, depth);
      return;
    }
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(complex(element, use, depth + 1));
    }
    builder.add(element.nameAs(use), element.repeats() ? Node.array(nodes) : nodes.getFirst());
  }

  private void primitives(
      ElementDefinition element,
      TypeUse use,
      Primitive primitive,
      int count,
      ObjectNode.Builder builder,
      int depth) {
    List<Node> nodes = new ArrayList<>();
    List<Node> companions = new ArrayList<>();
    boolean canHaveCompanion = primitive != Primitive.XHTML && !element.attribute();
    boolean hasValue = false;
    boolean hasCompanion = false;
    for (int i = 0; i < count; i++) {
      boolean companion = canHaveCompanion && depth < DEPTH_MAX && random.nextInt(12) == 0;
      boolean first = element.repeats() && i == 0; // HAPI wants a value beside companions
      boolean value = !companion || first || random.nextInt(4) > 0;
      nodes.add(value ? primitive(element, primitive) : Node.NullNode.NULL);
      companions.add(companion ? fields(use.type(), depth + 1, Set.of()) : Node.NullNode.NULL);
      hasValue |= value;
      hasCompanion |= companion;
    }
    String name = element.nameAs(use);
    if (hasValue) {
      builder.add(name, element.repeats() ? Node.array(nodes) : nodes.getFirst());
    }
    if (hasCompanion) {
      builder.add("_" + name, element.repeats() ? Node.array(companions) : companions.getFirst());
    }
  }

  private Node primitive(ElementDefinition element, Primitive primitive) {
    CodeSet codes = element.codes();
    if (codes != null) {
      return requireNonNull(coding(codes).member("code"));
    }
    return element.attribute() ? values.next(Primitive.ID) : values.next(primitive);
  }

  /** A system and code of the set; one not made yet when there is one. */
  private ObjectNode coding(CodeSet codes) {
    String system = values.one(codes.systems());
    String code = values.one(codes.codes(system));
    for (String otherSystem : codes.systems()) {
      for (String other : codes.codes(otherSystem)) {
        if (coverage.has(Coverage.code(codes, system, code))
            && !coverage.has(Coverage.code(codes, otherSystem, other))) {
          system = otherSystem;
          code = other;
        }
      }
    }
    coverage.add(Coverage.code(codes, system, code));
    return ObjectNode.of("system", Node.string(system)).with("code", Node.string(code));
  }

  private Node complex(ElementDefinition element, TypeUse use, int depth) {
    TypeDefinition type = use.type();
    CodeSet codes = element.codes();
    return switch (type.name()) {
      case "Resource" -> resource(values.one(nestable()), depth + 1);
      case "Extension" -> extension(type, depth);
      case "Reference" -> reference(use, depth);
      case "CodeableConcept" ->
          codes == null
              ? fields(type, depth, Set.of())
              : fields(type, depth, Set.of("coding"))
                  .with("coding", Node.array(List.of(coding(codes))));
      default -> fields(type, depth, Set.of());
    };
  }

  private List<TypeDefinition> nestable() {
    return List.of("Basic", "Patient", "Observation", "Binary", "Organization").stream()
        .map(name -> requireNonNull(definitions.resource(name)))
        .toList();
  }

  private ObjectNode extension(TypeDefinition type, int depth) {
    boolean nested = depth < DEPTH_MAX - 2 && random.nextInt(5) == 0;
    ElementDefinition value = requireNonNull(type.element("value[x]"));
    ElementDefinition extensions = requireNonNull(type.element("extension"));
    ElementDefinition chosen = nested ? extensions : value;
    ElementDefinition other = nested ? value : extensions;
    coverage.add(Coverage.count(type, other, Coverage.Count.NONE));
    ObjectNode.Builder builder = new ObjectNode.Builder();
    ObjectNode rest = fields(type, depth, Set.of("value[x]", "extension"));
    for (int i = 0; i < rest.size(); i++) {
      builder.add(rest.name(i), rest.value(i));
    }
    int count = Math.max(1, nested ? count(type, extensions, depth) : 1);
    Coverage.Count counted = count > 1 ? Coverage.Count.MANY : Coverage.Count.ONE;
    coverage.add(Coverage.count(type, chosen, counted));
    if (depth >= DEPTH_MAX) {
      builder.add("valueBoolean", Node.bool(random.nextBoolean()));
    } else {
      add(type, chosen, count, builder, depth);
    }
    return builder.build();
  }

  private ObjectNode reference(TypeUse use, int depth) {
    TypeDefinition type = use.type();
    ObjectNode rest = fields(type, depth, Set.of("reference", "type"));
    List<String> targets =
        use.targets().isEmpty() ? List.copyOf(definitions.resourceTypes()) : use.targets();
    String target = values.one(targets);
    List<ObjectNode> local =
        contained.stream().filter(c -> targets.contains(c.string("resourceType"))).toList();
    String literal =
        switch (random.nextInt(7)) {
          case 0 -> "http://example.org/fhir/" + target + "/" + values.id();
          case 1 -> "urn:uuid:" + values.uuid();
          case 2 -> target + "/" + values.id() + "/_history/" + random.nextInt(1, 9);
          default -> target + "/" + values.id();
        };
    boolean told = random.nextInt(4) > 0;
    if (told && !local.isEmpty() && random.nextBoolean()) {
      target = requireNonNull(local.getFirst().string("resourceType"));
      literal = "#" + local.getFirst().string("id");
      pointedAt.add(literal);
    }
    boolean typed = random.nextInt(4) == 0;
    mark(type, "reference", told);
    mark(type, "type", typed);
    ObjectNode reference = told ? rest.with("reference", Node.string(literal)) : rest;
    return typed ? reference.with("type", Node.string(target)) : reference;
  }

  private void mark(TypeDefinition type, String name, boolean there) {
    Coverage.Count count = there ? Coverage.Count.ONE : Coverage.Count.NONE;
    coverage.add(Coverage.count(type, requireNonNull(type.element(name)), count));
  }
}
