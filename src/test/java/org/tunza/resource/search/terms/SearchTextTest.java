package org.tunza.resource.search.terms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.record.index.IndexTerm;

final class SearchTextTest {

  @ParameterizedTest
  @CsvSource({"' Öl  und\tMehl ', ol und mehl", "ÇİĞDEM, cigdem", "Đặng, đang", "'\u00a0', ''"})
  void case_accents_and_repeated_blanks_do_not_count(String text, String normal) {
    assertThat(SearchText.normal(text)).isEqualTo(normal);
    assertThat(SearchText.normal(normal)).isEqualTo(normal);
  }

  @Test
  void a_long_text_is_cut_between_characters() {
    String normal = SearchText.normal("😀".repeat(150));
    assertThat(normal.codePointCount(0, normal.length())).isEqualTo(IndexTerm.Text.LENGTH_MAX);
  }
}
