package org.tunza.resource.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.xml.XmlReader;
import org.tunza.resource.xml.XmlWriter;
import org.tunza.testing.Mutations;
import org.tunza.testing.Mutations.Mutation;
import org.tunza.testing.ResourceGenerator;
import org.tunza.testing.Shrinking;

/** Validator, JSON and XML held against resources made from the definitions at random. */
class GeneratedResourcesTest {

  private static final long SEED = 20_261_123;
  private static final int ROUNDS_MAX = 400;
  private static final int MUTATIONS_PER_RESOURCE = 30;

  private final Definitions definitions = Definitions.r4();
  private final Validator validator = Validator.strict(definitions).knowing(url -> true);
  private final IParser json =
      FhirContext.forR4Cached().newJsonParser().setParserErrorHandler(new StrictErrorHandler());
  private final IParser xml =
      FhirContext.forR4Cached().newXmlParser().setParserErrorHandler(new StrictErrorHandler());

  @Test
  void every_element_choice_cardinality_and_code_is_accepted() {
    ResourceGenerator generator = ResourceGenerator.withModifierExtensions(SEED);
    for (int round = 0; round < ROUNDS_MAX; round++) {
      Set<String> open = generator.coverage().openResourceTypes(definitions);
      for (String type : open) {
        ObjectNode resource = generator.resource(type);
        assertThat(validator.refusal(resource)).as(type).isEmpty();
      }
      System.out.println(
          "ROUND "
              + round
              + " "
              + generator.coverage().openResourceTypes(definitions).size()
              + " "
              + generator.coverage().missing(definitions).size()
              + " "
              + System.nanoTime() / 1000000);
    }
    assertThat(generator.coverage().missing(definitions)).isEmpty();
  }

  @Test
  void json_and_xml_say_the_same_and_another_program_agrees() {
    ResourceGenerator generator = ResourceGenerator.withModifierExtensions(SEED + 1);
    for (int round = 0; round < 2; round++) {
      for (String type : definitions.resourceTypes()) {
        ObjectNode resource = generator.resource(type);
        requireNone(resource, r -> isValid(r) && !survivesJson(r));
        requireNone(resource, r -> isValid(r) && !survivesXml(r));
        requireNone(resource, r -> isValid(r) && !anotherProgramAgrees(r));
      }
    }
  }

  @Test
  void each_single_broken_rule_is_refused_at_its_place() {
    Random random = new Random(SEED + 2);
    ResourceGenerator generator = ResourceGenerator.withModifierExtensions(SEED + 2);
    for (int round = 0; round < 2; round++) {
      for (String type : definitions.resourceTypes()) {
        List<Mutation> mutations = Mutations.of(generator.resource(type));
        for (int i = 0; i < MUTATIONS_PER_RESOURCE; i++) {
          Mutation mutation = mutations.get(random.nextInt(mutations.size()));
          assertThat(places(mutation.mutant().get()))
              .as(mutation.toString())
              .contains(mutation.place());
        }
      }
    }
  }

  @Test
  void the_same_seed_makes_the_same_resources() {
    assertThat(new ResourceGenerator(7).resource("Observation"))
        .isEqualTo(new ResourceGenerator(7).resource("Observation"));
  }

  private List<String> places(ObjectNode resource) {
    return validator.refusal(resource).stream()
        .flatMap(refusal -> refusal.faults().stream())
        .map(Refusal.Fault::place)
        .toList();
  }

  private boolean isValid(ObjectNode resource) {
    return validator.refusal(resource).isEmpty();
  }

  private void requireNone(ObjectNode resource, Predicate<ObjectNode> fails) {
    if (fails.test(resource)) {
      ObjectNode smallest =
          Shrinking.smallest(resource, r -> r.member("resourceType") != null && fails.test(r));
      throw new AssertionError(
          new String(JsonWriter.write(smallest), UTF_8) + " " + validator.refusal(smallest));
    }
  }

  private static boolean survivesJson(ObjectNode resource) {
    return JsonReader.read(JsonWriter.write(resource)).orThrow().equals(resource);
  }

  private static boolean survivesXml(ObjectNode resource) {
    byte[] written = XmlWriter.write(resource);
    ObjectNode read =
        XmlReader.read(written) instanceof Outcome.Done<ObjectNode>(ObjectNode done)
            ? done
            : ObjectNode.empty();
    return sorted(read, n -> n).equals(sorted(resource, n -> n))
        && new String(XmlWriter.write(read), UTF_8).equals(new String(written, UTF_8));
  }

  /** The same JSON with members by name, since XML keeps the order of the definition. */
  private static Node sorted(Node node, UnaryOperator<Node> change) {
    return switch (node) {
      case ObjectNode object -> {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < object.size(); i++) {
          names.add(object.name(i));
        }
        ObjectNode result = ObjectNode.empty();
        for (String name : names.stream().sorted().toList()) {
          result = result.with(name, sorted(requireNonNull(object.member(name)), change));
        }
        yield result;
      }
      case ArrayNode array ->
          Node.array(array.items().stream().map(item -> sorted(item, change)).toList());
      case Node.Scalar scalar -> change.apply(scalar);
    };
  }

  /** The other program keeps exponents from XML, but not from JSON. */
  private static Node withoutExponent(Node node) {
    return node instanceof Node.NumberNode(String text)
        ? new Node.NumberNode(new BigDecimal(text).toPlainString())
        : node;
  }

  private boolean anotherProgramAgrees(ObjectNode resource) {
    ObjectNode plain = (ObjectNode) sorted(resource, GeneratedResourcesTest::withoutExponent);
    Resource fromJson = (Resource) json.parseResource(new String(JsonWriter.write(plain), UTF_8));
    Resource fromXml = (Resource) xml.parseResource(new String(XmlWriter.write(plain), UTF_8));
    return fromJson.equalsDeep(fromXml);
  }
}
