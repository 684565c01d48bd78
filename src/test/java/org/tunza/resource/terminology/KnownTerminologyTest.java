package org.tunza.resource.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.terminology.Code;
import org.tunza.record.terminology.Terminology;
import org.tunza.store.terminology.PostgresCodeSystems;
import org.tunza.testing.Codes;
import org.tunza.testing.Kept;
import org.tunza.testing.TestDatabase;

/** What a search asks of terminology. */
final class KnownTerminologyTest {

  private static final String ALL = "urn:t:all-vehicles";

  @AutoClose private static final TestDatabase database = TestDatabase.fresh();

  private final Terminology terminology =
      new KnownTerminology(
          new PostgresCodeSystems(database.database().transactions()), new Kept(Map.of()));

  @BeforeAll
  static void load() {
    Codes.load(database, Codes.VEHICLES);
  }

  private static Code code(String code) {
    return new Code("urn:t:vehicles", code);
  }

  private static List<Code> codes(String... some) {
    return Stream.of(some).map(KnownTerminologyTest::code).toList();
  }

  private static void assertRefused(Outcome<?> outcome, RefusalCode code) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.refusal().code()).isEqualTo(code));
  }

  @Test
  void the_codes_of_a_value_set_are_told_unless_there_are_too_many() {
    assertThat(terminology.codes(ALL, 6).orThrow())
        .containsExactlyInAnyOrderElementsOf(codes("V", "L", "W", "A", "B", "G"));
    assertRefused(terminology.codes(ALL, 5), RefusalCode.TOO_COSTLY);
    assertRefused(terminology.codes("urn:t:none", 6), RefusalCode.NOT_FOUND);
    assertThat(
            terminology
                .codes("http://hl7.org/fhir/ValueSet/observation-status|4.0.1", 99)
                .orThrow())
        .contains(new Code("http://hl7.org/fhir/observation-status", "final"));
  }

  @Test
  void the_way_up_and_down_from_a_code_begins_with_itself() {
    assertThat(terminology.below(code("W"), 2).orThrow())
        .containsExactlyInAnyOrderElementsOf(codes("W", "A"));
    assertThat(terminology.above(code("A"), 9).orThrow())
        .containsExactlyInAnyOrderElementsOf(codes("A", "L", "W", "V"));
    assertRefused(terminology.below(code("V"), 2), RefusalCode.TOO_COSTLY);
    assertRefused(terminology.below(code("X"), 2), RefusalCode.NOT_FOUND);
    assertRefused(terminology.above(new Code("urn:t:none", "X"), 2), RefusalCode.NOT_FOUND);
  }

  @Test
  void a_value_set_says_whether_it_contains_a_code() {
    assertThat(terminology.contains(ALL, code("G")).orThrow()).isTrue();
    assertThat(terminology.contains(ALL, code("X")).orThrow()).isFalse();
    assertThat(terminology.contains(ALL, new Code("urn:t:none", "G")).orThrow()).isFalse();
  }
}
