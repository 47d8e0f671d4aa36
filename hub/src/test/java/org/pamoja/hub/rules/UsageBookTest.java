package org.pamoja.hub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Counting of periods in memory. */
class UsageBookTest {
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  private final UsageBook book = new UsageBook();

  private static List<Claim> claims(RuleSet rules, String amount) {
    return rules.claims(Payments.transfer("a", "b", amount, "USD"));
  }

  private UsageBook.Room hold(String transfer, RuleSet rules, String amount) {
    return book.hold(transfer, claims(rules, amount), NOON);
  }

  private void counted(RuleSet rules, Instant at, long amount, long transfers) {
    Claim claim = claims(rules, "1").getFirst();
    book.counted(
        Map.of(
            new UsageBook.Bucket(claim.key(), claim.rule().unit().start(at)),
            new UsageBook.Count(amount, transfers)),
        List.of());
  }

  @Test
  void shouldLetThroughUpToTheLimitAndNoFurther() {
    RuleSet rules =
        RuleSets.of(
            "[{'id':'p','kind':'PERIOD','unit':'DAY','currency':'USD','amount':'10','transfers':3}]");
    UsageBook.Room first = hold("1", rules, "7");
    assertThat(first.full()).isEmpty();
    assertThat(hold("2", rules, "4").full()).as("amount").isPresent();
    assertThat(hold("3", rules, "3").full()).as("equality passes").isEmpty();
    book.decided(first, false);
    assertThat(hold("4", rules, "1").full()).isEmpty();
    assertThat(hold("5", rules, "1").full()).isEmpty();
    assertThat(book.check(claims(rules, "1"), NOON)).as("transfers").isPresent();
    assertThat(hold("6", rules, "999999999999999999").full()).isPresent();
  }

  @Test
  void shouldHoldOnceForATransferThatIsAskedForTwice() {
    RuleSet rules = RuleSets.of("[{'id':'p','kind':'PERIOD','unit':'DAY','transfers':1}]");
    UsageBook.Room first = hold("1", rules, "1");
    UsageBook.Room copy = hold("1", rules, "1");
    assertThat(copy.full()).as("of the same prepare").isEmpty();
    assertThat(hold("2", rules, "1").full()).isPresent();
    book.decided(first, false);
    assertThat(hold("3", rules, "1").full()).as("the copy may still be reserved").isPresent();
    book.decided(copy, false);
    assertThat(hold("4", rules, "1").full()).isEmpty();
  }

  @Test
  void shouldKeepTheRoomOfAReservedTransferWhenItsCopiesAreIgnored() {
    RuleSet rules = RuleSets.of("[{'id':'p','kind':'PERIOD','unit':'DAY','transfers':1}]");
    UsageBook.Room first = hold("1", rules, "1");
    UsageBook.Room copy = hold("1", rules, "1");
    book.decided(first, true);
    book.decided(copy, false);
    assertThat(hold("2", rules, "1").full()).as("until it is counted").isPresent();
    book.decided(hold("1", rules, "1"), false);
    assertThat(hold("3", rules, "1").full()).as("after a later copy").isPresent();
    book.counted(Map.of(), List.of("1"));
    assertThat(hold("4", rules, "1").full()).isEmpty();
  }

  @Test
  void shouldHoldAnotherMessageAboutTheSameTransferAgainstTheLimitToo() {
    RuleSet rules =
        RuleSets.of("[{'id':'p','kind':'PERIOD','unit':'DAY','currency':'USD','amount':'10'}]");
    UsageBook.Room small = hold("1", rules, "1");
    assertThat(small.full()).isEmpty();
    assertThat(hold("1", rules, "11").full()).as("more than all").isPresent();
    UsageBook.Room large = hold("1", rules, "9");
    assertThat(large.full()).isEmpty();
    assertThat(hold("2", rules, "1").full()).isPresent();
    book.decided(large, false);
    assertThat(hold("2", rules, "9").full()).isEmpty();
  }

  @Test
  void shouldSlideOverBucketsAndBeginMonthsByTheCalendar() {
    RuleSet hours =
        RuleSets.of("[{'id':'p','kind':'PERIOD','unit':'HOUR','buckets':3,'transfers':2}]");
    counted(hours, NOON, 0, 2);
    assertThat(book.check(claims(hours, "1"), NOON.plus(Duration.ofMinutes(179)))).isPresent();
    assertThat(book.check(claims(hours, "1"), NOON.plus(Duration.ofMinutes(180)))).isEmpty();
    RuleSet month = RuleSets.of("[{'id':'m','kind':'PERIOD','unit':'MONTH','transfers':1}]");
    counted(month, NOON, 0, 1);
    assertThat(book.check(claims(month, "1"), Instant.parse("2026-03-31T23:59:59Z"))).isPresent();
    assertThat(book.check(claims(month, "1"), Instant.parse("2026-04-01T00:00:00Z"))).isEmpty();
    assertThat(PeriodUnit.MONTH.plus(Instant.parse("2026-03-01T00:00:00Z"), -1))
        .isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
  }

