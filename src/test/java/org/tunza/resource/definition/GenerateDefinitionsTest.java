package org.tunza.resource.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the committed tables against the definitions that HL7 publishes. */
class GenerateDefinitionsTest {

  @Test
  void the_committed_tables_say_what_the_structure_definitions_say() throws IOException {
    for (Map.Entry<String, String> table : GenerateDefinitions.tables().entrySet()) {
      try (InputStream committed = Definitions.class.getResourceAsStream(table.getKey())) {
        assertThat(committed).as(table.getKey()).isNotNull();
        assertThat(new String(committed.readAllBytes(), StandardCharsets.UTF_8).lines())
            .as(table.getKey())
            .containsExactlyElementsOf(table.getValue().lines().toList());
      }
    }
  }

  static void main(String[] folder) throws IOException {
    GenerateDefinitions.to(Path.of(folder[0]));
  }
}
