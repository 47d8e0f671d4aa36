package org.pamoja.hub.settlement.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.ledger.postgres.SettlementWindows;
import tools.jackson.databind.JsonNode;

/**
 * Acting at cut-offs, on a real database. Transfers are stood for by a posting put into the open
 * window.
 */
@Timeout(60)
class CutOffJobTest {
  private static final String EVERY_MIDNIGHT = "{'timeZone':'UTC','cutOffs':['00:00'],";
  private static TestAdmin admin;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> audited = new CopyOnWriteArrayList<>();
  private final List<String> settled = new CopyOnWriteArrayList<>();
  private volatile OptionalLong nextSettlement = OptionalLong.of(7);
  private volatile boolean refuses;
  private volatile String failing = "";

  @BeforeAll
  static void provision() {
    admin = new TestAdmin().provisioned();
    for (String currency : List.of("USD", "EUR")) {
      admin.call(
          "POST",
          "/settlementModels",
          """
          {'name':'NET%s','settlementGranularity':'NET','settlementInterchange':'MULTILATERAL',
           'settlementDelay':'DEFERRED','requireLiquidityCheck':false,'ledgerAccountType':'POSITION',
           'currency':'%s','autoPositionReset':true,'settlementAccountType':'SETTLEMENT'}
          """
              .formatted(currency, currency));
    }
  }

  @AfterAll
  static void close() {
    admin.close();
  }

