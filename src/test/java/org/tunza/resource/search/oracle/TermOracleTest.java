package org.tunza.resource.search.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.search.terms.TermExtraction;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.testing.ResourceGenerator;

/** Holds extraction against HAPI's model and FHIRPath engine. */
final class TermOracleTest {

  private static final long SEED = 21089;
  private static final HapiTerms HAPI = new HapiTerms();
  private static final TermExtraction ALL = TermExtraction.of(parameter -> true);

  @Test
  void full_resources_of_every_type_have_the_terms_that_hapi_finds() {
    Set<Integer> seen = new HashSet<>();
    for (String type : Definitions.r4().resourceTypes()) {
      for (int variant = 0; variant < FullResources.VARIANTS; variant++) {
        agree(FullResources.of(type, variant), type + " " + variant)
            .forEach(term -> seen.add(term.parameter()));
      }
    }
    assertThat(SearchParameters.r4().all())
        .filteredOn(parameter -> !parameter.walks().isEmpty())
        .filteredOn(parameter -> !seen.contains(parameter.number()))
        .extracting(parameter -> parameter.type() + "." + parameter.code())
        .as("parameters of which no term was ever found")
        .isEmpty();
  }

  @Test
  void generated_resources_of_every_type_have_the_terms_that_hapi_finds() {
    ResourceGenerator generator = new ResourceGenerator(SEED);
    for (String type : Definitions.r4().resourceTypes()) {
      agree(generator.resource(type), type);
    }
  }

  @Test
  void sample_resources_have_the_terms_that_hapi_finds() throws IOException {
    for (Path file : samples()) {
      agree(JsonReader.read(Files.readAllBytes(file)).orThrow(), file.toString());
    }
  }

  @Test
  void a_parameter_made_of_others_finds_what_those_hold() {
    for (String type : Definitions.r4().resourceTypes()) {
      for (int variant = 0; variant < FullResources.VARIANTS; variant++) {
        Set<IndexTerm> terms = plain(ALL.terms(FullResources.of(type, variant)));
        for (SearchParameter parameter : SearchParameters.r4().ofType(type)) {
          if (!parameter.madeOf().isEmpty()) {
            assertThat(DerivedTerms.of(parameter, terms))
                .as(parameter.type() + "." + parameter.code())
                .isEqualTo(DerivedTerms.own(parameter, terms));
          }
        }
      }
    }
  }

  private static Set<IndexTerm> agree(ObjectNode resource, String name) {
    Set<IndexTerm> terms = plain(ALL.terms(resource));
    String json = new String(JsonWriter.write(resource), UTF_8);
    assertThat(terms).as(name).isEqualTo(plain(HAPI.terms(json)));
    return terms;
  }

  private static List<Path> samples() throws IOException {
    Path folder = Path.of("samples");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  /** Numbers are compared by value. */
  private static Set<IndexTerm> plain(Iterable<IndexTerm> terms) {
    Set<IndexTerm> plain = new HashSet<>();
    for (IndexTerm term : terms) {
      plain.add(
          term instanceof IndexTerm.Quantity(int number, String system, String code, var value)
              ? new IndexTerm.Quantity(number, system, code, value.stripTrailingZeros())
              : term);
    }
    return plain;
  }
}
