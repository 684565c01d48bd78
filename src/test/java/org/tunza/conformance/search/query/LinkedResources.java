package org.tunza.conformance.search.query;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.tunza.conformance.search.value.UcumUnits;
import org.tunza.platform.Randomness;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.testing.ResourceGenerator;

/** Valid resources of every type at random, with ids, whose local references name one another. */
public final class LinkedResources {

  private static final String[] UNITS = {
    "mg", "g", "kg", "[lb_av]", "mg/dL", "g/L", "g/dL", "Cel", "[degF]", "K", "%", "1", "/min",
    "/s", "h", "d", "[iU]", "10*3/uL"
  };
  private static final Instant FIRST = Instant.parse("2018-01-01T00:00:00Z");
  private static final int DAYS_MAX = 900;
  private static final int DAY_MILLIS = 86_400_000;
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private final Definitions definitions = Definitions.r4();
  private final Chance chance;
  private final int perType;

  private LinkedResources(long seed, int perType) {
    this.chance = new Chance(Randomness.seeded(seed));
    this.perType = perType;
  }

  public static List<ObjectNode> of(long seed, int perType) {
    return new LinkedResources(seed, perType).all(new ResourceGenerator(seed));
  }

  private List<ObjectNode> all(ResourceGenerator generator) {
    List<ObjectNode> all = new ArrayList<>();
    for (String type : definitions.resourceTypes()) {
      for (int i = 0; i < perType; i++) {
        ObjectNode made = linked(generator.resource(type));
        all.add(made.withAfter("resourceType", "id", Node.string(id(i))).with("meta", meta(made)));
      }
    }
    return all;
  }

  private static String id(int number) {
    return "linked-" + number;
  }

  private ObjectNode meta(ObjectNode made) {
    ObjectNode meta = made.object("meta");
    Instant written =
        FIRST.plus(chance.below(DAYS_MAX), ChronoUnit.DAYS).plusMillis(chance.below(DAY_MILLIS));
    Node time = Node.string(MILLIS.format(written));
    return (meta == null ? ObjectNode.empty() : meta).with("lastUpdated", time);
  }

  private Node linked(Node node) {
    return switch (node) {
      case ObjectNode object -> linked(object);
      case ArrayNode array -> new ArrayNode(array.items().stream().map(this::linked).toList());
      case Node.Scalar scalar -> scalar;
    };
  }

  private ObjectNode linked(ObjectNode object) {
    ObjectNode result = object;
    for (int i = 0; i < object.size(); i++) {
      boolean isReference =
          object.name(i).equals("reference") && object.value(i) instanceof Node.StringNode;
      Node value =
          isReference
              ? Node.string(relinked(requireNonNull(object.string("reference"))))
              : linked(object.value(i));
      result = result.with(object.name(i), value);
    }
    return isQuantity(object) && !chance.oneIn(3) ? measured(result) : result;
  }

  private static boolean isQuantity(ObjectNode object) {
    return object.member("value") instanceof Node.NumberNode
        && (object.member("system") != null || object.member("unit") != null);
  }

  /** In one of a few units, so that some quantities are of one kind and another unit. */
  private ObjectNode measured(ObjectNode quantity) {
    return quantity
        .with("system", Node.string(UcumUnits.SYSTEM))
        .with("code", Node.string(chance.oneOf(UNITS)));
  }

  /** A relative reference names one of those that are made, mostly. */
  private String relinked(String reference) {
    int slash = reference.indexOf('/');
    boolean isRelative = slash > 0 && definitions.isResourceType(reference.substring(0, slash));
    return isRelative && !chance.oneIn(8)
        ? reference.substring(0, slash + 1) + id(chance.below(perType))
        : reference;
  }
}
