package org.pamoja.fspiop.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FspiopTimeTest {
  @Test
  void shouldWriteMillisecondsAndZoneAndDropTheRest() {
    assertThat(FspiopTime.format(Instant.parse("2030-01-01T00:00:00Z")))
        .isEqualTo("2030-01-01T00:00:00.000Z");
    assertThat(FspiopTime.format(Instant.parse("1999-12-31T23:59:59.987999999Z")))
        .isEqualTo("1999-12-31T23:59:59.987Z");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FspiopTime.format(Instant.parse("+10000-01-01T00:00:00Z")));
  }

  @Test
  void shouldReadWhatItWritesAndAgreeWithTheJdk() {
    long seed = new Random().nextLong();
    System.out.println("FspiopTimeTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      Instant moment =
          Instant.ofEpochMilli(random.nextLong(-30_000_000_000_000L, 250_000_000_000_000L));
      String text = FspiopTime.format(moment);
      assertThat(FspiopTime.parse(text)).as("seed %d", seed).isEqualTo(moment);
      String shifted =
          "%s%s%02d:%02d"
              .formatted(
                  text.substring(0, 23),
                  random.nextBoolean() ? "+" : "-",
                  random.nextInt(18),
                  random.nextInt(60));
      assertThat(FspiopTime.parse(shifted))
          .as("%s, seed %d", shifted, seed)
          .isEqualTo(OffsetDateTime.parse(shifted).toInstant());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2016-05-24T08:38:08.699-04:00, 2016-05-24T12:38:08.699Z",
    "2030-01-01T00:00:00.000+19:59, 2029-12-31T04:01:00Z",
    "2000-02-29T00:00:00.000Z, 2000-02-29T00:00:00Z"
  })
  void shouldReadOffsets(String text, Instant moment) {
    assertThat(FspiopTime.parse(text)).isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2030-01-01",
        "2030-01-01T00:00:00Z",
        "2030-01-01T00:00:00.000",
        "2030-01-01T00:00:00.0000Z",
        "2030-01-01T00:00:00.000z",
        "2030-01-01 00:00:00.000Z",
        "2030-01-01T24:00:00.000Z",
        "2030-01-01T00:60:00.000Z",
        "2030-01-01T00:00:60.000Z",
        "2030-01-01T00:00:00.000+20:00",
        "2030-01-01T00:00:00.000+0100",
        "2030-02-29T00:00:00.000Z",
        "1900-02-29T00:00:00.000Z",
        "2030-04-31T00:00:00.000Z",
        "2030-13-01T00:00:00.000Z",
        "2030-00-10T00:00:00.000Z",
        "0999-01-01T00:00:00.000Z"
      })
  void shouldRefuseOtherTexts(String text) {
    assertThat(FspiopTime.isDateTime(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> FspiopTime.parse(text));
  }
}
