package org.tunza.record.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class HierarchyTest {

  static Concept concept(String code, String... parents) {
    return new Concept(code, code, Concept.State.ACTIVE, List.of(parents), List.of(), List.of());
  }

  private static Hierarchy sound(List<Concept> concepts) {
    assertThat(Hierarchy.of(concepts)).isInstanceOf(Hierarchy.Made.Sound.class);
    return ((Hierarchy.Made.Sound) Hierarchy.of(concepts)).hierarchy();
  }

  @RepeatedTest(200)
  void what_a_concept_subsumes_is_what_is_reached_step_by_step(RepetitionInfo info) {
    Random chance = new Random(info.getCurrentRepetition());
    int size = chance.nextInt(60);
    List<Concept> concepts = new ArrayList<>();
    Map<String, Set<String>> above = new HashMap<>();
    for (int i = 0; i < size; i++) {
      Set<String> parents = new HashSet<>();
      Set<String> all = new HashSet<>();
      for (int j = chance.nextInt(4); j > 0 && i > 0; j--) {
        String parent = "c" + chance.nextInt(i);
        parents.add(parent);
        all.add(parent);
        all.addAll(above.getOrDefault(parent, Set.of()));
      }
      above.put("c" + i, all);
      concepts.add(concept("c" + i, parents.toArray(String[]::new)));
    }
    java.util.Collections.shuffle(concepts, chance);
    Hierarchy hierarchy = sound(concepts);
    for (int of = 0; of < size; of++) {
      Ranges below = hierarchy.below(of);
      BitSet set = below.set();
      for (int one = 0; one < size; one++) {
        boolean subsumed =
            above
                .getOrDefault(hierarchy.concepts().get(one).code(), Set.of())
                .contains(hierarchy.concepts().get(of).code());
        assertThat(set.get(one)).isEqualTo(subsumed);
        assertThat(below.contains(one)).isEqualTo(subsumed);
      }
      assertThat(Ranges.parse(below.toString()).toString()).isEqualTo(below.toString());
      assertThat(Ranges.of(set).toString()).isEqualTo(below.toString());
    }
  }

  @Test
  void a_tree_has_one_range_for_each_concept() {
    Hierarchy hierarchy =
        sound(List.of(concept("a"), concept("b", "a"), concept("c", "a"), concept("d", "b")));
    assertThat(hierarchy.below(0).toString()).isEqualTo("{[1,4)}");
    assertThat(hierarchy.concepts()).extracting(Concept::code).containsExactly("a", "b", "d", "c");
  }

  @Test
  void a_concept_below_itself_and_a_code_that_stands_twice_are_told() {
    assertThat(Hierarchy.of(List.of(concept("a", "b"), concept("b", "a"))))
        .isEqualTo(new Hierarchy.Made.Circle("a"));
    assertThat(Hierarchy.of(List.of(concept("a"), concept("a"))))
        .isEqualTo(new Hierarchy.Made.Twice("a"));
  }

  @Test
  void a_parent_that_is_not_there_is_passed_over() {
    assertThat(sound(List.of(concept("a", "elsewhere"))).parents(0)).isEmpty();
  }

  @Test
  void a_chain_of_any_length_is_walked() {
    List<Concept> chain = new ArrayList<>(List.of(concept("c0")));
    for (int i = 1; i < 50_000; i++) {
      chain.add(concept("c" + i, "c" + (i - 1)));
    }
    assertThat(sound(chain).below(0).toString()).isEqualTo("{[1,50000)}");
  }
}
