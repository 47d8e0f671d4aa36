package org.pamoja.hub.settlement.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.postgres.WindowFlows.Turnover;

/** What is left to settle of a window's turnovers (settlement §2). */
class LeftoversTest {
  private static final List<String> SETTLEABLE = List.of("POSITION", "INTERCHANGE_FEE");

  @Test
  void shouldSumByKindAndLeaveOutWhatIsNeverSettled() {
    Map<Leftovers.Kind, List<Leftovers.Share>> left =
        Leftovers.of(
            List.of(
                turnover(1, "POSITION", "USD", EntryType.PRINCIPLE_VALUE, 100, 30),
                turnover(2, "POSITION", "USD", EntryType.PRINCIPLE_VALUE, 30, 100),
                turnover(3, "POSITION", "EUR", EntryType.PRINCIPLE_VALUE, 5, 5),
                turnover(4, "INTERCHANGE_FEE", "USD", EntryType.INTERCHANGE_FEE, 1, 0),
                turnover(5, "HUB_FEE", "USD", EntryType.HUB_FEE, 1, 0)),
            SETTLEABLE);
    assertThat(left.keySet())
        .containsExactly(
            new Leftovers.Kind("INTERCHANGE_FEE", "USD"),
            new Leftovers.Kind("POSITION", "EUR"),
            new Leftovers.Kind("POSITION", "USD"));
    List<Leftovers.Share> usd = left.get(new Leftovers.Kind("POSITION", "USD"));
    assertThat(usd.stream().map(Leftovers.Share::net))
        .containsExactly(BigInteger.valueOf(70), BigInteger.valueOf(-70));
    // It paid as much as it received: still part of the settlement, with zero.
    assertThat(left.get(new Leftovers.Kind("POSITION", "EUR")).getFirst().net()).isZero();
  }

  @Test
  void shouldLeaveNothingOfWhatWasSettledGross() {
    Turnover paid = turnover(1, "POSITION", "INR", EntryType.PRINCIPLE_VALUE, 100, 20);
    Turnover takenBack = turnover(1, "POSITION", "INR", EntryType.GROSS_SETTLEMENT, 20, 100);
    assertThat(Leftovers.of(List.of(paid, takenBack), SETTLEABLE)).isEmpty();
    Turnover partly = turnover(1, "POSITION", "INR", EntryType.GROSS_SETTLEMENT, 20, 60);
    List<Leftovers.Share> left =
        Leftovers.of(List.of(paid, partly), SETTLEABLE).get(new Leftovers.Kind("POSITION", "INR"));
    assertThat(left.getFirst().net()).isEqualTo(BigInteger.valueOf(40));
  }

  private static Turnover turnover(
      long account, String type, String currency, EntryType entry, long debits, long credits) {
    return new Turnover(
        1,
        account,
        (int) account + 100,
        "p" + account,
        type,
        currency,
        entry,
        BigInteger.valueOf(debits),
        BigInteger.valueOf(credits),
        1);
  }
}
