package org.pamoja.fspiop.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadersTest {
  private static final Headers HEADERS =
      Headers.of("Date", "d", "FSPIOP-Source", "a", "X-Trace", "1", "x-trace", "2");

  @Test
  void shouldFindNamesInAnyCase() {
    assertThat(HEADERS.first("fspiop-source")).contains("a");
    assertThat(HEADERS.first("FSPIOP-SOURCE")).contains("a");
    assertThat(HEADERS.first("fspiop-destination")).isEmpty();
    assertThat(HEADERS.all("X-TRACE")).containsExactly("1", "2");
  }

  @Test
  void shouldDetectDuplicates() {
    assertThat(HEADERS.isDuplicated("x-Trace")).isTrue();
    assertThat(HEADERS.isDuplicated("date")).isFalse();
    assertThat(HEADERS.isDuplicated("accept")).isFalse();
  }

  @Test
  void shouldKeepPlaceAndSpellingWhenReplacing() {
    assertThat(HEADERS.with("fspiop-source", "b").with("x-trace", "3").with("accept", "c"))
        .isEqualTo(Headers.of("Date", "d", "FSPIOP-Source", "b", "X-Trace", "3", "accept", "c"));
    assertThat(HEADERS.first("fspiop-source")).as("the original is unchanged").contains("a");
  }

  @Test
  void shouldRemoveAllOfAName() {
    assertThat(HEADERS.without("x-TRACE"))
        .containsExactly(new Headers.Header("Date", "d"), new Headers.Header("FSPIOP-Source", "a"));
  }

  @Test
  void shouldNotPrintValues() {
    assertThat(Headers.of("Authorization", "secret")).hasToString("[Authorization]");
  }
}
