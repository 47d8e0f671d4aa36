package org.pamoja.ledger.transfer;

import java.math.BigInteger;
import java.util.Optional;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.SettlementCommand;
import org.pamoja.ledger.command.SettlementCommand.AbortSettlement;
import org.pamoja.ledger.command.SettlementCommand.CommitSettlement;
import org.pamoja.ledger.command.SettlementCommand.RecordSettlement;
import org.pamoja.ledger.command.SettlementCommand.ReserveSettlement;

/**
 * The steps of one account's settlement (settlement §5): recorded, reserved, committed, or aborted.
 * Who is owed is charged when it is reserved, who owes is freed when it is committed, both against
 * the hub's account of the currency: so the scheme is never short. A leg from the hub's account is
 * a sender's, one to it a recipient's.
 */
final class SettlementRules {
  /** What was done already, by this command or by the ones after it. */
  static final Decision DONE_BEFORE = Decision.IGNORED.with(Outcome.DONE);

  private final RecordingRules recording;
  private final FinalisingRules finalising;

  SettlementRules(String hub) {
    recording = new RecordingRules(hub);
    finalising = new FinalisingRules(new FundsRules(hub));
  }

  Decision decide(LedgerView view, SettlementCommand command, Moment moment) {
    return switch (command) {
      case RecordSettlement it -> recording.decide(view, it, moment);
      case ReserveSettlement it -> reserve(view, it, moment);
      case CommitSettlement it -> finalising.commit(view, it, moment);
      case AbortSettlement it -> abort(view, it, moment);
    };
  }

  private static Decision reserve(LedgerView view, ReserveSettlement command, Moment moment) {
    Optional<Transfer> known = find(view, command.key());
    if (known.isEmpty()) {
      return Decision.refused(unknown(command.key()));
    }
    Transfer row = known.get();
    if (row.state() == TransferState.RESERVED || row.state() == TransferState.COMMITTED) {
      return DONE_BEFORE;
    }
    if (row.state() != TransferState.RECEIVED_PREPARE) {
      return Decision.refused(inState(row));
    }
    DecisionBuilder decision = new DecisionBuilder(view, moment).detail(command.reason());
    if (row.target().isPresent() && !isSender(view, row)) {
      if (command.raiseCap()) {
        raiseCap(decision, settled(view, row), row.source().amount(), command.reason());
      }
      decision.post(row.key(), row.source(), entry(view, row));
    }
    return decision
        .store(row.inState(TransferState.RESERVED, moment.millis(), moment.event()))
        .done();
  }

  /**
   * Settlement §5.2: the settlement must not fail by the cap, so the cap gives way. One that
   * follows the liquidity stays what its operator said: it gives room again with the bank's funds.
   *
   * <p>A raised cap stays as it is when the settlement is aborted: by then the operator may have
   * set another, and transfers may count on the room. Lowering it again is the operator's decision;
   * the event's detail tells what it was.
   */
  private static void raiseCap(
      DecisionBuilder decision, Account settled, long amount, String reason) {
    if (settled.netDebitCap().isEmpty() || settled.netDebitCapPercent().isPresent()) {
      return;
    }
    BigInteger cap = settled.netDebitCap().get();
    BigInteger more = BigInteger.valueOf(amount);
    if (settled.value().add(more).compareTo(cap) > 0) {
      BigInteger raised = cap.add(more);
      decision
          .set(settled.withNetDebitCap(raised))
          .detail(
              "%s (net debit cap raised for good from %d to %d minor units)"
                  .formatted(reason, cap, raised));
    }
  }

  private static Decision abort(LedgerView view, AbortSettlement command, Moment moment) {
    Optional<Transfer> known = find(view, command.key());
    if (known.isEmpty()) {
      return Decision.refused(unknown(command.key()));
    }
    Transfer row = known.get();
    if (row.state() == TransferState.ABORTED_REJECTED) {
      return DONE_BEFORE;
    }
    boolean reserved = row.state() == TransferState.RESERVED;
    if (!reserved && row.state() != TransferState.RECEIVED_PREPARE) {
      return Decision.refused(inState(row));
    }
    DecisionBuilder decision = new DecisionBuilder(view, moment).detail(command.reason());
    if (reserved && row.target().isPresent() && !isSender(view, row)) {
      Leg moved = row.source();
      Leg back = new Leg(moved.currency(), moved.amount(), moved.creditor(), moved.debtor());
      decision.post(row.key(), back, entry(view, row));
    }
    return decision
        .store(row.inState(TransferState.ABORTED_REJECTED, moment.millis(), moment.event()))
        .done();
  }

  /** The settlement transfer of that id. */
  static Optional<Transfer> find(LedgerView view, TransferKey key) {
    return view.transfer(key).filter(row -> row.kind() == TransferKind.SETTLEMENT);
  }

  static Failure unknown(TransferKey key) {
    return Failure.validation("Settlement transfer " + key.id() + " is not known");
  }

  /** The present state as a reason for not going on. */
  static Failure inState(Transfer row) {
    return Failure.validation("Settlement transfer " + row.key().id() + " is " + row.state());
  }

  static boolean isHubs(Account account) {
    return account.type().equals(AccountTypes.HUB_MULTILATERAL_SETTLEMENT);
  }

  /** Whether the participant owes: then its account is credited. */
  static boolean isSender(LedgerView view, Transfer row) {
    return isHubs(view.account(row.source().debtor()).orElseThrow());
  }

  /** The account that is settled. */
  static Account settled(LedgerView view, Transfer row) {
    Leg leg = row.source();
    return view.account(isSender(view, row) ? leg.creditor() : leg.debtor()).orElseThrow();
  }

  /** The entry by which the account is settled. */
  static EntryType entry(LedgerView view, Transfer row) {
    long amount = row.source().amount();
    return EntryType.ofNet(isSender(view, row) ? amount : -amount);
  }
}
