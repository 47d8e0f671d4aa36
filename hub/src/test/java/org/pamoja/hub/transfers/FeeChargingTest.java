package org.pamoja.hub.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.message.Money;
import org.pamoja.fspiop.message.TransferPrepare;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.Participant.AccountReference;
import org.pamoja.ledger.command.Command.Fee;
import org.pamoja.ledger.command.Command.Prepare;
import org.pamoja.ledger.command.Party;
import org.pamoja.ledger.transfer.TransferKey;

/** How a fee comes to a prepare (settlement §8). */
class FeeChargingTest {
  private static final Instant NOW = Instant.parse("2030-01-01T09:00:00Z");
  private static final TransferPrepare MESSAGE =
      new TransferPrepare(
          "id", "payee", "payer", new Money("USD", "5"), "AA", "c", NOW, NOW.toString(), List.of());
  private static final Prepare COMMAND =
      new Prepare(
          TransferKey.transfer("id"),
          "payer",
          new Party("payer", true, true, 1),
          new Party("payee", true, true, 2),
          new org.pamoja.ledger.command.Money("USD", "5", OptionalLong.of(50_000)),
          "c",
          NOW,
          Optional.empty(),
          "hash");

  private final List<TransferPrepare> uncharged = new ArrayList<>();

  @Test
  void shouldDebitThePayersAccountAndCreditThePayees() {
    assertThat(applied(300, participant("USD", 11), participant("USD", 22)).fee())
        .contains(new Fee(300, 11, 22));
    assertThat(uncharged).isEmpty();
  }

  @Test
  void shouldLetTheTransferGoOnWithoutTheFeeWhenAnAccountIsMissing() {
    assertThat(applied(300, participant("USD", 11), participant("EUR", 22))).isEqualTo(COMMAND);
    assertThat(applied(300, participant("EUR", 11), participant("USD", 22))).isEqualTo(COMMAND);
    assertThat(uncharged).containsExactly(MESSAGE, MESSAGE);
  }

  @Test
  void shouldLeaveTheCommandAloneWhenThereIsNothingToCharge() {
    assertThat(applied(0, participant("EUR", 11), participant("USD", 22))).isEqualTo(COMMAND);
    assertThat(applied(300, Optional.empty(), participant("USD", 22))).isEqualTo(COMMAND);
    assertThat(applied(300, participant("USD", 11), Optional.empty())).isEqualTo(COMMAND);
    assertThat(uncharged).isEmpty();
  }

  private Prepare applied(long amount, Optional<Participant> payer, Optional<Participant> payee) {
    OptionalLong fee = amount == 0 ? OptionalLong.empty() : OptionalLong.of(amount);
    return new FeeCharging(_ -> fee, uncharged::add).applied(COMMAND, MESSAGE, payer, payee);
  }

  private static Optional<Participant> participant(String currency, long feeAccount) {
    return Optional.of(
        new Participant(
            1,
            "name",
            true,
            false,
            List.of(
                new AccountReference(feeAccount + 100, "USD", "POSITION", true),
                new AccountReference(feeAccount, currency, "INTERCHANGE_FEE", true)),
            Map.of()));
  }
}
