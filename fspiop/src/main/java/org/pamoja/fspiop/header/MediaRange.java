package org.pamoja.fspiop.header;

import java.util.Optional;

/**
 * The common part of content-type and accept: {@code
 * application/vnd.interoperability[.iso20022].{resource}+json} and what follows it. Case-sensitive,
 * at most one blank on each side of the semicolon.
 *
 * @param form plain or ISO 20022
 * @param resource for example {@code transfers}
 * @param version the text after {@code version=}; null where there is no version part
 */
record MediaRange(ApiForm form, String resource, String version) {
  private static final String PREFIX = "application/vnd.interoperability.";
  private static final String ISO_PREFIX = "iso20022.";
  private static final String SUFFIX = "+json";
  private static final String VERSION = "version=";

  static Optional<MediaRange> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    boolean iso = text.startsWith(ISO_PREFIX, PREFIX.length());
    int start = PREFIX.length() + (iso ? ISO_PREFIX.length() : 0);
    int end = text.indexOf(SUFFIX, start);
    if (end <= start || !isLetters(text, start, end)) {
      return Optional.empty();
    }
    String resource = text.substring(start, end);
    ApiForm form = iso ? ApiForm.ISO20022 : ApiForm.FSPIOP;
    int rest = end + SUFFIX.length();
    if (rest == text.length()) {
      return Optional.of(new MediaRange(form, resource, null));
    }
    return version(text, rest).map(version -> new MediaRange(form, resource, version));
  }

  private static Optional<String> version(String text, int from) {
    int at = skipBlank(text, from);
    if (at >= text.length() || text.charAt(at) != ';') {
      return Optional.empty();
    }
    at = skipBlank(text, at + 1);
    if (!text.startsWith(VERSION, at)) {
      return Optional.empty();
    }
    return Optional.of(text.substring(at + VERSION.length()));
  }

  private static int skipBlank(String text, int at) {
    return at < text.length() && text.charAt(at) == ' ' ? at + 1 : at;
  }

  private static boolean isLetters(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
