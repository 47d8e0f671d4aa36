package org.pamoja.fspiop.currency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
  private static final Pattern SPECIFIED =
      Pattern.compile("^([0]|([1-9][0-9]{0,17}))([.][0-9]{0,3}[1-9])?$");

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1,10000",
    "100.25,1002500",
    "0.0001,1",
    "0.1,1000",
    "10,100000",
    "922337203685477.5807,9223372036854775807"
  })
  void shouldReadAndWriteTheSameText(String text, long minorUnits) {
    assertThat(Amounts.parse(text)).hasValue(minorUnits);
    assertThat(Amounts.format(minorUnits)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"922337203685477.5808", "999999999999999999", "999999999999999999.9999"})
  void shouldTellWhenAValidAmountDoesNotFit(String text) {
    assertThat(Amounts.isAmount(text)).isTrue();
    assertThat(Amounts.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1.",
        ".5",
        "01",
        "00",
        "-1",
        "+1",
        "1.10",
        "1.00000",
        "1.20000",
        "1e3",
        " 1",
        "1 ",
        "1000000000000000000",
        "1.12345",
        "1,5",
        "1.2.3",
        "١"
      })
  void shouldRefuseWhatIsNoAmount(String text) {
    assertThat(Amounts.isAmount(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> Amounts.parse(text));
  }

  @Test
  void shouldWriteNegativePositions() {
    assertThat(Amounts.format(-15000)).isEqualTo("-1.5");
    assertThat(Amounts.format(Long.MIN_VALUE)).isEqualTo("-922337203685477.5808");
  }

  @Test
  void shouldAgreeWithThePatternOfTheApiOnRandomTexts() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(24); n > 0; n--) {
        text.append("00123456789.".charAt(random.nextInt(12)));
      }
      boolean specified = SPECIFIED.matcher(text).matches();
      assertThat(Amounts.isAmount(text.toString()))
          .as("%s, seed %d", text, seed)
          .isEqualTo(specified);
      if (specified) {
        BigDecimal units = new BigDecimal(text.toString()).movePointRight(4);
        boolean fits = units.toBigInteger().bitLength() < 64;
        assertThat(Amounts.parse(text.toString()).isPresent()).as("%s", text).isEqualTo(fits);
        if (fits) {
          assertThat(Amounts.parse(text.toString())).hasValue(units.longValueExact());
        }
      }
    }
  }
}
