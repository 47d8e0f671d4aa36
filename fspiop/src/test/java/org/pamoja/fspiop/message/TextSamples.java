package org.pamoja.fspiop.message;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Makes texts that a schema takes, and near misses of a text. */
final class TextSamples {
  private static final String BASE64URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final String HEX = "0123456789abcdef";
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final String PLAIN = "abcXYZ019 .,'-éß漢";
  private static final int MAX_SAMPLE = 60;

  /** Characters that have undone a hand-written check before. */
  private static final List<String> TRICKY =
      List.of(
          "\n", "\r", " ", "\u00A0", "\u2028", "\uFEFF", "\u0000", "{", "}", "<", "é", "٣", "😀",
          "_", "-", "+", ".", "=", "==", "===", "0", "9", "a", "g", "G", "I", "Z", "U", "T", ":",
          "/", "\\", "\"", ",", "00", "e5");

  private final RandomGenerator random;

  /** By the exact pattern of the documents. */
  private final Map<String, Function<RandomGenerator, String>> byPattern;

  TextSamples(RandomGenerator random) {
    this.random = random;
    this.byPattern = Map.copyOf(SamplesByPattern.ALL);
  }

  /** A text the (resolved) schema takes. */
  String valid(JsonNode schema) {
    if (schema.has("enum")) {
      JsonNode values = schema.get("enum");
      return values.get(random.nextInt(values.size())).stringValue();
    }
    if (schema.has("pattern")) {
      String pattern = schema.get("pattern").stringValue();
      Function<RandomGenerator, String> sample = byPattern.get(pattern);
      if (sample == null) {
        throw new IllegalStateException("no sample for the pattern " + pattern);
      }
      return sample.apply(random);
    }
    int min = Math.max(1, schema.path("minLength").intValue(1));
    int max = Math.min(MAX_SAMPLE, schema.path("maxLength").intValue(MAX_SAMPLE));
    return characters(random, PLAIN, random.nextInt(min, max + 1));
  }

  /** The text with one change; it may well be valid still. */
  String nearMiss(JsonNode schema, String text) {
    int at = text.isEmpty() ? 0 : random.nextInt(text.length());
    String tricky = TRICKY.get(random.nextInt(TRICKY.size()));
    return switch (random.nextInt(9)) {
      case 0 -> "";
      case 1 -> text + tricky;
      case 2 -> tricky + text;
      case 3 -> text.substring(0, at) + tricky + text.substring(Math.min(text.length(), at + 1));
      case 4 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1));
      case 5 ->
          text.substring(0, at)
              + random.nextInt(10)
              + text.substring(Math.min(text.length(), at + 1));
      case 6 -> random.nextBoolean() ? text.toLowerCase() : text.toUpperCase();
      case 7 ->
          characters(random, PLAIN, schema.path("maxLength").intValue(128) + random.nextInt(2));
      default ->
          "😀".repeat(Math.min(200, schema.path("maxLength").intValue(20) + random.nextInt(2)));
    };
  }

  static String characters(RandomGenerator random, String alphabet, int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  static String base64Url(RandomGenerator random, int count) {
    return characters(random, BASE64URL, count);
  }

  static String uuid(RandomGenerator random, int highestVersion) {
    return characters(random, HEX, 8)
        + "-"
        + characters(random, HEX, 4)
        + "-"
        + random.nextInt(1, highestVersion + 1)
        + characters(random, HEX, 3)
        + "-"
        + characters(random, "89ab", 1)
        + characters(random, HEX, 3)
        + "-"
        + characters(random, HEX, 12);
  }

  static String ulid(RandomGenerator random) {
    return characters(random, CROCKFORD, 26);
  }
}
