package org.pamoja.hub.settlement.fees;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.fspiop.message.TransferPrepare;
import org.pamoja.hub.settlement.fees.UnchargedFees.Cause;

/**
 * Tells the interchange fee of a transfer. The ILP packet, in which the parties' extensions and the
 * type of the transaction stand, is opened only when a rule may apply by what is known without it.
 * Whatever is wrong with a packet, the payment goes on, without a fee. Threads may share it.
 *
 * @param rules of the file
 * @param uncharged where it is told that a fee could not be charged
 * @param clock time against which rules' validity is held
 */
public record InterchangeFees(FeeRules rules, UnchargedFees uncharged, InstantSource clock) {

  /**
   * What the payer's participant owes the payee's, in minor units of the transfer's currency;
   * positive, or empty for nothing. It is reckoned from the transfer's own amount, which is what
   * moves: the one in the packet is not checked by anybody.
   */
  public OptionalLong of(TransferPrepare message) {
    if (rules.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong amount = Amounts.parse(message.amount().amount());
    return amount.isEmpty() ? OptionalLong.empty() : of(message, amount.getAsLong());
  }

  private OptionalLong of(TransferPrepare message, long amount) {
    Charge charge =
        new Charge(
            message.amount().currency(),
            amount,
            !message.payerFsp().equalsIgnoreCase(message.payeeFsp()),
            clock.instant());
    if (!rules.mayApplyTo(charge)) {
      return OptionalLong.empty();
    }
    Optional<TransactionFacts> facts = TransactionFacts.read(message.ilpPacket());
    if (facts.isEmpty()) {
      uncharged.tell(Cause.PACKET, message.transferId());
      return OptionalLong.empty();
    }
    return rules.feeOf(charge, facts.get());
  }
}
