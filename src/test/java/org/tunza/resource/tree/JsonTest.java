package org.tunza.resource.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;

final class JsonTest {

  @Test
  void what_is_read_back_is_what_was_sent_without_the_blanks() {
    String sent =
        """
        { "resourceType" : "Basic", "n":[1.00, 1e2, -0.0, 1E-7],
          "s":"a\\u0041 \\" \\\\ \\n é 漢 😀 \\u0001", "t":true, "a":["x",null], "o":{} }
        """;
    ObjectNode tree = JsonReader.read(sent.getBytes(UTF_8)).orThrow();
    assertThat(new String(JsonWriter.write(tree), UTF_8))
        .isEqualTo(
            "{\"resourceType\":\"Basic\",\"n\":[1.00,1e2,-0.0,1E-7],"
                + "\"s\":\"aA \\\" \\\\ \\n é 漢 😀 \\u0001\",\"t\":true,\"a\":[\"x\",null],\"o\":{}}");
    assertThat(JsonReader.read(JsonWriter.write(tree)).orThrow()).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"a\":2}~MALFORMED_JSON~a",
        "{\"a\":[{\"b\":null}]}~MALFORMED_JSON~a[0].b",
        "{\"a\":{\"b\":\"\\u0000\"}}~MALFORMED_JSON~a.b",
        "{\"a\":\"\\ud800\"}~MALFORMED_JSON~a",
        "{\"a\":1e400}~MALFORMED_JSON~a",
        "{\"a\":1e99999999999}~MALFORMED_JSON~a",
        "{\"a\":1} x~MALFORMED_JSON~``",
        "{\"a\":NaN}~MALFORMED_JSON~a",
        "{\"a\":01}~MALFORMED_JSON~a",
        "[]~MALFORMED_JSON~``",
        "{\"a\":~MALFORMED_JSON~a",
      })
  void what_json_or_fhir_forbids_is_refused_at_its_place(
      String text, RefusalCode code, String place) {
    Outcome<ObjectNode> outcome = JsonReader.read(text.getBytes(UTF_8));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    var refusal = ((Outcome.Refused<ObjectNode>) outcome).refusal();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.faults().getFirst().place()).isEqualTo(place);
  }

  @Test
  void nesting_beyond_the_limit_is_refused() {
    String deep = "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    assertThat(JsonReader.read(deep.getBytes(UTF_8))).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void bytes_that_are_not_utf8_are_refused() {
    byte[] bytes = "{\"a\":\"x\"}".getBytes(UTF_8);
    bytes[6] = (byte) 0xC3;
    assertThat(JsonReader.read(bytes))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.refusal().code()).isEqualTo(RefusalCode.INVALID_ENCODING));
  }

  @Test
  void no_text_of_a_tree_shows_content() {
    ObjectNode tree = JsonReader.read("{\"a\":[\"Jane\",1]}".getBytes(UTF_8)).orThrow();
    assertThat(tree.toString() + tree.value(0) + tree.array("a")).doesNotContain("Jane");
  }
}