  @BeforeEach
  void clear() {
    admin
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("TRUNCATE settlement_schedule, posting");
              handle.execute("DELETE FROM settlement_window WHERE state <> 'OPEN'");
              handle.execute("UPDATE settlement_model SET active = true");
            });
  }

  @Test
  void shouldCloseTheWindowAndCountOnFromNow() {
    schedule("NETUSD", false);
    pay();
    overdue("NETUSD", "2 days 1 hour");
    long open = open();

    job().tick();

    assertThat(open()).isGreaterThan(open);
    assertThat(window(open)).startsWith("PROCESSING cut-off of NETUSD");
    JsonNode shown = shown("NETUSD");
    assertThat(shown.at("/last/result").stringValue()).isEqualTo("late: closed window " + open);
    assertThat(number("SELECT count(*) FROM settlement_schedule WHERE next_run > now()"))
        .isEqualTo(1);
    assertThat(audited).hasSize(1);
    assertThat(audited.getFirst()).startsWith("hub settlementWindow.close " + open);
  }

  @Test
  void shouldActOnceHoweverManyCutOffsHavePassed() {
    schedule("NETUSD", false);
    pay();
    overdue("NETUSD", "30 days");
    CutOffJob job = job();
    job.tick();
    long open = open();
    pay();
    job.tick();
    assertThat(open()).as("no second close").isEqualTo(open);
  }

  @Test
  void shouldLeaveAnEmptyWindowOpenAndSaySo() {
    schedule("NETUSD", false);
    overdue("NETUSD", "1 second");
    long open = open();

    job().tick();

    assertThat(open()).isEqualTo(open);
    assertThat(shown("NETUSD").at("/last/result").stringValue())
        .isEqualTo("the open window is empty and stays open");
    assertThat(audited).isEmpty();
  }

  @Test
  void shouldDoNothingBeforeTheCutOff() {
    schedule("NETUSD", true);
    pay();
    long open = open();
    job().tick();
    assertThat(open()).isEqualTo(open);
    assertThat(shown("NETUSD").has("last")).isFalse();
    assertThat(settled).isEmpty();
  }

  @Test
  void shouldCloseOnceForModelsWithTheSameCutOffWhateverNodesAct() throws Exception {
    schedule("NETUSD", true);
    schedule("NETEUR", true);
    overdue("NETUSD", "1 second");
    overdue("NETEUR", "1 second");
    pay();
    long open = open();
    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ticks = new CopyOnWriteArrayList<>();
      for (int node = 0; node < 8; node++) {
        CutOffJob job = job();
        ticks.add(
            nodes.submit(
                () -> {
                  for (int tick = 0; tick < 5; tick++) {
                    pay();
                    job.tick();
                  }
                }));
      }
      for (Future<?> tick : ticks) {
        tick.get();
      }
    }
    assertThat(number("SELECT count(*) FROM settlement_window WHERE state <> 'OPEN'")).isEqualTo(1);
    for (String model : List.of("NETUSD", "NETEUR")) {
      assertThat(shown(model).at("/last/result").stringValue()).isEqualTo("closed window " + open);
    }
    assertThat(settled).as("while the window is not summed up").isEmpty();
    summedUp();
    job().tick();
    job().tick();
    assertThat(settled).containsExactlyInAnyOrder("NETUSD", "NETEUR");
    assertThat(shown("NETUSD").at("/last/result").stringValue())
        .isEqualTo("closed window " + open + "; created settlement 7");
  }

  @Test
  void shouldSettleWhatWasClosedByHandThoughTheOpenWindowIsEmpty() {
    schedule("NETUSD", true);
    overdue("NETUSD", "1 second");
    job().tick();
    assertThat(settled).containsExactly("NETUSD");
  }

  @Test
  void shouldSayThatThereIsNothingToSettle() {
    nextSettlement = OptionalLong.empty();
    schedule("NETUSD", true);
    overdue("NETUSD", "1 second");
    job().tick();
    assertThat(shown("NETUSD").at("/last/result").stringValue())
        .endsWith("; no settlement, since there is nothing to settle");
  }

  @Test
  void shouldNotTryASettlementAgainThatIsRefused() {
    refuses = true;
    schedule("NETUSD", true);
    overdue("NETUSD", "1 second");
    CutOffJob job = job();
    job.tick();
    job.tick();
    assertThat(settled).containsExactly("NETUSD");
    assertThat(number("SELECT count(*) FROM ledger_account_type WHERE name = 'half'"))
        .as("what was done before the refusal")
        .isZero();
    assertThat(shown("NETUSD").at("/last/result").stringValue())
        .endsWith("; no settlement: Generic validation error - not this one");
  }

  @Test
  void shouldSettleOtherModelsThoughOneFailsAndTryThatAgainLater() {
    failing = "NETUSD";
    schedule("NETUSD", true);
    schedule("NETEUR", true);
    overdue("NETUSD", "1 second");
    overdue("NETEUR", "1 second");
    CutOffJob job = job();
    job.tick();
    job.tick();
    assertThat(settled).as("the failed one has a pause").containsExactly("NETUSD", "NETEUR");
    assertThat(shown("NETUSD").at("/last/result").stringValue())
        .endsWith("; the settlement failed and is tried again");
    assertThat(meters.get("pamoja.settlement.cutoff.failures").counter().count()).isEqualTo(1);

    failing = "";
    admin
        .jdbi()
        .useHandle(handle -> handle.execute("UPDATE settlement_schedule SET settle_since = now()"));
    job.tick();
    assertThat(shown("NETUSD").at("/last/result").stringValue())
        .isEqualTo("the open window is empty and stays open; created settlement 7");
  }

  @Test
  void shouldShowSchedulesWithoutAFurtherCutOff() {
    schedule("NETUSD", false);
    CutOffJob job = job();
    job.tick();
    assertThat(ended()).isZero();
    admin
        .jdbi()
        .useHandle(handle -> handle.execute("UPDATE settlement_schedule SET next_run = NULL"));
    job.tick();
    assertThat(ended()).isEqualTo(1);
  }

  private double ended() {
    return meters.get("pamoja.settlement.schedules.ended").gauge().value();
  }

  @Test
  void shouldPassCutOffsOfModelsThatAreNotActive() {
    schedule("NETUSD", true);
    pay();
    overdue("NETUSD", "1 second");
    admin.call("PUT", "/settlementModels/NETUSD", "{'isActive':false}");
    long open = open();
    job().tick();
    assertThat(open()).isEqualTo(open);
    assertThat(settled).isEmpty();
    assertThat(shown("NETUSD").at("/last/result").stringValue())
        .isEqualTo("the model is not active");
  }

  @Test
  void shouldLeaveAScheduleAloneThatIsJustChanged() throws InterruptedException {
    schedule("NETUSD", false);
    pay();
    overdue("NETUSD", "1 second");
    long open = open();
    // In a thread of its own: this one has the operator's transaction.
    Thread node = Thread.ofVirtual().unstarted(() -> job().tick());
    admin
        .jdbi()
        .useTransaction(
            operator -> {
              operator.execute("UPDATE settlement_schedule SET changed_by = 'bob'");
              node.start();
              node.join();
              assertThat(open()).isEqualTo(open);
            });
    job().tick();
    assertThat(open()).isGreaterThan(open);
  }

  @Test
  void shouldCountAndShowTheNextCutOff() {
    schedule("NETUSD", false);
    pay();
    overdue("NETUSD", "1 second");
    CutOffJob job = job();
    job.tick();
    job.tick();
    assertThat(
            meters
                .get("pamoja.settlement.cutoffs")
                .tag("model", "NETUSD")
                .tag("result", "closed")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(meters.get("pamoja.settlement.next.cutoff").gauge().value())
        .isBetween(0.0, 86_400.0);
  }

  private CutOffJob job() {
    return new CutOffJob(
        admin.jdbi(),
        new SettlementWindows(admin.pool()),
        (model, reason) -> {
          settled.add(model);
          if (model.equals(failing)) {
            throw new IllegalStateException("a fault");
          }
          if (refuses) {
            admin
                .jdbi()
                .useHandle(
                    handle ->
                        handle.execute(
                            "INSERT INTO ledger_account_type (name, description, active, settleable,"
                                + " created_at, created_by) VALUES ('half', '', true, true, now(), '')"));
            throw new FspiopException(ErrorCode.VALIDATION_ERROR, "not this one");
          }
          return nextSettlement;
        },
        new CutOffMeters(meters, InstantSource.system()),
        (who, action, target, details) ->
            audited.add(who.name() + " " + action + " " + target + " " + details));
  }

  private static void schedule(String model, boolean settle) {
    String days =
        "'businessDays':['MONDAY','TUESDAY','WEDNESDAY','THURSDAY','FRIDAY','SATURDAY','SUNDAY']";
    assertThat(
            admin
                .call(
                    "PUT",
                    "/settlementModels/" + model + "/schedule",
                    EVERY_MIDNIGHT + days + ",'createSettlement':" + settle + "}")
                .status())
        .isEqualTo(200);
  }

  private static JsonNode shown(String model) {
    return admin.call("GET", "/settlementModels/" + model + "/schedule").json();
  }

  private static void overdue(String model, String by) {
    admin
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE settlement_schedule s SET next_run = now() - CAST(? AS interval)"
                        + " FROM settlement_model m WHERE m.id = s.model_id AND m.name = ?",
                    by,
                    model));
  }

  private static void pay() {
    admin
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO posting (window_id, account_id, amount, debit, conversion, transfer_id, entry)
                    SELECT w.id, 1, 1, true, false, gen_random_uuid()::text, 1
                    FROM settlement_window w WHERE w.state = 'OPEN'"""));
  }

  private static void summedUp() {
    admin
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE settlement_window SET state = 'CLOSED' WHERE state = 'PROCESSING'"));
  }

  private static long open() {
    return number("SELECT id FROM settlement_window WHERE state = 'OPEN'");
  }

  private static String window(long id) {
    return admin
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT state || ' ' || reason FROM settlement_window WHERE id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .one());
  }

  private static long number(String sql) {
    return admin.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
