package org.tunza.resource.terminology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.CodeSystem.Extent;
import org.tunza.record.terminology.CodeSystemContent;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.Designation;
import org.tunza.record.terminology.Concept.Kind;
import org.tunza.record.terminology.Concept.Property;
import org.tunza.record.terminology.Concept.State;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Reads a CodeSystem resource. A concept's parents are those that it stands in and those that its
 * properties parent and subsumedBy name; one whose property child names another is its parent too.
 * https://hl7.org/fhir/R4/codesystem.html
 */
public final class CodeSystemReader {

  private static final Set<String> PARENT = Set.of("parent", "subsumedBy");
  private static final Set<String> GONE = Set.of("retired", "deprecated", "inactive");

  private final Map<String, Concept> concepts = new LinkedHashMap<>();
  private final Map<String, Set<String>> parents = new LinkedHashMap<>();
  private final List<Concept> twice = new ArrayList<>();

  private CodeSystemReader() {}

  /** The code system; empty when the resource brings no concepts of its own. */
  public static Optional<CodeSystemContent> read(ObjectNode resource) {
    String url = text(resource, "url");
    Optional<Extent> extent =
        switch (text(resource, "content")) {
          case "complete" -> Optional.of(Extent.COMPLETE);
          case "fragment", "example" -> Optional.of(Extent.FRAGMENT);
          default -> Optional.empty();
        };
    if (url.isEmpty() || extent.isEmpty()) {
      return Optional.empty();
    }
    String title = text(resource, "title");
    CodeSystem codeSystem =
        new CodeSystem(
            url,
            text(resource, "version"),
            title.isEmpty() ? text(resource, "name") : title,
            text(resource, "valueSet"),
            extent.get());
    return Optional.of(
        new CodeSystemContent(codeSystem, new CodeSystemReader().concepts(resource)));
  }

  private List<Concept> concepts(ObjectNode resource) {
    gather(Trees.objects(resource, "concept"), null);
    List<Concept> all = new ArrayList<>(concepts.size());
    for (Concept concept : concepts.values()) {
      all.add(
          new Concept(
              concept.code(),
              concept.display(),
              concept.state(),
              List.copyOf(parents.getOrDefault(concept.code(), Set.of())),
              concept.designations(),
              concept.properties()));
    }
    all.addAll(twice);
    return all;
  }

  private void gather(List<ObjectNode> some, @Nullable String parent) {
    for (ObjectNode one : some) {
      Concept concept = concept(one);
      if (concepts.putIfAbsent(concept.code(), concept) != null) {
        twice.add(concept);
      }
      if (parent != null) {
        isBelow(concept.code(), parent);
      }
      for (Property property : concept.properties()) {
        if (PARENT.contains(property.name())) {
          isBelow(concept.code(), property.value());
        } else if (property.name().equals("child")) {
          isBelow(property.value(), concept.code());
        }
      }
      gather(Trees.objects(one, "concept"), concept.code());
    }
  }

  private void isBelow(String code, String parent) {
    parents.computeIfAbsent(code, _ -> new LinkedHashSet<>()).add(parent);
  }

  private static Concept concept(ObjectNode one) {
    List<Property> properties = new ArrayList<>();
    String definition = text(one, "definition");
    if (!definition.isEmpty()) {
      properties.add(new Property("definition", Kind.STRING, definition));
    }
    for (ObjectNode each : Trees.objects(one, "property")) {
      property(each).ifPresent(properties::add);
    }
    String code = text(one, "code");
    String display = text(one, "display");
    return new Concept(
        code,
        display.isEmpty() ? code : display,
        state(properties),
        List.of(),
        designations(one),
        properties);
  }

  /** The designations of a concept, here or in a value set. */
  static List<Designation> designations(ObjectNode one) {
    List<Designation> designations = new ArrayList<>();
    for (ObjectNode each : Trees.objects(one, "designation")) {
      ObjectNode use = each.object("use");
      designations.add(
          new Designation(
              text(each, "language"),
              use == null ? new Code("", "") : new Code(text(use, "system"), text(use, "code")),
              text(each, "value")));
    }
    return designations;
  }

  private static State state(List<Property> properties) {
    boolean gone =
        properties.stream()
            .anyMatch(one ->
                switch (one.name()) {
                  case "inactive" -> one.value().equals("true");
                  case "status" -> GONE.contains(one.value());
                  default -> false;
                });
    return gone ? State.INACTIVE : State.ACTIVE;
  }

  private static Optional<Property> property(ObjectNode one) {
    String name = text(one, "code");
    ObjectNode coding = one.object("valueCoding");
    if (coding != null) {
      return Optional.of(
          new Property(name, Kind.CODING, text(coding, "code"), text(coding, "system")));
    }
    for (Kind kind : Kind.values()) {
      if (one.member(Trees.value(kind)) instanceof Node.Scalar value) {
        return Optional.of(new Property(name, kind, value.text()));
      }
    }
    return Optional.empty();
  }

  private static String text(ObjectNode node, String name) {
    return Trees.text(node, name);
  }
}
