package org.tunza.resource.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the committed table against the published compartment. */
final class GenerateCompartmentsTest {

  @Test
  void the_committed_table_says_what_the_published_compartment_says() {
    assertThat(Compartments.text().lines())
        .containsExactlyElementsOf(GenerateCompartments.table().lines().toList());
  }

  @Test
  void as_many_types_as_the_specification_lists_may_concern_a_patient() {
    assertThat(Compartments.types()).hasSize(66).contains("Patient", "Group", "Schedule");
  }

  static void main(String[] folder) throws IOException {
    GenerateCompartments.to(Path.of(folder[0]));
  }
}
