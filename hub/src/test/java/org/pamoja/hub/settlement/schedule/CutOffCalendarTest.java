package org.pamoja.hub.settlement.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class CutOffCalendarTest {
  private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
  private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  @Test
  void shouldTakeTheNextOfSeveralCutOffsOfADay() {
    CutOffCalendar calendar = calendar("Africa/Nairobi", EVERY_DAY, "12:00", "17:30");
    assertThat(next(calendar, "2026-11-25T08:59:59Z")).isEqualTo("2026-11-25T09:00:00Z");
    assertThat(next(calendar, "2026-11-25T09:00:00Z")).isEqualTo("2026-11-25T14:30:00Z");
    assertThat(next(calendar, "2026-11-25T14:30:00Z")).isEqualTo("2026-11-26T09:00:00Z");
  }

  @Test
  void shouldPassWeekendsAndHolidays() {
    CutOffCalendar calendar =
        new CutOffCalendar(
            ZoneId.of("UTC"),
            new TreeSet<>(List.of(LocalTime.NOON)),
            WEEK,
            Set.of(LocalDate.parse("2026-11-30")));
    assertThat(next(calendar, "2026-11-27T12:00:00Z")).isEqualTo("2026-12-01T12:00:00Z");
  }

  @Test
  void shouldActWhenClocksArePutForwardInTheHourThatDoesNotExist() {
    CutOffCalendar calendar = calendar("Europe/Berlin", EVERY_DAY, "02:10", "02:50", "03:00");
    assertThat(next(calendar, "2026-03-28T02:30:00Z")).isEqualTo("2026-03-29T01:00:00Z");
    assertThat(next(calendar, "2026-03-29T01:00:00Z")).isEqualTo("2026-03-30T00:10:00Z");
  }

  @Test
  void shouldActOnceInTheHourThatComesTwice() {
    CutOffCalendar calendar = calendar("Europe/Berlin", EVERY_DAY, "02:30");
    assertThat(next(calendar, "2026-10-25T00:00:00Z")).isEqualTo("2026-10-25T00:30:00Z");
    assertThat(next(calendar, "2026-10-25T00:30:00Z")).isEqualTo("2026-10-26T01:30:00Z");
    assertThat(next(calendar, "2026-10-25T01:15:00Z")).isEqualTo("2026-10-26T01:30:00Z");
  }

  @Test
  void shouldHaveNoCutOffOnADayThatAZoneLeftOut() {
    CutOffCalendar calendar = calendar("Pacific/Apia", EVERY_DAY, "12:00");
    assertThat(next(calendar, "2011-12-29T23:00:00Z")).isEqualTo("2011-12-30T22:00:00Z");
  }

  /** A holiday on the only business day of a week costs the week. */
  @Test
  void shouldComeBackAfterHolidaysOnAWeeklyDay() {
    LocalDate monday = LocalDate.parse("2026-11-30");
    for (int count : List.of(1, 2, 3, 1_000)) {
      Set<LocalDate> holidays = new HashSet<>();
      for (int week = 0; week < count; week++) {
        holidays.add(monday.plusWeeks(week));
      }
      CutOffCalendar calendar =
          new CutOffCalendar(
              ZoneId.of("UTC"),
              new TreeSet<>(List.of(LocalTime.NOON)),
              EnumSet.of(DayOfWeek.MONDAY),
              holidays);
      assertThat(next(calendar, "2026-11-23T12:00:00Z"))
          .as("%d holidays", count)
          .isEqualTo(monday.plusWeeks(count) + "T12:00:00Z");
    }
  }

  /** Against a clock on the wall that somebody looks at every minute. */
  @Test
  void shouldAgreeWithAClockOnTheWall() {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("CutOffCalendarTest seed " + seed);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<String> zones = new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));
    for (int round = 0; round < 300; round++) {
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      Instant after = near(zone, random);
      CutOffCalendar calendar = randomCalendar(zone, after, random);
      Optional<Instant> next = calendar.next(after);
      assertThat(next)
          .as("seed %d: %s after %s", seed, calendar, after)
          .isEqualTo(onTheWall(calendar, after));
    }
  }

  @Test
  void shouldRiseFromCutOffToCutOff() {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("CutOffCalendarTest seed " + seed);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<String> zones = new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));
    for (int round = 0; round < 200; round++) {
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      Instant moment = near(zone, random);
      CutOffCalendar calendar = randomCalendar(zone, moment, random);
      for (int step = 0; step < 30; step++) {
        Instant next = calendar.next(moment).orElseThrow();
        assertThat(next).as("seed %d: %s", seed, calendar).isAfter(moment);
        Instant between =
            moment.plusMillis(random.nextLong(Duration.between(moment, next).toMillis()));
        assertThat(calendar.next(between)).as("seed %d: %s", seed, calendar).contains(next);
        moment = next;
      }
    }
  }

  /** A moment of 1980 to 2040, mostly where the zone's clocks are about to change. */
  private static Instant near(ZoneId zone, RandomGenerator random) {
    Instant moment =
        Instant.parse("1980-01-01T00:00:00Z")
            .plusSeconds(random.nextLong(60L * 365 * 86_400))
            .truncatedTo(ChronoUnit.MINUTES);
    ZoneOffsetTransition change = zone.getRules().nextTransition(moment);
    return change == null || random.nextInt(4) == 0
        ? moment
        : change.getInstant().plus(Duration.ofMinutes(random.nextInt(3 * 1_440) - 2 * 1_440));
  }

  private static CutOffCalendar randomCalendar(
      ZoneId zone, Instant around, RandomGenerator random) {
    TreeSet<LocalTime> times = new TreeSet<>();
    for (int count = random.nextInt(4); count >= 0; count--) {
      // Most clocks change in the first hours of a day.
      int minute = random.nextBoolean() ? random.nextInt(240) : random.nextInt(1_440);
      times.add(LocalTime.MIDNIGHT.plusMinutes(minute));
    }
    Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
    for (DayOfWeek day : DayOfWeek.values()) {
      if (random.nextInt(3) > 0) {
        days.add(day);
      }
    }
    Set<LocalDate> holidays = new HashSet<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      holidays.add(around.atZone(zone).toLocalDate().plusDays(random.nextInt(8) - 2));
    }
    return new CutOffCalendar(zone, times, days, holidays);
  }

  /**
   * A cut-off takes place in the minute in which the clock for the first time shows it or something
   * later, if it is on a day that the clock shows at all.
   */
  private static Optional<Instant> onTheWall(CutOffCalendar calendar, Instant after) {
    Instant moment = after.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofDays(2));
    LocalDateTime latest = moment.atZone(calendar.zone()).toLocalDateTime();
    Instant end = after.plus(Duration.ofDays(40));
    while (moment.isBefore(end)) {
      moment = moment.plus(Duration.ofMinutes(1));
      LocalDateTime shown = moment.atZone(calendar.zone()).toLocalDateTime();
      if (shown.isAfter(latest)) {
        if (moment.isAfter(after) && isPassed(calendar, latest, shown)) {
          return Optional.of(moment);
        }
        latest = shown;
      }
    }
    return Optional.empty();
  }

  private static boolean isPassed(CutOffCalendar calendar, LocalDateTime from, LocalDateTime to) {
    // Of the days the hands pass over at once, only those at both ends are ever shown.
    for (LocalDate date : new TreeSet<>(List.of(from.toLocalDate(), to.toLocalDate()))) {
      boolean open =
          calendar.businessDays().contains(date.getDayOfWeek())
              && !calendar.holidays().contains(date);
      for (LocalTime time : calendar.cutOffs()) {
        LocalDateTime cutOff = date.atTime(time);
        if (open && cutOff.isAfter(from) && !cutOff.isAfter(to)) {
          return true;
        }
      }
    }
    return false;
  }

  private static CutOffCalendar calendar(String zone, Set<DayOfWeek> days, String... times) {
    TreeSet<LocalTime> cutOffs = new TreeSet<>();
    for (String time : times) {
      cutOffs.add(LocalTime.parse(time));
    }
    return new CutOffCalendar(ZoneId.of(zone), cutOffs, days, Set.of());
  }

  private static String next(CutOffCalendar calendar, String after) {
    return calendar.next(Instant.parse(after)).orElseThrow().toString();
  }
}
