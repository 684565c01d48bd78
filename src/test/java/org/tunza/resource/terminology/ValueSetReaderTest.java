package org.tunza.resource.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.CodeSystems;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.Kind;
import org.tunza.record.terminology.Concept.Property;
import org.tunza.record.terminology.Concept.State;
import org.tunza.record.terminology.Concepts;
import org.tunza.record.terminology.Hierarchy;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.testing.Kept;

/** Value sets drawn at random contain what a walk of every concept and every rule says. */
final class ValueSetReaderTest {

  private static final List<String> SYSTEMS = List.of("urn:a", "urn:b");

  private final Map<String, List<Concept>> concepts = new HashMap<>();
  private final Map<String, ObjectNode> valueSets = new HashMap<>();
  private Random chance = new Random(0);

  @RepeatedTest(300)
  void a_value_set_contains_what_its_rules_say_one_by_one(RepetitionInfo info) {
    chance = new Random(info.getCurrentRepetition());
    for (String system : SYSTEMS) {
      concepts.put(system, drawn());
    }
    for (int i = 0; i < 3; i++) {
      valueSets.put("urn:v" + i, valueSet(i));
    }
    KnownTerminology terminology = new KnownTerminology(new Drawn(), new Kept(valueSets));
    Set<String> expected = new TreeSet<>();
    for (String system : SYSTEMS) {
      for (Concept concept : concepts.getOrDefault(system, List.of())) {
        if (contains("urn:v2", system, concept)) {
          expected.add(system + "|" + concept.code());
        }
      }
    }
    List<Code> found = terminology.codes("urn:v2", 1000).orThrow();
    assertThat(found).doesNotHaveDuplicates();
    assertThat(found.stream().map(code -> code.system() + "|" + code.code()))
        .containsExactlyInAnyOrderElementsOf(expected);
    for (String one : expected) {
      Code code = new Code(one.substring(0, 5), one.substring(6));
      assertThat(terminology.contains("urn:v2", code).orThrow()).isTrue();
    }
  }

