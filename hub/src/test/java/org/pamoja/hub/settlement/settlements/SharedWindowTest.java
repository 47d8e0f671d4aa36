package org.pamoja.hub.settlement.settlements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.admin.TestPayments;
import org.pamoja.hub.security.Principal;
import org.pamoja.ledger.command.SettlementCommand.AbortSettlement;

/** What gets in each other's way on one window: aborts, other settlements, failures, models. */
class SharedWindowTest {
  private static final String MODEL = "DEFAULTDEFERREDNET";

  private final TestAdmin admin = new TestAdmin();
  private SettlementOffice office;

  @BeforeEach
  void provision() {
    admin.provisioned("dfspa", "dfspb");
    office = new SettlementOffice(admin.settlementParts());
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldTakeNoOtherStepUntilAHalfDoneAbortIsDone() {
    long window = payAndClose();
    long settlement = settle(window);
    change(settlement, SettlementState.PS_TRANSFERS_RECORDED);
    change(settlement, SettlementState.PS_TRANSFERS_RESERVED);
    assertThatThrownBy(() -> overloadedOffice().abort(settlement, "r", Optional.empty(), by()))
        .isInstanceOf(FspiopException.class)
        .hasMessageContaining("not aborted yet");

    assertThat(change(settlement, SettlementState.PS_TRANSFERS_COMMITTED).handled())
        .hasSize(2)
        .allSatisfy(
            one ->
                assertThat(one.failure().orElseThrow().errorDescription())
                    .contains("Settlement is being aborted"));
    assertThat(states(settlement)).containsOnly("PS_TRANSFERS_RESERVED");

    office.abort(settlement, "r", Optional.empty(), by());
    assertThat(states(settlement)).containsOnly("ABORTED");
    assertThat(
            admin.value("dfspa", "POSITION")
                + " "
                + admin.value("dfspb", "POSITION")
                + " "
                + admin.value("Hub", "HUB_MULTILATERAL_SETTLEMENT"))
        .isEqualTo("10 -10 0");
    assertThat(settle(window)).isGreaterThan(settlement);
  }

  @Test
  void shouldLeaveAWindowPendingWhenAnotherSettlementStillSettlesSomethingOfIt() {
    long window = payAndClose();
    long settlement = settle(window);
    admin
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO settlement_content (window_id, ledger_account_type, currency, state, reason,
                      settlement_id, created_at, changed_at)
                    VALUES (?, 'INTERCHANGE_FEE', 'USD', 'PENDING_SETTLEMENT', 'r', 99, now(), now())
                    """,
                    window));
    office.abort(settlement, "r", Optional.empty(), by());
    assertThat(states(settlement)).containsOnly("ABORTED");
    assertThat(windowState(window)).isEqualTo("PENDING_SETTLEMENT");
  }

  @Test
  void shouldSettleByScheduleTheRestWhenSomebodyTakesAWindowMeanwhile() throws Exception {
    long taken = payAndClose();
    long left = payAndClose();
    CompletableFuture<OptionalLong> scheduled = new CompletableFuture<>();
    admin
        .jdbi()
        .useTransaction(
            operator -> {
              operator.execute("SELECT FROM settlement_window WHERE id = ? FOR UPDATE", taken);
              Thread.ofVirtual()
                  .start(
                      () ->
                          scheduled.completeAsync(
                              () -> office.settle(MODEL, "cut-off"), Runnable::run));
              while (!scheduled.isDone() && !somebodyWaits(operator)) {
                Thread.sleep(Duration.ofMillis(5));
              }
              operator.execute(
                  """
                  UPDATE settlement_content SET state = 'PENDING_SETTLEMENT', settlement_id = 99 WHERE window_id = ?
                  """,
                  taken);
            });
    long made = scheduled.get().orElseThrow();
    assertThat(reader().whole(made).windows())
        .singleElement()
        .satisfies(window -> assertThat(window.id()).isEqualTo(left));
  }

  @Test
  void shouldSumUpOtherWindowsThoughOneCannotBe() {
    long broken = window("OPEN");
    admin
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "ALTER TABLE settlement_content ADD CONSTRAINT broken CHECK (window_id <> "
                        + broken
                        + ")"));
    payAndClose();
    long next = payAndClose();
    assertThat(windowState(broken)).isEqualTo("PROCESSING");
    assertThat(windowState(next)).isEqualTo("CLOSED");
    admin
        .jdbi()
        .useHandle(
            handle -> handle.execute("ALTER TABLE settlement_content DROP CONSTRAINT broken"));
    payAndClose();
    assertThat(windowState(broken)).isEqualTo("CLOSED");
  }

  @Test
  void shouldSettleByTheDefaultModelWhatWasPaidBeforeTheCurrencyBecameGross() {
    long window = payAndClose();
    TestAdmin.Answer answer =
        admin.call(
            "POST",
            "/settlementModels",
            """
            {'name': 'USDGROSS', 'settlementGranularity': 'GROSS', 'settlementInterchange': 'BILATERAL',
             'settlementDelay': 'IMMEDIATE', 'currency': 'USD', 'requireLiquidityCheck': true,
             'ledgerAccountType': 'POSITION', 'settlementAccountType': 'SETTLEMENT', 'autoPositionReset': true}
            """);
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    long settlement = settle(window);
    for (SettlementState step :
        List.of(
            SettlementState.PS_TRANSFERS_RECORDED,
            SettlementState.PS_TRANSFERS_RESERVED,
            SettlementState.PS_TRANSFERS_COMMITTED,
            SettlementState.SETTLED)) {
      change(settlement, step);
    }
    assertThat(windowState(window)).isEqualTo("SETTLED");
    assertThat(admin.value("dfspa", "POSITION")).isEqualTo("0");
    assertThat(admin.value("dfspb", "POSITION")).isEqualTo("0");
  }

  private static boolean somebodyWaits(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT FROM pg_stat_activity
              WHERE datname = current_database() AND wait_event_type = 'Lock')
            """)
        .mapTo(Boolean.class)
        .one();
  }

