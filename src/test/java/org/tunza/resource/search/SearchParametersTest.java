package org.tunza.resource.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tunza.resource.search.SearchParameter.Kind;
import org.tunza.resource.search.SearchParameter.Part;
import org.tunza.resource.search.SearchParameter.Placement;

final class SearchParametersTest {

  private static final SearchParameters R4 = SearchParameters.r4();

  @Test
  void numbers_are_unique_and_fit_the_index() {
    Set<Integer> numbers = new HashSet<>();
    R4.all().forEach(p -> assertThat(numbers.add(p.number())).isTrue());
    assertThat(numbers).allMatch(number -> number > 0 && number <= Short.MAX_VALUE);
    assertThat(R4.number(1700).number()).isEqualTo(1700);
  }

  @Test
  void every_expression_is_compiled_so_that_none_needs_a_slower_way() {
    assertThat(R4.all())
        .filteredOn(p -> p.walks().isEmpty() && !p.expression().isEmpty())
        .filteredOn(p -> p.kind() != Kind.COMPOSITE)
        .extracting(p -> p.type() + "." + p.code())
        .isEmpty();
  }

  @Test
  void what_others_hold_already_is_not_stored_again() {
    SearchParameter patient = find("Observation", "patient");
    assertThat(patient.placement()).isEqualTo(Placement.NONE);
    assertThat(patient.madeOf())
        .containsExactly(new Part(find("Observation", "subject").number(), "Patient"));
    assertThat(find("Observation", "combo-code").madeOf())
        .extracting(part -> R4.number(part.number()).code())
        .containsExactlyInAnyOrder("code", "component-code");
    assertThat(find("Patient", "phone").madeOf())
        .containsExactly(new Part(find("Patient", "telecom").number(), "phone"));
    assertThat(R4.all()).allSatisfy(p -> p.madeOf().forEach(part -> assertStored(part.number())));
  }

  @Test
  void a_composite_names_its_parts() {
    assertThat(find("Observation", "code-value-quantity").components())
        .extracting(component -> R4.number(component.number()).code())
        .containsExactly("code", "value-quantity");
  }

  @Test
  void few_terms_of_a_type_are_hot_and_those_are_hashed_ones() {
    assertThat(R4.all())
        .filteredOn(p -> p.placement() == Placement.HOT || p.placement() == Placement.TAIL)
        .allMatch(p -> Set.of(Kind.TOKEN, Kind.REFERENCE, Kind.URI).contains(p.kind()));
    assertThat(R4.ofType("Condition"))
        .filteredOn(p -> p.placement() == Placement.HOT)
        .extracting(SearchParameter::code)
        .containsExactlyInAnyOrder(
            "category", "clinical-status", "code", "encounter", "identifier", "subject");
  }

  @Test
  void every_type_has_the_parameters_of_any_resource() {
    assertThat(find("Flag", "_tag").type()).isEqualTo(SearchParameters.EVERY_TYPE);
    assertThat(find("Flag", "_tag")).isEqualTo(find("Patient", "_tag"));
    assertThat(R4.find("Flag", "_nothing")).isEmpty();
    assertThat(find("Flag", "_id").stored()).isFalse();
  }

  @Test
  void the_clinical_date_of_a_condition_is_its_onset_and_else_its_record() {
    assertThat(R4.clinicalDates("Condition"))
        .extracting(SearchParameter::code)
        .isEqualTo(List.of("onset-date", "recorded-date"));
    assertThat(R4.clinicalDates("MedicationRequest"))
        .extracting(SearchParameter::code)
        .isEqualTo(List.of("authoredon", "date"));
    assertThat(R4.clinicalDates("Patient")).isEmpty();
  }

  private static void assertStored(int number) {
    assertThat(R4.number(number).stored()).isTrue();
  }

  private static SearchParameter find(String type, String code) {
    return R4.find(type, code).orElseThrow();
  }
}