  private List<Concept> drawn() {
    List<Concept> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      List<String> parents = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (chance.nextInt(4) == 0) {
          parents.add("c" + j);
        }
      }
      List<Property> properties =
          chance.nextBoolean()
              ? List.of(new Property("p", Kind.CODE, "x" + chance.nextInt(3)))
              : List.of();
      State state = chance.nextInt(5) == 0 ? State.INACTIVE : State.ACTIVE;
      all.add(new Concept("c" + i, "C" + i, state, parents, List.of(), properties));
    }
    return all;
  }

  /** Value sets import only those before them. */
  private ObjectNode valueSet(int number) {
    ObjectNode compose = ObjectNode.of("include", parts(number, 1 + chance.nextInt(3)));
    if (chance.nextBoolean()) {
      compose = compose.with("exclude", parts(number, 1));
    }
    if (chance.nextInt(3) == 0) {
      compose = compose.with("inactive", Node.bool(false));
    }
    return ObjectNode.of("resourceType", Node.string("ValueSet")).with("compose", compose);
  }

  private Node parts(int number, int count) {
    List<ObjectNode> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean imports = number > 0 && chance.nextInt(2) == 0;
      boolean withSystem = !imports || chance.nextBoolean();
      ObjectNode part = ObjectNode.empty();
      if (withSystem) {
        part = part.with("system", Node.string(SYSTEMS.get(chance.nextInt(2))));
        part =
            switch (chance.nextInt(3)) {
              case 0 -> part.with("concept", Node.array(List.of(listed(), listed())));
              case 1 -> part.with("filter", Node.array(List.of(filter())));
              default -> part;
            };
      }
      if (imports) {
        part =
            part.with(
                "valueSet", Node.array(List.of(Node.string("urn:v" + chance.nextInt(number)))));
      }
      parts.add(part);
    }
    return Node.array(parts);
  }

  private ObjectNode listed() {
    return ObjectNode.of("code", Node.string("c" + chance.nextInt(10)));
  }

  private ObjectNode filter() {
    String[] drawn =
        switch (chance.nextInt(6)) {
          case 0 -> new String[] {"concept", "is-a", "c" + chance.nextInt(8)};
          case 1 -> new String[] {"concept", "descendent-of", "c" + chance.nextInt(8)};
          case 2 -> new String[] {"concept", "generalizes", "c" + chance.nextInt(8)};
          case 3 -> new String[] {"p", "=", "x" + chance.nextInt(3)};
          case 4 -> new String[] {"p", "exists", String.valueOf(chance.nextBoolean())};
          default -> new String[] {"concept", "is-not-a", "c" + chance.nextInt(8)};
        };
    return ObjectNode.of("property", Node.string(drawn[0]))
        .with("op", Node.string(drawn[1]))
        .with("value", Node.string(drawn[2]));
  }

  private boolean contains(String valueSet, String system, Concept concept) {
    ObjectNode compose =
        Optional.ofNullable(valueSets.get(valueSet)).orElseThrow().object("compose");
    if (compose == null) {
      return false;
    }
    Predicate<ObjectNode> selects = part -> selects(part, system, concept);
    boolean active = concept.state() == State.ACTIVE;
    return Trees.objects(compose, "include").stream().anyMatch(selects)
        && Trees.objects(compose, "exclude").stream().noneMatch(selects)
        && (active || !Trees.text(compose, "inactive").equals("false"));
  }

  private boolean selects(ObjectNode part, String system, Concept concept) {
    String own = Trees.text(part, "system");
    List<ObjectNode> listed = Trees.objects(part, "concept");
    return (own.isEmpty() || own.equals(system))
        && (listed.isEmpty()
            || listed.stream().anyMatch(one -> Trees.text(one, "code").equals(concept.code())))
        && Trees.objects(part, "filter").stream().allMatch(one -> passes(one, system, concept))
        && Trees.texts(part, "valueSet").stream().allMatch(one -> contains(one, system, concept));
  }

  private boolean passes(ObjectNode filter, String system, Concept concept) {
    String value = Trees.text(filter, "value");
    boolean below = above(system, concept.code()).contains(value);
    boolean same = concept.code().equals(value);
    return switch (Trees.text(filter, "op")) {
      case "is-a" -> below || same;
      case "descendent-of" -> below;
      case "generalizes" -> same || above(system, value).contains(concept.code());
      case "is-not-a" -> !below && !same;
      case "=" -> concept.properties().stream().anyMatch(one -> one.value().equals(value));
      default -> concept.properties().isEmpty() == value.equals("false");
    };
  }

  private Set<String> above(String system, String code) {
    Set<String> above = new TreeSet<>();
    for (Concept concept : concepts.getOrDefault(system, List.of())) {
      if (concept.code().equals(code)) {
        above.addAll(concept.parents());
        concept.parents().forEach(parent -> above.addAll(above(system, parent)));
      }
    }
    return above;
  }

  /** The code systems that were drawn, as if they were loaded. */
  private final class Drawn implements CodeSystems {
    @Override
    public Optional<Concepts> find(String url, String version) {
      return Optional.ofNullable(concepts.get(url))
          .map(own -> ((Hierarchy.Made.Sound) Hierarchy.of(own)).hierarchy())
          .map(hierarchy ->
              new ListedConcepts(
                  new CodeSystem(url, "", "", "", CodeSystem.Extent.COMPLETE), hierarchy));
    }

    @Override
    public Optional<CodeSystem> ofValueSet(String canonical) {
      return Optional.empty();
    }

    @Override
    public List<Loaded> all() {
      return concepts.keySet().stream()
          .map(url -> find(url, "").orElseThrow())
          .map(some -> new Loaded(some.codeSystem(), some.size(), Instant.EPOCH, "", 2))
          .collect(Collectors.toList());
    }
  }
}
