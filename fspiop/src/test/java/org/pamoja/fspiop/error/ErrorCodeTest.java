package org.pamoja.fspiop.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorCodeTest {
  @ParameterizedTest
  @CsvSource({
    "1001,503",
    "2001,500",
    "2002,501",
    "2003,503",
    "2004,500",
    "2006,503",
    "3000,400",
    "3001,406",
    "3002,404",
    "3100,400",
    "3204,400",
    "4001,400",
    "5105,400",
    "6000,400",
    "7203,400"
  })
  void shouldMapCodeToHttpStatus(String code, int status) {
    assertThat(ErrorCode.of(code).orElseThrow().httpStatus()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void shouldFindEveryCodeByItsText(ErrorCode code) {
    assertThat(code.code()).matches("[1-7][0-9]{3}");
    assertThat(ErrorCode.of(code.code())).contains(code);
  }

  @Test
  void shouldKnowNoOtherCode() {
    assertThat(ErrorCode.of("9999")).isEmpty();
    assertThat(ErrorCode.of(null)).isEmpty();
    assertThat(ErrorCode.of("310")).isEmpty();
    assertThat(ErrorCode.values()).hasSize(87);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000", "2099", "3040", "3399", "4499", "5107", "5499", "6001"})
  void shouldAcceptKnownGroupsFromParticipants(String code) {
    assertThat(ErrorCode.acceptedFromParticipant(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1100", "3400", "4500", "5500", "6100", "7203", "9999", "310", "31000", ""})
  void shouldNotAcceptOtherCodesFromParticipants(String code) {
    assertThat(ErrorCode.acceptedFromParticipant(code)).isFalse();
  }
}
