package org.pamoja.fspiop.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every hand-written character check against the pattern it stands for: each sample with every
 * character put in the place of, or before, each of its own.
 */
class TextFormsTest {
  private static final String OTHERS = "\u00A0\u0661é漢\u2028\u3000\uFEFF\u2003\u0085\u180E";
  private static final String DATE =
      "^(?:[1-9]\\d{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)"
          + "|(?:0[13578]|1[02])-31)|(?:[1-9]\\d(?:0[48]|[2468][048]|[13579][26])"
          + "|(?:[2468][048]|[13579][26])00)-02-29)";

  @Test
  void shouldTakeTheSameAmounts() {
    compare(
        TextForms::isAmount,
        "^([0]|([1-9][0-9]{0,17}))([.][0-9]{0,3}[1-9])?$",
        "0",
        "10",
        "0.1",
        "12.0001",
        "999999999999999999",
        "123456789012345678.1234");
  }

  @Test
  void shouldTakeTheSameIds() {
    compare(
        TextForms::isCorrelationId,
        "^[0-9a-f]{8}-[0-9a-f]{4}-[1-7][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
            + "|^[0-9A-HJKMNP-TV-Z]{26}$",
        "b51ec534-ee48-4575-b6a9-ead2955b8069",
        "01HZX3Q8V5M2N7P4R6S9T0W1Y2",
        "0123456789012345678901234567890123456");
  }

  @Test
  void shouldTakeTheSameBase64() {
    compare(TextForms::isBase64Url, "^[A-Za-z0-9-_]+[=]{0,2}$", "", "a", "=", "aZ-_", "a=", "a==");
    compare(TextForms::isBase64UrlHash, "^[A-Za-z0-9-_]{43}$", "a".repeat(42), "-".repeat(43));
  }

  @Test
  void shouldTakeTheSameCodes() {
    compare(TextForms::isUndefinedEnum, "^[A-Z_]{1,32}$", "", "A", "_".repeat(31), "Z".repeat(32));
    compare(TextForms::isMerchantCode, "^[\\d]{1,4}$", "", "0", "1234");
    compare(text -> TextForms.isNumberOfLength(text, 4), "^[1-9]\\d{3}$", "1000", "999");
    compare(
        TextForms::isQuotingErrorCode,
        "^(10|20|3[0-4]|4[0-4]|5[0-4])[0-9]{2}$",
        "1000",
        "2000",
        "3499",
        "4400",
        "5000",
        "6000");
  }

  @Test
  void shouldTakeTheSamePartyIdentifiers() {
    compare(TextForms::isPartyIdentifier, "^[^\\s{}]+$", "", "+27713803912", "a@b");
  }

  @Test
  void shouldTakeTheSameTimes() {
    compare(
        FspiopTime::isDateTime,
        DATE + "T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:(\\.\\d{3}))(?:Z|[+-][01]\\d:[0-5]\\d)$",
        "2030-01-31T23:59:59.999Z",
        "2016-05-24T08:38:08.699-04:00",
        "2016-12-29T10:00:00.000+19:59");
    compare(FspiopTime::isDate, DATE + "$", "2024-02-29", "1999-11-30");
  }

  @Test
  void shouldTakeTheSameDaysOfTheCalendar() {
    Pattern pattern = SchemaJudge.translated(DATE + "$");
    for (int year : List.of(0, 999, 1000, 1200, 1900, 2000, 2023, 2024, 2100, 2400, 9996, 9999)) {
      for (int month = 0; month <= 13; month++) {
        for (int day = 0; day <= 32; day++) {
          String text = "%04d-%02d-%02d".formatted(year, month, day);
          assertThat(FspiopTime.isDate(text)).as(text).isEqualTo(pattern.matcher(text).find());
        }
      }
    }
  }

  private static void compare(Predicate<String> check, String pattern, String... samples) {
    Pattern compiled = SchemaJudge.translated(pattern);
    for (String sample : samples) {
      compare(check, compiled, sample);
      for (int at = 0; at <= sample.length(); at++) {
        String before = sample.substring(0, at);
        for (int c = 0; c < 128 + OTHERS.length(); c++) {
          char tried = c < 128 ? (char) c : OTHERS.charAt(c - 128);
          compare(check, compiled, before + tried + sample.substring(at));
          compare(
              check,
              compiled,
              before + tried + sample.substring(Math.min(at + 1, sample.length())));
        }
        compare(check, compiled, before + sample.substring(Math.min(at + 1, sample.length())));
      }
    }
  }

  private static void compare(Predicate<String> check, Pattern pattern, String text) {
    boolean expected = pattern.matcher(text).find();
    if (check.test(text) != expected) { // an assertion for each of the many texts would be slow
      fail("'%s' should be %s by %s", text, expected ? "taken" : "refused", pattern);
    }
  }
}
