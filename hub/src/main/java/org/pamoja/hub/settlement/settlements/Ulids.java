package org.pamoja.hub.settlement.settlements;

import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes ULIDs, the form of id that the reference gives settlement transfers: 48 bits of time in
 * milliseconds and 80 random ones, in Crockford's base 32. Threads may share it as far as they may
 * share the source of randomness.
 */
public final class Ulids implements Supplier<String> {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS = 5;
  private static final int MASK = 31;
  private static final int TIME_LETTERS = 10;
  private static final int RANDOM_LETTERS = 8;

  private final InstantSource clock;
  private final RandomGenerator random;

  /** Ids of these times and this randomness. */
  public Ulids(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String get() {
    StringBuilder text = new StringBuilder(TIME_LETTERS + 2 * RANDOM_LETTERS);
    append(text, clock.millis(), TIME_LETTERS);
    append(text, random.nextLong(), RANDOM_LETTERS);
    append(text, random.nextLong(), RANDOM_LETTERS);
    return text.toString();
  }

  private static void append(StringBuilder text, long bits, int letters) {
    for (int letter = letters - 1; letter >= 0; letter--) {
      text.append(ALPHABET.charAt((int) (bits >>> (letter * BITS)) & MASK));
    }
  }
}
