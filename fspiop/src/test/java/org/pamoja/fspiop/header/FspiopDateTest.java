package org.pamoja.fspiop.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FspiopDateTest {
  @Test
  void shouldReadAndWrite() {
    Instant instant = Instant.parse("2024-07-23T02:05:53Z");
    assertThat(FspiopDate.parse("Tue, 23 Jul 2024 02:05:53 GMT")).contains(instant);
    assertThat(FspiopDate.format(instant.plusMillis(999)))
        .isEqualTo("Tue, 23 Jul 2024 02:05:53 GMT");
    assertThat(FspiopDate.format(Instant.parse("2030-01-01T00:00:00Z")))
        .isEqualTo("Tue, 01 Jan 2030 00:00:00 GMT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Tue, 23 Jul 2024 02:05:53 UTC",
        "Wed, 23 Jul 2024 02:05:53 GMT",
        "Tue, 23 jul 2024 02:05:53 GMT",
        "tue, 23 Jul 2024 02:05:53 GMT",
        "Tue, 23 Jul 2024 24:00:00 GMT",
        "Tue, 23 Jul 2024 02:05:60 GMT",
        "Fri, 30 Feb 2024 00:00:00 GMT",
        "Tue, 23 Anf 2024 02:05:53 GMT",
        "Mon, 1 Jul 2024 02:05:53 GMT",
        "Tue, 23 Jul 24 02:05:53 GMT",
        "Tue, 23 Jul 2024 02:05:53 GMT ",
        "Tue,  23 Jul 2024 2:05:53 GMT",
        "2024-07-23T02:05:53.000Z",
        "Tue, 23 Jul 2024 02:05:53 +0000"
      })
  void shouldRefuseEveryOtherForm(String text) {
    assertThat(FspiopDate.parse(text)).isEmpty();
  }

  @Test
  void shouldAgreeWithThePlatformOnRandomSeconds() {
    DateTimeFormatter platform =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(4_102_444_800L));
      String text = platform.format(instant);
      assertThat(FspiopDate.format(instant)).as("seed %d", seed).isEqualTo(text);
      assertThat(FspiopDate.parse(text)).as("%s, seed %d", text, seed).contains(instant);
    }
  }
}
