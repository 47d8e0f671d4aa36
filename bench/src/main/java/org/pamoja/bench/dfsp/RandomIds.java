package org.pamoja.bench.dfsp;

import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes random UUIDs of version 4 from a generator that can be seeded, which {@link
 * UUID#randomUUID()} cannot. One thread at a time.
 */
public final class RandomIds implements Supplier<String> {
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final RandomGenerator random;

  /**
   * @param random where the bits come from
   */
  public RandomIds(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String get() {
    long high = random.nextLong() & ~0xF000L | VERSION_4;
    long low = random.nextLong() >>> 2 | VARIANT;
    return new UUID(high, low).toString();
  }
}
