package org.tunza.resource.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.record.index.Indexing;
import org.tunza.resource.search.terms.SearchCatalogue;
import org.tunza.store.index.TermHash;
import org.tunza.store.index.TermRows;

/** Index rows are in order of when it happened what an entry is about. */
final class ClinicalDateTest {

  private static final Indexing INDEXING = new FhirIndexing(new SearchCatalogue());
  private static final TermHash HASH = new TermHash(new byte[32]);

  private static long dated(String type, String members) throws SQLException {
    String content =
        "{'resourceType':'%s','meta':{'lastUpdated':'2025-05-05T05:05:05.000Z'},%s}"
            .formatted(type, members)
            .replace('\'', '"');
    Indexing.Indexed indexed = INDEXING.of(type, content.getBytes(UTF_8));
    return TermRows.of(INDEXING.typeNumber(type), indexed.terms(), INDEXING, HASH, _ -> 1).dated();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Observation; \"valueDateTime\":\"2001-01-01\",\"effectiveDateTime\":\"2020-03-04\"",
        "Observation; \"effectivePeriod\":{\"start\":\"2020-03-04\",\"end\":\"2020-06-01\"}",
        "Condition; \"abatementDateTime\":\"2021-01-01\",\"recordedDate\":\"2020-05-01\","
            + "\"onsetDateTime\":\"2020-03-04\"",
        "Condition; \"abatementDateTime\":\"2021-01-01\",\"recordedDate\":\"2020-03-04\"",
        "Encounter; \"location\":[{\"period\":{\"start\":\"2019-01-01\"}}],"
            + "\"period\":{\"start\":\"2020-03-04\"}",
        "MedicationRequest; \"dosageInstruction\":[{\"timing\":{\"event\":[\"2022-01-01\"]}}],"
            + "\"authoredOn\":\"2020-03-04\"",
        "MedicationRequest; \"dosageInstruction\":[{\"timing\":{\"event\":[\"2020-03-04\"]}}]",
        "MedicationStatement; \"effectiveDateTime\":\"2020-03-04\"",
        "MedicationAdministration; \"effectiveDateTime\":\"2020-03-04\"",
        "DiagnosticReport; \"issued\":\"2020-03-09T00:00:00Z\",\"effectiveDateTime\":\"2020-03-04\"",
        "DiagnosticReport; \"issued\":\"2020-03-04T00:00:00Z\"",
        "Procedure; \"performedDateTime\":\"2020-03-04\"",
        "Immunization; \"reaction\":[{\"date\":\"2021-01-01\"}],\"occurrenceDateTime\":\"2020-03-04\"",
        "DocumentReference; \"context\":{\"period\":{\"start\":\"2019-01-01\"}},"
            + "\"date\":\"2020-03-04T00:00:00Z\"",
        "ServiceRequest; \"authoredOn\":\"2020-01-01\",\"occurrenceDateTime\":\"2020-03-04\"",
        "AllergyIntolerance; \"lastOccurrence\":\"2021-01-01\",\"recordedDate\":\"2020-03-04\"",
        "Claim; \"created\":\"2020-03-04\"",
        "NutritionOrder; \"dateTime\":\"2020-03-04\"",
        "DetectedIssue; \"identifiedDateTime\":\"2020-03-04\"",
      })
  void the_date_of_an_entry_is_when_it_happened_and_else_when_it_was_written_down(
      String type, String members) throws SQLException {
    long expected = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2020-03-04T00:00:00Z"));
    assertThat(dated(type, members)).isEqualTo(expected);
  }

  @Test
  void what_has_no_clinical_date_comes_after_all_that_have_one() throws SQLException {
    assertThat(dated("Patient", "'birthDate':'1990-01-01'")).isEqualTo(TermRows.UNDATED);
    assertThat(dated("Observation", "'valueDateTime':'1960-01-01'")).isEqualTo(TermRows.UNDATED);
  }
}
