package org.tunza.record.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tunza.record.terminology.Concept.Designation;
import org.tunza.record.terminology.Concept.Kind;
import org.tunza.record.terminology.Concept.Property;
import org.tunza.record.terminology.Concept.State;

/** What is asked of concepts, wherever they are kept. */
public interface ConceptsContract {

  CodeSystem VEHICLES =
      new CodeSystem(
          "urn:test:vehicles",
          "1",
          "Vehicles",
          "urn:test:all-vehicles",
          CodeSystem.Extent.COMPLETE);

  /** Two things above an amphibian, and a retired code. */
  List<Concept> CONCEPTS =
      List.of(
          new Concept("V", "Vehicle", State.ACTIVE, List.of(), List.of(), List.of()),
          new Concept("L", "Land vehicle", State.ACTIVE, List.of("V"), List.of(), List.of()),
          new Concept("W", "Water vehicle", State.ACTIVE, List.of("V"), List.of(), List.of()),
          new Concept(
              "A",
              "Amphibious lorry",
              State.ACTIVE,
              List.of("L", "W"),
              List.of(
                  new Designation("fr", new Code("urn:test:use", "full"), "Camion à flots\t\\"),
                  new Designation("", new Code("", ""), "Duck")),
              List.of(
                  new Property("wheels", Kind.INTEGER, "6"),
                  new Property("sister", Kind.CODING, "S", "urn:test:ships"),
                  new Property("definition", Kind.STRING, "x".repeat(3000)))),
          new Concept(
              "B",
              "Bicycle",
              State.ACTIVE,
              List.of("L"),
              List.of(),
              List.of(new Property("wheels", Kind.INTEGER, "2"))),
          new Concept("G", "Galley", State.INACTIVE, List.of(), List.of(), List.of()));

  Concepts concepts();

  private int number(String code) {
    return concepts().numbers(Set.of(code)).values().iterator().next();
  }

  private Set<String> codes(BitSet numbers) {
    return concepts().concepts(numbers.stream().boxed().toList()).stream()
        .map(Concept::code)
        .collect(Collectors.toSet());
  }

  @Test
  default void codes_have_numbers_and_numbers_codes() {
    assertThat(concepts().size()).isEqualTo(6);
    Map<String, Integer> numbers = concepts().numbers(List.of("A", "B", "none"));
    assertThat(numbers).containsOnlyKeys("A", "B");
    assertThat(concepts().concepts(List.of(number("B"), number("A"))))
        .extracting(Concept::code)
        .containsExactly("B", "A");
    assertThat(concepts().codes(List.of(number("B"), number("A")))).containsExactly("B", "A");
  }

  @Test
  default void a_concept_comes_back_as_it_was_given() {
    for (Concept given : CONCEPTS) {
      Concept kept = concepts().concepts(List.of(number(given.code()))).getFirst();
      assertThat(kept.display()).isEqualTo(given.display());
      assertThat(kept.state()).isEqualTo(given.state());
      assertThat(kept.parents()).containsExactlyInAnyOrderElementsOf(given.parents());
      assertThat(kept.designations()).containsExactlyInAnyOrderElementsOf(given.designations());
      assertThat(kept.properties()).containsExactlyInAnyOrderElementsOf(given.properties());
    }
    assertThat(concepts().codeSystem()).isEqualTo(VEHICLES);
  }

  @Test
  default void a_concept_is_below_each_of_its_parents() {
    assertThat(codes(concepts().below(number("V")))).containsExactlyInAnyOrder("L", "W", "A", "B");
    assertThat(codes(concepts().below(number("W")))).containsExactly("A");
    assertThat(concepts().below(number("A")).isEmpty()).isTrue();
    assertThat(concepts().isBelow(number("A"), number("W"))).isTrue();
    assertThat(concepts().isBelow(number("W"), number("A"))).isFalse();
    assertThat(concepts().isBelow(number("W"), number("W"))).isFalse();
    assertThat(codes(concepts().above(number("A")))).containsExactlyInAnyOrder("L", "W", "V");
    assertThat(codes(concepts().parents(number("A")))).containsExactlyInAnyOrder("L", "W");
    assertThat(codes(concepts().children(number("V")))).containsExactlyInAnyOrder("L", "W");
    assertThat(codes(concepts().inactive())).containsExactly("G");
  }

  @Test
  default void concepts_are_found_by_what_is_said_of_them() {
    assertThat(codes(concepts().having("wheels"))).containsExactlyInAnyOrder("A", "B");
    assertThat(codes(concepts().having("wheels", List.of("6", "7")))).containsExactly("A");
    assertThat(codes(concepts().having("definition", List.of("x".repeat(3000)))))
        .containsExactly("A");
    assertThat(concepts().having("definition", List.of("x".repeat(2999))).isEmpty()).isTrue();
    assertThat(codes(concepts().having("code", List.of("G", "none")))).containsExactly("G");
    assertThat(codes(concepts().having("display", List.of("Galley")))).containsExactly("G");
    assertThat(concepts().values("wheels")).containsExactlyInAnyOrder("2", "6");
    assertThat(concepts().values("code")).hasSize(6);
    assertThat(concepts().values("display")).hasSize(6);
  }

  @Test
  default void concepts_are_found_by_how_words_of_their_names_begin() {
    assertThat(codes(concepts().named(Words.of("VEH wat")))).containsExactly("W");
    assertThat(codes(concepts().named(Words.of("a flot")))).containsExactly("A");
    assertThat(codes(concepts().named(Words.of("veh")))).containsExactlyInAnyOrder("V", "L", "W");
    assertThat(concepts().named(Words.of("vehicles")).isEmpty()).isTrue();
  }
}
