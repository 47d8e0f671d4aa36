package org.pamoja.hub.settlement.settlements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every pair of a settlement's, an account's and a wished for state (settlement §4). */
class ChangeRulesTest {
  private static final Instant NOW = Instant.EPOCH;
  private static final Set<SettlementState> OF_ACCOUNTS =
      EnumSet.complementOf(EnumSet.of(SettlementState.SETTLING));

  @Test
  void shouldAllowTheSameStateAndTheSettlementsNextOneOnly() {
    Map<SettlementState, SettlementState> next =
        Map.of(
            SettlementState.PENDING_SETTLEMENT, SettlementState.PS_TRANSFERS_RECORDED,
            SettlementState.PS_TRANSFERS_RECORDED, SettlementState.PS_TRANSFERS_RESERVED,
            SettlementState.PS_TRANSFERS_RESERVED, SettlementState.PS_TRANSFERS_COMMITTED,
            SettlementState.PS_TRANSFERS_COMMITTED, SettlementState.SETTLED,
            SettlementState.SETTLING, SettlementState.SETTLED);
    for (SettlementState settlement : SettlementState.values()) {
      for (SettlementState account : OF_ACCOUNTS) {
        for (SettlementState wished : OF_ACCOUNTS) {
          boolean allowed = wished == account || wished == next.get(settlement);
          assertThat(judged(settlement, account, wished).isDone())
              .as("%s, %s to %s", settlement, account, wished)
              .isEqualTo(allowed);
        }
      }
    }
  }

  @Test
  void shouldMoveTheSettlementOnlyWhenNoAccountIsLeftBehind() {
    for (SettlementState before : SettlementState.values()) {
      Optional<SettlementState> next = before.step();
      List<SettlementAccount> behind = accounts(before, before);
      assertThat(ChangeRules.stateOf(before, behind)).isEqualTo(before);
      if (next.isPresent()) {
        SettlementState some =
            next.get() == SettlementState.SETTLED ? SettlementState.SETTLING : before;
        SettlementState old =
            before == SettlementState.SETTLING ? SettlementState.PS_TRANSFERS_COMMITTED : before;
        assertThat(ChangeRules.stateOf(before, accounts(old, next.get()))).isEqualTo(some);
        assertThat(ChangeRules.stateOf(before, accounts(next.get(), next.get())))
            .isEqualTo(next.get());
      }
    }
  }

  @Test
  void shouldNotCountARefusedChangeAsProcessed() {
    ChangeRules rules =
        rules(SettlementState.PENDING_SETTLEMENT, SettlementState.PENDING_SETTLEMENT);
    List<Handled> handled =
        rules.judge(
            List.of(
                change(SettlementState.SETTLED),
                change(SettlementState.PS_TRANSFERS_RECORDED),
                change(SettlementState.PS_TRANSFERS_RECORDED)));
    assertThat(handled.stream().map(Handled::isDone)).containsExactly(false, true, false);
    assertThat(handled.getLast().failure().orElseThrow().errorDescription())
        .isEqualTo("Generic client error - Account already processed once");
  }

  private static Handled judged(
      SettlementState settlement, SettlementState account, SettlementState wished) {
    return rules(settlement, account).judge(List.of(change(wished))).getFirst();
  }

  private static ChangeRules rules(SettlementState settlement, SettlementState account) {
    Map<Long, SettlementAccount> accounts = new HashMap<>();
    accounts.put(1L, account(1, account));
    return new ChangeRules(
        new Settlement(1, 1, "MODEL", false, true, settlement, false, "r", NOW, NOW), accounts);
  }

  private static AccountChange change(SettlementState state) {
    return new AccountChange(7, 1, state, "r", Optional.empty(), Optional.empty());
  }

  private static List<SettlementAccount> accounts(SettlementState... states) {
    List<SettlementAccount> accounts = new ArrayList<>();
    for (SettlementState state : states) {
      accounts.add(account(accounts.size() + 1, state));
    }
    return accounts;
  }

  private static SettlementAccount account(long number, SettlementState state) {
    return new SettlementAccount(number, 7, "USD", 5, "T", state, "r", Optional.empty(), NOW, NOW);
  }
}
