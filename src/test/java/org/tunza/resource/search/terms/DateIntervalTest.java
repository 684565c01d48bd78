package org.tunza.resource.search.terms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.tree.JsonReader;

final class DateIntervalTest {

  @ParameterizedTest
  @CsvSource({
    "2020, 2020-01-01T00:00:00Z, 2021-01-01T00:00:00Z",
    "1969-12, 1969-12-01T00:00:00Z, 1970-01-01T00:00:00Z",
    "2024-02-29, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
    "2020-01-01T10:20, 2020-01-01T10:20:00Z, 2020-01-01T10:21:00Z",
    "2020-01-01T10:20:30Z, 2020-01-01T10:20:30Z, 2020-01-01T10:20:31Z",
    "2020-01-01T00:20:30+02:00, 2019-12-31T22:20:30Z, 2019-12-31T22:20:31Z",
    "2020-01-01T00:20:30.25-01:30, 2020-01-01T01:50:30.25Z, 2020-01-01T01:50:30.26Z",
    "2020-01-01T00:00:00.1234567Z, 2020-01-01T00:00:00.123456Z, 2020-01-01T00:00:00.123457Z",
  })
  void a_date_stands_for_as_much_time_as_was_written(String text, Instant low, Instant high) {
    assertThat(DateInterval.of(text)).isEqualTo(new DateInterval(micros(low), micros(high)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20", "2020-13", "2020-02-30", "2020-1-1", "today", "2020-01-01T9"})
  void what_is_no_date_has_no_interval(String text) {
    assertThat(DateInterval.of(text)).isNull();
  }

  @Test
  void a_period_without_an_end_is_open_and_a_schedule_counts_from_first_to_last() {
    Terms terms = new Terms();
    Times.period(1, JsonReader.read("{\"start\":\"2020\"}".getBytes(UTF_8)).orThrow(), terms);
    String events = "{\"event\":[\"2020-03-01\",\"2020-01-01\"],\"repeat\":{\"count\":3}}";
    Times.timing(2, JsonReader.read(events.getBytes(UTF_8)).orThrow(), terms);
    assertThat(terms.all())
        .containsExactly(
            new IndexTerm.Date(1, micros(Instant.parse("2020-01-01T00:00:00Z")), Long.MAX_VALUE),
            new IndexTerm.Date(
                2,
                micros(Instant.parse("2020-01-01T00:00:00Z")),
                micros(Instant.parse("2020-03-02T00:00:00Z"))));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
