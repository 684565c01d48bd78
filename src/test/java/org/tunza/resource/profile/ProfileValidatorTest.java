package org.tunza.resource.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tunza.resource.tree.JsonReader;

@Tag("slow")
final class ProfileValidatorTest {

  private final ProfileValidator validator = new ProfileValidator();

  @Test
  void profiles_are_obeyed_beyond_what_the_structure_asks_for() {
    String observation = "{'resourceType':'Observation','status':'final','code':{'text':'weight'}}";
    assertThat(errors(observation, Set.of())).isEmpty();
    assertThat(errors(observation, Set.of("http://hl7.org/fhir/StructureDefinition/bodyweight")))
        .isNotEmpty()
        .anyMatch(finding -> finding.place().startsWith("Observation"));
  }

  @Test
  void an_invariant_that_fails_is_found_at_its_place() {
    assertThat(errors("{'resourceType':'Patient','contact':[{'gender':'male'}]}", Set.of()))
        .anyMatch(finding -> finding.place().equals("Patient.contact[0]"));
  }

  private List<Finding> errors(String json, Set<String> profiles) {
    var resource = JsonReader.read(json.replace('\'', '"').getBytes(UTF_8)).orThrow();
    return validator.findings(resource, profiles).orThrow().stream()
        .filter(finding -> finding.severity().compareTo(Finding.Severity.ERROR) <= 0)
        .toList();
  }
}
