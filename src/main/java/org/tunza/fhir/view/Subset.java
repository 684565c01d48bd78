package org.tunza.fhir.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.ElementDefinition;
import org.tunza.resource.definition.Member;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Shows a part of a resource and tags it as such. What is required and what changes the meaning of
 * the rest always stays. https://hl7.org/fhir/R4/search.html#summary
 */
final class Subset {

  private static final Set<String> ALWAYS = Set.of("resourceType", "id", "meta");
  private static final ObjectNode TAG =
      ObjectNode.of(
              "system", Node.string("http://terminology.hl7.org/CodeSystem/v3-ObservationValue"))
          .with("code", Node.string("SUBSETTED"));

  private Subset() {}

  /** The part that a view shows; of a bundle, the parts of its resources. */
  static ObjectNode of(ObjectNode resource, View view) {
    String name = resource.string("resourceType");
    TypeDefinition type = name == null ? null : Definitions.r4().resource(name);
    if (view.isWhole() || type == null || type.name().equals("OperationOutcome")) {
      return resource;
    }
    if (type.name().equals("Bundle")) {
      return bundle(resource, view);
    }
    return tagged(
        switch (view.summary()) {
          case WHOLE, COUNT -> kept(resource, type, element -> listed(element, view));
          case TEXT -> kept(resource, type, element -> element.name().equals("text"));
          case DATA -> resource.without("text");
          case SUMMARY -> summary(resource, type);
        });
  }

  private static ObjectNode bundle(ObjectNode bundle, View view) {
    ArrayNode entries = bundle.array("entry");
    if (entries == null) {
      return bundle;
    }
    if (view.summary() == View.Summary.COUNT) {
      return bundle.without("entry");
    }
    List<Node> shown = new ArrayList<>(entries.size());
    for (Node item : entries.items()) {
      shown.add(item instanceof ObjectNode entry ? bundleEntry(entry, view) : item);
    }
    return bundle.with("entry", Node.array(shown));
  }

  private static ObjectNode bundleEntry(ObjectNode entry, View view) {
    ObjectNode inner = entry.object("resource");
    return inner == null ? entry : entry.with("resource", of(inner, view));
  }

  private static boolean listed(ElementDefinition element, View view) {
    return view.elements().contains(element.stem()) || view.elements().contains(element.name());
  }

  private static boolean stays(ElementDefinition element) {
    return element.min() > 0 || element.modifier();
  }

  private static ObjectNode kept(
      ObjectNode resource, TypeDefinition type, Predicate<ElementDefinition> wanted) {
    ObjectNode.Builder builder = new ObjectNode.Builder();
    for (int i = 0; i < resource.size(); i++) {
      Member member = type.member(resource.name(i));
      boolean shown =
          ALWAYS.contains(resource.name(i))
              || (member != null && (stays(member.element()) || wanted.test(member.element())));
      if (shown) {
        builder.add(resource.name(i), resource.value(i));
      }
    }
    return builder.build();
  }

  private static ObjectNode summary(ObjectNode object, TypeDefinition type) {
    ObjectNode.Builder builder = new ObjectNode.Builder();
    for (int i = 0; i < object.size(); i++) {
      String name = object.name(i);
      Member member = type.member(name);
      if (ALWAYS.contains(name)) {
        builder.add(name, object.value(i));
      } else if (member != null && (member.element().summary() || stays(member.element()))) {
        builder.add(name, summary(object.value(i), member.use().type()));
      }
    }
    return builder.build();
  }

  private static Node summary(Node value, TypeDefinition type) {
    if (type.kind() != TypeDefinition.Kind.BACKBONE) {
      return value;
    }
    return switch (value) {
      case ObjectNode object -> summary(object, type);
      case ArrayNode array ->
          Node.array(array.items().stream().map(item -> summary(item, type)).toList());
      case Node.Scalar scalar -> scalar;
    };
  }

  private static ObjectNode tagged(ObjectNode resource) {
    @Nullable ObjectNode meta = resource.object("meta");
    ObjectNode known = meta == null ? ObjectNode.empty() : meta;
    List<Node> tags = new ArrayList<>();
    ArrayNode before = known.array("tag");
    if (before != null) {
      tags.addAll(before.items());
    }
    tags.add(TAG);
    String after = resource.member("id") == null ? "resourceType" : "id";
    return resource.withAfter(after, "meta", known.with("tag", Node.array(tags)));
  }
}
