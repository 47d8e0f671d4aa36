package org.pamoja.hub.settlement.settlements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.admin.TestPayments;
import org.pamoja.hub.security.Principal;
import tools.jackson.databind.JsonNode;

/**
 * A node that dies when the money has moved and nothing is marked yet (settlement §4, §5): the same
 * request, repeated, marks what has moved and moves nothing twice.
 */
class SettlementCrashTest {
  private static final List<SettlementState> STEPS =
      List.of(
          SettlementState.PS_TRANSFERS_RECORDED,
          SettlementState.PS_TRANSFERS_RESERVED,
          SettlementState.PS_TRANSFERS_COMMITTED,
          SettlementState.SETTLED);

  private final TestAdmin admin = new TestAdmin();
  private SettlementOffice office;
  private SettlementOffice dying;
  private long settlement;
  private long window;

  @BeforeEach
  void settle() {
    admin.provisioned("dfspa", "dfspb");
    office = new SettlementOffice(admin.settlementParts());
    dying =
        new SettlementOffice(
            admin.settlementParts(),
            () -> {
              throw new IllegalStateException("the node died");
            });
    new TestPayments(admin).pay("dfspa", "dfspb", "USD", 100_000);
    window =
        admin
            .call("GET", "/v2/settlementWindows?state=OPEN")
            .json()
            .get(0)
            .get("settlementWindowId")
            .longValue();
    admin.call("POST", "/v2/settlementWindows/" + window, "{'state':'CLOSED','reason':'r'}");
    settlement =
        office.create(
            new SettlementOrder("DEFAULTDEFERREDNET", "r", List.of(window), Principal.HUB));
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldMarkWhatHasMovedAndMoveNothingTwice() {
    SettlementState before = SettlementState.PENDING_SETTLEMENT;
    for (SettlementState step : STEPS) {
      assertThatThrownBy(() -> dying.change(settlement, all(step), Principal.HUB))
          .hasMessageContaining("died");
      assertThat(states()).containsExactly(before.name(), before.name(), before.name());
      String moved = values();
      // Whoever repeats it finds the money where the dead node had moved it.
      assertThat(office.change(settlement, all(step), Principal.HUB).handled())
          .allMatch(Handled::isDone);
      assertThat(values()).isEqualTo(moved);
      assertThat(states()).containsExactly(step.name(), step.name(), step.name());
      before = step;
    }
    assertThat(values()).isEqualTo("0 0 0");
    assertThat(postings()).isEqualTo(4);
  }

  @Test
  void shouldNotAbortWhatTheLedgerHasCommittedThoughItIsNotMarked() {
    office.change(settlement, all(SettlementState.PS_TRANSFERS_RECORDED), Principal.HUB);
    office.change(settlement, all(SettlementState.PS_TRANSFERS_RESERVED), Principal.HUB);
    List<AccountChange> first = List.of(all(SettlementState.PS_TRANSFERS_COMMITTED).getFirst());
    assertThatThrownBy(() -> dying.change(settlement, first, Principal.HUB))
        .hasMessageContaining("died");

    assertThatThrownBy(() -> office.abort(settlement, "r", Optional.empty(), Principal.HUB))
        .hasMessageContaining("At least one settlement transfer is committed");

    assertThat(values()).isEqualTo("0 0 0");
    office.change(settlement, all(SettlementState.PS_TRANSFERS_COMMITTED), Principal.HUB);
    office.change(settlement, all(SettlementState.SETTLED), Principal.HUB);
    assertThat(states()).containsOnly("SETTLED");
  }

  @Test
  void shouldMoveBackOnAbortWhatIsReservedThoughItIsNotMarked() {
    office.change(settlement, all(SettlementState.PS_TRANSFERS_RECORDED), Principal.HUB);
    assertThatThrownBy(
            () ->
                dying.change(settlement, all(SettlementState.PS_TRANSFERS_RESERVED), Principal.HUB))
        .hasMessageContaining("died");
    assertThat(values()).isEqualTo("10 0 -10");

    office.abort(settlement, "r", Optional.empty(), Principal.HUB);

    assertThat(values()).isEqualTo("10 -10 0");
    assertThat(states()).containsOnly("ABORTED");
    assertThat(
            office.create(
                new SettlementOrder("DEFAULTDEFERREDNET", "r", List.of(window), Principal.HUB)))
        .isGreaterThan(settlement);
  }

  @Test
  void shouldSettleByScheduleWhatNoSettlementTook() {
    assertThat(office.settle("DEFAULTDEFERREDNET", "cut-off")).isEmpty();
    new TestPayments(admin).pay("dfspa", "dfspb", "USD", 100_000);
    long open = window + 1;
    admin.call("POST", "/settlementWindows/" + open, "{'state':'CLOSED','reason':'r'}");
    long made = office.settle("DEFAULTDEFERREDNET", "cut-off").orElseThrow();
    JsonNode shown = admin.call("GET", "/settlements/" + made).json();
    assertThat(shown.at("/settlementWindows/0/id").longValue()).isEqualTo(open);
    assertThat(shown.get("settlementWindows").size()).isEqualTo(1);
  }

  @Test
  void shouldNotCallRefusedWhatTheLedgerFailedToDecide() {
    SettlementParts parts = admin.settlementParts();
    SettlementLedger failing =
        new SettlementLedger(
            _ -> CompletableFuture.failedFuture(new IllegalStateException("connection lost")),
            Duration.ofSeconds(1));
    BankSteps steps =
        new BankSteps(
            new SettlementParts(
                parts.jdbi(), parts.windows(), failing, parts.audit(), parts.ids(), parts.clock()));
    List<Long> accounts =
        all(SettlementState.PS_TRANSFERS_RECORDED).stream().map(AccountChange::account).toList();

    assertThatThrownBy(
            () -> steps.advance(settlement, accounts, "PS_TRANSFERS_RECORDED", "r", Principal.HUB))
        .isInstanceOf(FspiopException.class)
        .hasMessageContaining("Internal server error");
    assertThat(states()).containsOnly("PENDING_SETTLEMENT");
  }

  private List<AccountChange> all(SettlementState state) {
    return new SettlementReader(admin.settlementParts().jdbi(), admin.settlementParts().windows())
        .whole(settlement).accounts().stream()
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
  }

  /** State of the settlement and of its two accounts. */
  private List<String> states() {
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

  private long postings() {
    return admin
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM posting p JOIN settlement_account s ON s.transfer_id"
                            + " = p.transfer_id")
                    .mapTo(Long.class)
                    .one());
  }

  /** Positions of the two and the hub's account. */
  private String values() {
    return admin.value("dfspa", "POSITION")
        + " "
        + admin.value("dfspb", "POSITION")
        + " "
        + admin.value("Hub", "HUB_MULTILATERAL_SETTLEMENT");
  }
}