  /** An office whose ledger takes only the first abort. */
  private SettlementOffice overloadedOffice() {
    SettlementParts parts = admin.settlementParts();
    AtomicInteger aborts = new AtomicInteger();
    CommandGate gate =
        submission ->
            submission.command() instanceof AbortSettlement && aborts.incrementAndGet() > 1
                ? CompletableFuture.failedFuture(new IllegalStateException("connection lost"))
                : admin.clearing().submit(submission, Runnable::run);
    SettlementLedger ledger = new SettlementLedger(gate, Duration.ofSeconds(20));
    return new SettlementOffice(
        new SettlementParts(
            parts.jdbi(), parts.windows(), ledger, parts.audit(), parts.ids(), parts.clock()));
  }

  private long settle(long window) {
    return office.create(new SettlementOrder(MODEL, "r", List.of(window), by()));
  }

  private Progress change(long settlement, SettlementState state) {
    List<AccountChange> changes =
        reader().whole(settlement).accounts().stream()
            .map(
                account ->
                    new AccountChange(
                        account.participant(),
                        account.account(),
                        state,
                        "r",
                        Optional.empty(),
                        Optional.empty()))
            .toList();
    return office.change(settlement, changes, by());
  }

  /** States of a settlement and of its accounts. */
  private List<String> states(long settlement) {
    return admin
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT state FROM settlement WHERE id = :id UNION ALL"
                            + " SELECT state FROM settlement_account WHERE settlement_id = :id")
                    .bind("id", settlement)
                    .mapTo(String.class)
                    .list());
  }

  private SettlementReader reader() {
    return new SettlementReader(admin.jdbi(), admin.settlementParts().windows());
  }

  private String windowState(long window) {
    return admin.settlementParts().windows().find(window).orElseThrow().state().name();
  }

  private long window(String state) {
    return admin
        .call("GET", "/v2/settlementWindows?state=" + state)
        .json()
        .get(0)
        .get("settlementWindowId")
        .longValue();
  }

  /** Closes the window in which dfspa has paid dfspb ten dollars, and returns its number. */
  private long payAndClose() {
    long open = window("OPEN");
    new TestPayments(admin).pay("dfspa", "dfspb", "USD", 100_000);
    admin.call("POST", "/v2/settlementWindows/" + open, "{'state':'CLOSED','reason':'r'}");
    return open;
  }

  private static Principal by() {
    return Principal.HUB;
  }
}
