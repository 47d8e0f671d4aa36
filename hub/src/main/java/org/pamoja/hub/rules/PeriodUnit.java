package org.pamoja.hub.rules;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** How long the buckets are in which transfers are counted. All begin by UTC. */
enum PeriodUnit {
  MINUTE(ChronoUnit.MINUTES),
  HOUR(ChronoUnit.HOURS),
  DAY(ChronoUnit.DAYS),
  /** Calendar months. */
  MONTH(ChronoUnit.MONTHS);

  private final ChronoUnit length;

  PeriodUnit(ChronoUnit length) {
    this.length = length;
  }

  /** When the bucket began that {@code at} lies in. */
  Instant start(Instant at) {
    if (this != MONTH) {
      return at.truncatedTo(length);
    }
    OffsetDateTime day = at.truncatedTo(ChronoUnit.DAYS).atOffset(ZoneOffset.UTC);
    return day.withDayOfMonth(1).toInstant();
  }

  /** The start of the bucket {@code count} buckets after the one that begins at {@code start}. */
  Instant plus(Instant start, int count) {
    return start.atOffset(ZoneOffset.UTC).plus(count, length).toInstant();
  }
}