  @Test
  void shouldForgetWhatIsNotLookedAtAnyMore() {
    RuleSet rules =
        RuleSets.of("[{'id':'p','kind':'PERIOD','unit':'HOUR','buckets':2,'transfers':1}]");
    Instant later = NOON.plus(Duration.ofHours(1));
    counted(rules, NOON, 0, 1);
    book.keep(rules.oldestBuckets(later));
    assertThat(book.check(claims(rules, "1"), later)).isPresent();
    book.keep(Map.of());
    assertThat(book.check(claims(rules, "1"), later)).isEmpty();
  }

  @Test
  void shouldNeverOverrunHoweverManyThreadsAskAtOnce() throws InterruptedException {
    RuleSet rules = RuleSets.of("[{'id':'p','kind':'PERIOD','unit':'DAY','transfers':100}]");
    AtomicInteger let = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(4);
    for (int thread = 0; thread < 4; thread++) {
      String name = "t" + thread + "-";
      Thread.ofVirtual()
          .start(
              () -> {
                for (int i = 0; i < 100; i++) {
                  if (hold(name + i, rules, "1").full().isEmpty()) {
                    let.incrementAndGet();
                  }
                }
                done.countDown();
              });
    }
    done.await();
    assertThat(let).hasValue(100);
  }

  /** Against a list of what happened, added up anew each time. */
  @Test
  void shouldAlwaysKnowWhatAListOfAllThatHappenedSays() {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("UsageBookTest seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    RuleSet rules =
        RuleSets.of(
            "[{'id':'p','kind':'PERIOD','unit':'MINUTE','buckets':3,'currency':'USD','amount':'50','transfers':20}]");
    Claim.Key key = claims(rules, "1").getFirst().key();
    Rule.Period rule = claims(rules, "1").getFirst().rule();
    Map<Instant, UsageBook.Count> database = new HashMap<>();
    Map<String, Long> held = new HashMap<>();
    Map<String, UsageBook.Room> rooms = new HashMap<>();
    List<String> names = new ArrayList<>();
    Instant now = NOON;
    for (int step = 0; step < 2_000; step++) {
      now = now.plusSeconds(random.nextInt(5));
      switch (random.nextInt(3)) {
        case 0 -> {
          long amount = 1 + random.nextInt(9);
          String name = "t" + step;
          UsageBook.Room room = book.hold(name, claims(rules, Long.toString(amount)), now);
          Optional<Rule.Period> full = room.full();
          long used = sum(database, now, true) + held.values().stream().mapToLong(it -> it).sum();
          long number = sum(database, now, false) + held.size();
          assertThat(full.isEmpty())
              .as("step " + step)
              .isEqualTo(used + amount * 10_000 <= 500_000 && number + 1 <= 20);
          if (full.isEmpty()) {
            held.put(name, amount * 10_000);
            rooms.put(name, room);
            names.add(name);
          }
        }
        case 1 -> {
          if (!names.isEmpty()) {
            String name = names.remove(random.nextInt(names.size()));
            long amount = held.remove(name);
            Instant bucket = PeriodUnit.MINUTE.start(now);
            UsageBook.Count count =
                database.getOrDefault(bucket, UsageBook.Count.NONE).plus(amount, 1);
            database.put(bucket, count);
            book.counted(Map.of(new UsageBook.Bucket(key, bucket), count), List.of(name));
          }
        }
        default -> {
          if (!names.isEmpty()) {
            String name = names.remove(random.nextInt(names.size()));
            held.remove(name);
            book.decided(rooms.get(name), false);
          }
        }
      }
      assertThat(book.used(rule, key, now).transfers())
          .isEqualTo(sum(database, now, false) + held.size());
    }
  }

  private static long sum(Map<Instant, UsageBook.Count> database, Instant now, boolean amounts) {
    Instant oldest = PeriodUnit.MINUTE.start(now).minusSeconds(120);
    return database.entrySet().stream()
        .filter(it -> !it.getKey().isBefore(oldest))
        .mapToLong(it -> amounts ? it.getValue().amount() : it.getValue().transfers())
        .sum();
  }
}
