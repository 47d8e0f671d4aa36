package org.pamoja.fspiop.currency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrenciesTest {
  @Test
  void shouldHaveExactlyThe164CodesOfTheApi() {
    long count =
        IntStream.range(0, 26 * 26 * 26)
            .mapToObj(
                i ->
                    new String(
                        new char[] {
                          (char) ('A' + i / 676), (char) ('A' + i / 26 % 26), (char) ('A' + i % 26)
                        }))
            .filter(Currencies::isFspiop)
            .count();
    assertThat(count).isEqualTo(164);
  }

  @ParameterizedTest
  @ValueSource(strings = {"USD", "ZMW", "XDR", "XTS", "XXX", "GGP", "SPL", "TVD"})
  void shouldAllowApiCodesInMessagesAndAccounts(String code) {
    assertThat(Currencies.isFspiop(code)).isTrue();
    assertThat(Currencies.isKnown(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"BOV", "SSP", "XAU", "SLE", "MRU", "VES", "ZWG", "XCG"})
  void shouldKnowCodesThatTheApiDoesNotAllow(String code) {
    assertThat(Currencies.isFspiop(code)).isFalse();
    assertThat(Currencies.isKnown(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"usd", "ZZZ", "US", "", "USDX"})
  void shouldNotKnowOtherTexts(String code) {
    assertThat(Currencies.isFspiop(code)).isFalse();
    assertThat(Currencies.isKnown(code)).isFalse();
    assertThat(Currencies.decimals(code)).isEmpty();
    assertThat(Currencies.ilpDecimals(code)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "USD,2,2", "JPY,0,0", "UGX,0,0", "KWD,3,3", "BYN,4,2", "XTS,4,4", "CLF,4,4", "UYW,4,4",
    "GGP,4,2", "AFA,4,2", "SLE,2,2"
  })
  void shouldTellDecimals(String code, int administration, int ilp) {
    assertThat(Currencies.decimals(code)).isEqualTo(OptionalInt.of(administration));
    assertThat(Currencies.ilpDecimals(code)).isEqualTo(OptionalInt.of(ilp));
  }
}
