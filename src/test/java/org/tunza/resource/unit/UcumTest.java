package org.tunza.resource.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.Pair;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunza.platform.Randomness;

final class UcumTest {

  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

  private static UcumUnit unit(String code) {
    return Ucum.find(code).orElseThrow();
  }

  private static BigDecimal rounded(BigDecimal number) {
    return number.round(DIGITS).stripTrailingZeros();
  }

  @ParameterizedTest
  @CsvSource({
    "5.4, mg/dL, 0.054, g/L",
    "120, mm[Hg], 15.99864, kPa",
    "37, Cel, 98.6, [degF]",
    "37, Cel, 310.15, K",
    "72, /min, 1.2, /s",
    "72, '{beats}/min', 72, /min",
    "5, 10*9/L, 5000, /uL",
    "1, [lb_av], 453.59237, g",
    "2, h, 7200, s",
    "140, meq/L, 140, meq/L",
    "7, kg.m/s2, 7, N",
    "250, 'm[iU]/L', 0.25, '[iU]/L'",
    "12, %, 0.12, 1",
    "1, mo, 0.0833333333333333, a"
  })
  void a_quantity_is_the_same_in_another_unit_of_its_kind(
      BigDecimal number, String code, BigDecimal other, String otherCode) {
    assertThat(unit(code).base()).isEqualTo(unit(otherCode).base());
    MathContext few = new MathContext(13, RoundingMode.HALF_EVEN);
    assertThat(unit(code).inBase(number).round(few).stripTrailingZeros())
        .isEqualByComparingTo(unit(otherCode).inBase(other).round(few).stripTrailingZeros());
  }

  @ParameterizedTest
  @CsvSource({
    "mg, mL",
    "mg/dL, mmol/L",
    "[iU], 1",
    "[iU]/L, [arb'U]/L",
    "[pH], mol/L",
    "Cel, m",
    "B, Np"
  })
  void what_is_of_another_kind_or_arbitrary_is_never_converted(String one, String other) {
    assertThat(unit(one).base()).isNotEqualTo(unit(other).base());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "furlongs", "mg/", "10*400000", "m1000", "((((((((", "mmHg"})
  void what_is_no_code_is_no_unit(String code) {
    assertThat(Ucum.find(code)).isEmpty();
  }

  @Test
  void units_that_are_neither_special_nor_arbitrary_are_what_the_library_says()
      throws UcumException {
    UcumEssenceService library =
        new UcumEssenceService(UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml"));
    for (String code :
        List.of(
            "mg/dL",
            "g/L",
            "mmol/L",
            "umol/L",
            "kPa",
            "mm[Hg]",
            "ng/mL",
            "U/L",
            "L/min/m2",
            "kg/m2",
            "10*3/uL",
            "[lb_av]",
            "[in_i]",
            "mL/min/{1.73_m2}",
            "a",
            "wk",
            "J",
            "kat")) {
      Pair one = library.getCanonicalForm(new Pair(new Decimal("1", 30), code));
      assertThat(rounded(unit(code).inBase(BigDecimal.ONE)))
          .as(code)
          .isEqualTo(rounded(new BigDecimal(one.getValue().asDecimal())));
    }
  }

  @Test
  void any_text_is_a_unit_or_none() {
    Randomness chance = Randomness.seeded(20_261_124);
    String letters = "mgkLd/.*10-+9()[]{}'^%inHgU_ \u00b5\u0000";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder code = new StringBuilder();
      for (long length = chance.below(12); length >= 0; length--) {
        code.append(letters.charAt((int) chance.below(letters.length())));
      }
      assertThatCode(() -> Ucum.find(code.toString()))
          .as(code.toString())
          .doesNotThrowAnyException();
    }
  }
}
