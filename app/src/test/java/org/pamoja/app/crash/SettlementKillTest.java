package org.pamoja.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.transfer.TransferState;

/**
 * A hub that settles a day is killed in each step, alone or with its database, and started again:
 * the money is where the steps say, nothing is booked twice, and what was begun is brought to its
 * end without being asked (settlement §2, §4, §9).
 *
 * <p>{@code -Dpamoja.crash.rounds=N} sets how many days are settled under kills at random moments
 * (a tenth of it, none up to 10), beyond 10 also that every place in a step is a place to die;
 * {@code -Dpamoja.crash.seed=N} repeats amounts and choices.
 */
@Timeout(600)
class SettlementKillTest {
  private static final int ROUNDS = Integer.getInteger("pamoja.crash.rounds", 10);
  private static final boolean EVERY_STEP = ROUNDS > 10;
  private static final int RANDOM_DAYS = EVERY_STEP ? ROUNDS / 10 : 0;
  private static final int LONGEST_LIFE_MILLIS = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int KIND = 7;

  private final long seed =
      Long.getLong("pamoja.crash.seed", ThreadLocalRandom.current().nextLong());
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void shouldSettleToTheLastUnitWhenKilledInEveryStep() throws Exception {
    System.out.println("Seed " + seed + ", " + ROUNDS + " rounds");
    try (SettledHub hub = new SettledHub()) {
      SettlementDay day = new SettlementDay(hub);
      StandStill points = new StandStill(hub::database);
      day.pay(random);
      closeWindow(hub, day, points);
      day.createSettlement();
      day.pay(random);
      finalise(hub, day, points);
      day.verify();
      for (int more = 0; more < RANDOM_DAYS; more++) {
        settleUnderRandomKills(hub, day);
      }
      hub.passed();
    }
  }

  private void closeWindow(SettledHub hub, SettlementDay day, StandStill points) throws Exception {
    long window = day.windowToClose();
    holdOneOrAll(
        points,
        new Hold("settlement_window", "{\"id\":%d,\"state\":\"PROCESSING\"}".formatted(window)),
        new Hold("window_flow", "{\"window_id\":%d}".formatted(window)),
        new Hold("settlement_window", "{\"id\":%d,\"state\":\"CLOSED\"}".formatted(window)));
    // Killed before its commit, a close has promised nothing: only who asks again gets it.
    survive(hub, points, List.of(day::closeWindow), true, day::isWindowClosed);
  }

  private void finalise(SettledHub hub, SettlementDay day, StandStill points) throws Exception {
    holdOneOrAll(
        points,
        new Hold("transfer", transfer(TransferState.RECEIVED_PREPARE)),
        new Hold("settlement_account", "{\"state\":\"PS_TRANSFERS_RECORDED\"}"));
    holdOneOrAll(
        points,
        new Hold("transfer", transfer(TransferState.RESERVED)),
        new Hold("settlement_account", "{\"state\":\"PS_TRANSFERS_RESERVED\"}"));
    List<Long> accounts = day.accounts();
    holdAccount(points, accounts.getFirst(), "creditor");
    holdAccount(points, accounts.getLast(), "debtor");
    holdOneOrAll(
        points,
        new Hold("settlement_account", "{\"state\":\"SETTLED\"}"),
        new Hold("finalisation", "{\"state\":\"COMPLETED\"}"));
    String file = day.bankFile();
    survive(hub, points, List.of(() -> day.finalise(file), day::resume), false, day::isFinalised);
  }

  private static String transfer(TransferState state) {
    return "{\"kind\":%d,\"state\":%d}".formatted(KIND, state.code());
  }

  /**
   * What is asked is stored, the ledger commits it, it is marked, it is noted.
   *
   * @param side where the account is in its settlement transfer
   */
  private void holdAccount(StandStill points, long account, String side) throws SQLException {
    String own = "{\"account_id\":%d".formatted(account);
    String committed = "\"kind\":%d,\"state\":%d}".formatted(KIND, TransferState.COMMITTED.code());
    holdOneOrAll(
        points,
        new Hold("finalisation_attempt", own + "}"),
        new Hold("transfer", "{\"%s\":%d,%s".formatted(side, account, committed)),
        new Hold("settlement_account", own + ",\"state\":\"PS_TRANSFERS_COMMITTED\"}"),
        new Hold("finalisation_row", own + ",\"state\":\"DONE\"}"));
  }

  /** A row that the hub is not to write yet. */
  private record Hold(String table, String rowHas) {}

  private void holdOneOrAll(StandStill points, Hold... steps) throws SQLException {
    int only = random.nextInt(steps.length);
    for (int step = 0; step < steps.length; step++) {
      if (EVERY_STEP || step == only) {
        points.before(steps[step].table(), steps[step].rowHas());
      }
    }
  }

  /**
   * Asks, and kills the hub wherever it stands still, until all is done. Who asked gets no answer
   * then and asks again, one way or the other.
   *
   * @param asksAgain whether after every kill, else after half of them
   */
  private void survive(
      SettledHub hub,
      StandStill points,
      List<Runnable> requests,
      boolean asksAgain,
      BooleanSupplier done)
      throws Exception {
    ask(requests.getFirst());
    List<String> killed = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      Optional<StandStill.Point> reached = points.reached();
      if (reached.isPresent()) {
        boolean withDatabase = random.nextInt(3) == 0;
        killed.add(reached.get().what() + (withDatabase ? " with database" : ""));
        hub.killAndRestart(withDatabase);
        points.pass(reached.get());
        if (asksAgain || random.nextBoolean()) {
          ask(requests.get(random.nextInt(requests.size())));
        }
        end = System.nanoTime() + PATIENCE.toNanos();
      }
      assertThat(System.nanoTime())
          .as("stands after %s; logs in %s", killed, hub.directory())
          .isLessThan(end);
      Thread.sleep(5);
    }
    System.out.println("Killed before " + killed);
  }

  private void settleUnderRandomKills(SettledHub hub, SettlementDay day) throws Exception {
    day.pay(random);
    day.windowToClose();
    settleUnderKill(hub, day::closeWindow, day::isWindowClosed);
    day.createSettlement();
    String file = day.bankFile();
    settleUnderKill(hub, () -> day.finalise(file), day::isFinalised);
    day.verify();
  }

  private void settleUnderKill(SettledHub hub, Runnable request, BooleanSupplier done)
      throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    ask(request);
    Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
    hub.killAndRestart(random.nextInt(3) == 0);
    ask(request);
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("logs in %s", hub.directory()).isLessThan(end);
      Thread.sleep(5);
    }
  }

  /** Somebody asks and may never get an answer. */
  private static void ask(Runnable request) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                request.run();
              } catch (RuntimeException noAnswer) {
                // The hub was killed meanwhile.
              }
            });
  }
}
