package org.pamoja.fspiop.message;

import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** For every pattern of the documents a maker of valid texts. */
final class SamplesByPattern {
  private static final String DATE =
      "^(?:[1-9]\\d{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)"
          + "|(?:0[13578]|1[02])-31)|(?:[1-9]\\d(?:0[48]|[2468][048]|[13579][26])"
          + "|(?:[2468][048]|[13579][26])00)-02-29)";
  private static final String UUID_START = "^[0-9a-f]{8}-[0-9a-f]{4}-";
  private static final String UUID_REST =
      "[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$|^[0-9A-HJKMNP-TV-Z]{26}$";

  static final Map<String, Function<RandomGenerator, String>> ALL =
      Map.ofEntries(
          Map.entry("^([0]|([1-9][0-9]{0,17}))([.][0-9]{0,3}[1-9])?$", SamplesByPattern::amount),
          Map.entry(UUID_START + "[1-7]" + UUID_REST, random -> correlationId(random, 7)),
          Map.entry(UUID_START + "[1-5]" + UUID_REST + "$", random -> correlationId(random, 5)),
          Map.entry(DATE + "$", SamplesByPattern::date),
          Map.entry(
              DATE
                  + "T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:(\\.\\d{3}))(?:Z|[+-][01]\\d:[0-5]\\d)$",
              SamplesByPattern::dateTime),
          Map.entry("^[1-9]\\d{3}$", random -> "" + random.nextInt(1000, 10_000)),
          Map.entry("^[0-9]{4}", random -> "" + random.nextInt(1000, 10_000)),
          Map.entry(
              "^(10|20|3[0-4]|4[0-4]|5[0-4])[0-9]{2}$", random -> "3" + random.nextInt(100, 500)),
          Map.entry("^[1-9]\\d{2}$", random -> "" + random.nextInt(100, 1000)),
          Map.entry("^[\\d]{1,4}$", random -> "" + random.nextInt(10_000)),
          Map.entry(
              "^[A-Z_]{1,32}$",
              random -> TextSamples.characters(random, "AZ_", 1 + random.nextInt(32))),
          Map.entry("^[A-Za-z0-9-_]{43}$", random -> TextSamples.base64Url(random, 43)),
          Map.entry(
              "^[A-Za-z0-9-_]+[=]{0,2}$",
              random ->
                  TextSamples.base64Url(random, 1 + random.nextInt(80))
                      + "=".repeat(random.nextInt(3))),
          Map.entry("^[^\\s{}]+$", random -> TextSamples.characters(random, "+0123456789a@.é", 12)),
          Map.entry(
              "^(?!\\s*$)[\\p{L}\\p{gc=Mark}\\p{digit}\\p{gc=Connector_Punctuation}\\p{Join_Control}"
                  + " .,'-]{1,128}$",
              random ->
                  "N" + TextSamples.characters(random, "abcé漢٣_\u200C .,'-", random.nextInt(40))),
          Map.entry(
              "^(\\+|-)?(?:90(?:(?:\\.0{1,6})?)|(?:[0-9]|[1-8][0-9])(?:(?:\\.[0-9]{1,6})?))$",
              random -> "" + random.nextInt(-89, 90) + "." + random.nextInt(1_000_000)),
          Map.entry(
              "^(\\+|-)?(?:180(?:(?:\\.0{1,6})?)|(?:[0-9]|[1-9][0-9]|1[0-7][0-9])(?:(?:\\.[0-9]{1,6})?))$",
              random -> "" + random.nextInt(-179, 180) + "." + random.nextInt(1_000_000)));

  /** For plain texts that have a type in the published API. */
  static final Map<String, Function<RandomGenerator, String>> BY_NAME =
      Map.of(
          "transferId", random -> correlationId(random, 7),
          "bulkTransferId", random -> correlationId(random, 7),
          "bulkQuoteId", random -> correlationId(random, 7),
          "completedTimestamp", SamplesByPattern::dateTime,
          "bulkTransferState", random -> random.nextBoolean() ? "COMPLETED" : "REJECTED");

  private SamplesByPattern() {}

  private static String amount(RandomGenerator random) {
    String integer =
        random.nextInt(4) == 0
            ? "0"
            : random.nextInt(1, 10)
                + TextSamples.characters(random, "0123456789", random.nextInt(18));
    int decimals = random.nextInt(5);
    return decimals == 0
        ? integer
        : integer
            + "."
            + TextSamples.characters(random, "0123456789", decimals - 1)
            + random.nextInt(1, 10);
  }

  private static String correlationId(RandomGenerator random, int highestVersion) {
    return random.nextInt(3) == 0
        ? TextSamples.ulid(random)
        : TextSamples.uuid(random, highestVersion);
  }

  private static String date(RandomGenerator random) {
    return LocalDate.of(1000, 1, 1).plusDays(random.nextInt(3_287_000)).toString();
  }

  private static String dateTime(RandomGenerator random) {
    String zone =
        random.nextInt(3) > 0
            ? "Z"
            : "%s%02d:%02d"
                .formatted(
                    random.nextBoolean() ? "+" : "-", random.nextInt(20), random.nextInt(60));
    return "%sT%02d:%02d:%02d.%03d%s"
        .formatted(
            date(random),
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60),
            random.nextInt(1000),
            zone);
  }
}
