package org.tunza.resource.definition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DefinitionsTest {

  private final Definitions r4 = Definitions.r4();

  @Test
  void all_resource_types_of_r4_are_known_under_numbers_that_never_change() {
    assertThat(r4.resourceTypes()).hasSize(146).contains("Patient", "Binary", "Parameters");
    assertThat(r4.number("Account")).isEqualTo(1);
    assertThat(r4.number("Patient")).isEqualTo(103);
    assertThat(r4.number("VisionPrescription")).isEqualTo(146);
    assertThat(r4.resourceType(r4.number("Observation"))).isEqualTo("Observation");
    assertThat(r4.isResourceType("Resource")).isFalse();
    assertThat(r4.isResourceType("HumanName")).isFalse();
  }

  @Test
  void a_choice_is_found_under_the_name_that_tells_its_type() {
    Member value = requireNonNull(type("Observation").member("valueQuantity"));
    assertThat(value.element().name()).isEqualTo("value[x]");
    assertThat(value.type()).isSameAs(type("Quantity"));
    assertThat(type("Observation").member("valueAddress")).isNull();
    assertThat(type("Observation").member("value[x]")).isNull();
    assertThat(requireNonNull(type("Observation").element("value")).choice()).isTrue();
  }

  @Test
  void a_primitive_has_a_companion_and_an_attribute_has_none() {
    assertThat(requireNonNull(type("Patient").member("_birthDate")).companion()).isTrue();
    assertThat(type("Patient").member("_name")).isNull();
    assertThat(type("HumanName").member("_id")).isNull();
    assertThat(type("Extension").member("_url")).isNull();
    assertThat(type("Narrative").member("_div")).isNull();
  }

  @Test
  void backbone_elements_and_content_references_are_types() {
    assertThat(requireNonNull(type("Patient").element("contact")).types().getFirst().type())
        .isSameAs(type("Patient.contact"));
    assertThat(requireNonNull(type("Questionnaire.item").member("item")).type())
        .isSameAs(type("Questionnaire.item"));
  }

  @Test
  void targets_codes_and_flags_are_known() {
    Member subject = requireNonNull(type("Encounter").member("subject"));
    assertThat(subject.use().targets()).containsExactly("Patient", "Group");
    ElementDefinition gender = requireNonNull(type("Patient").element("gender"));
    assertThat(requireNonNull(gender.codes()).contains("female")).isTrue();
    assertThat(gender.summary()).isTrue();
    assertThat(requireNonNull(type("Observation").element("status")).modifier()).isTrue();
    assertThat(requireNonNull(type("Observation").element("status")).min()).isEqualTo(1);
  }

  private TypeDefinition type(String name) {
    return requireNonNull(r4.type(name));
  }
}
