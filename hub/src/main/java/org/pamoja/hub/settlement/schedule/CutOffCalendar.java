package org.pamoja.hub.settlement.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * The cut-offs of a settlement model: at which times of which days, by whose clocks.
 *
 * <p>Where clocks are put forward, a cut-off in the hour that does not exist takes place when they
 * are. Where they are put back, a cut-off in the hour that comes twice takes place the first time,
 * and only then. A day that a zone left out of its calendar has no cut-offs.
 *
 * @param zone whose clocks
 * @param cutOffs times of day, at least one
 * @param businessDays days of the week that have cut-offs, at least one
 * @param holidays dates that have none
 */
record CutOffCalendar(
    ZoneId zone,
    SortedSet<LocalTime> cutOffs,
    Set<DayOfWeek> businessDays,
    Set<LocalDate> holidays) {
  private static final int WEEK = 7;

  /** In that many days there is every day of the week, whatever a zone leaves out. */
  private static final int LONGEST_PAUSE = WEEK + 2;

  CutOffCalendar {
    if (cutOffs.isEmpty() || businessDays.isEmpty()) {
      throw new IllegalArgumentException("a calendar has cut-offs and business days");
    }
  }

  /**
   * The first cut-off later than {@code after}. There always is one, since holidays are counted,
   * unless the zone left out days too.
   */
  Optional<Instant> next(Instant after) {
    // What the zone's clocks show then may still be the day before once they are put back.
    LocalDate first = after.atZone(zone).toLocalDate().minusDays(1);
    // Where one day of the week is a business day, each holiday can cost a week.
    int days = LONGEST_PAUSE + WEEK * (holidays.size() + 1);
    for (int day = 0; day <= days; day++) {
      Optional<Instant> found = firstOn(first.plusDays(day), after);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> firstOn(LocalDate date, Instant after) {
    if (!isBusinessDay(date)) {
      return Optional.empty();
    }
    for (LocalTime time : cutOffs) {
      Instant moment = moment(LocalDateTime.of(date, time));
      if (moment.isAfter(after)) {
        return Optional.of(moment);
      }
    }
    return Optional.empty();
  }

  private boolean isBusinessDay(LocalDate date) {
    boolean exists = date.atStartOfDay(zone).toLocalDate().equals(date);
    return exists && businessDays.contains(date.getDayOfWeek()) && !holidays.contains(date);
  }

  private Instant moment(LocalDateTime local) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return change != null && change.isGap()
        ? change.getInstant()
        // Of two offsets the one before the change: the first time the clocks show it.
        : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }
}
