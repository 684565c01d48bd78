package org.tunza.resource.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the committed tables against the search parameters that HL7 publishes. */
final class GenerateSearchParametersTest {

  @Test
  void the_committed_tables_say_what_the_published_search_parameters_say() throws IOException {
    for (Map.Entry<String, String> table : GenerateSearchParameters.tables().entrySet()) {
      assertThat(SearchTables.lines(table.getKey()))
          .as(table.getKey())
          .containsExactlyElementsOf(table.getValue().lines().toList());
    }
  }

  static void main(String[] folder) throws IOException {
    GenerateSearchParameters.to(Path.of(folder[0]));
  }
}
