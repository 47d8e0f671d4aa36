package org.pamoja.fspiop.error;

import java.util.Objects;

/**
 * One entry of an extension list. What is longer than the API allows is cut, never refused: an
 * error must always be tellable.
 *
 * @param key 1 to 32 characters
 * @param value up to 128 characters
 */
public record Extension(String key, String value) {
  private static final int MAX_KEY = 32;
  private static final int MAX_VALUE = 128;

  /** Cuts both texts to their limits. */
  public Extension {
    key = cut(Objects.requireNonNull(key, "key"), MAX_KEY);
    value = cut(Objects.requireNonNull(value, "value"), MAX_VALUE);
  }

  /**
   * The first {@code limit} UTF-16 units of a text, one fewer where the cut would fall inside a
   * surrogate pair: half a pair cannot be written as UTF-8.
   */
  static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    boolean splitsPair =
        Character.isHighSurrogate(text.charAt(limit - 1))
            && Character.isLowSurrogate(text.charAt(limit));
    return text.substring(0, splitsPair ? limit - 1 : limit);
  }
}
