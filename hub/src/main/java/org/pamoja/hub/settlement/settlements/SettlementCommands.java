package org.pamoja.hub.settlement.settlements;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pamoja.ledger.command.SettlementCommand;
import org.pamoja.ledger.command.SettlementCommand.CommitSettlement;
import org.pamoja.ledger.command.SettlementCommand.RecordSettlement;
import org.pamoja.ledger.command.SettlementCommand.ReserveSettlement;
import org.pamoja.ledger.transfer.TransferKey;

/** Makes the ledger's command of an allowed change. Stateless; threads may share it. */
final class SettlementCommands {
  private static final String RECORDED = "Settlement transfer prepare";

  /** Who an account belongs to, and the hub's account that it is settled against; 0 for none. */
  private static final String ACCOUNTS =
      """
      SELECT a.participant, coalesce(h.account_id, 0) AS hub
      FROM account a LEFT JOIN account h ON h.currency = a.currency AND h.type = 'HUB_MULTILATERAL_SETTLEMENT'
      WHERE a.account_id = :account
      """;

  private record Sides(String participant, long hub) {}

  /** The command; empty when no money is touched by the change. */
  Optional<SettlementCommand> of(Handle handle, Settlement settlement, Handled handled) {
    AccountChange change = handled.change();
    SettlementAccount account = handled.account().orElseThrow();
    TransferKey key = TransferKey.transfer(account.transferId());
    boolean moves = account.state() != change.state();
    return switch (change.state()) {
      case PS_TRANSFERS_RECORDED ->
          moves ? Optional.of(record(handle, settlement, account, key)) : Optional.empty();
      case PS_TRANSFERS_RESERVED ->
          moves
              ? Optional.of(
                  new ReserveSettlement(key, settlement.requireLiquidityCheck(), change.reason()))
              : Optional.empty();
      case PS_TRANSFERS_COMMITTED ->
          // Repeated with a finalisation, the ledger tells whether that was done too.
          moves || change.finalisation().isPresent()
              ? Optional.of(new CommitSettlement(key, change.finalisation(), change.reason()))
              : Optional.empty();
      case PENDING_SETTLEMENT, SETTLING, SETTLED, ABORTED -> Optional.empty();
    };
  }

  private static SettlementCommand record(
      Handle handle, Settlement settlement, SettlementAccount account, TransferKey key) {
    Sides sides =
        handle
            .createQuery(ACCOUNTS)
            .bind("account", account.account())
            .map((row, _) -> new Sides(row.getString("participant"), row.getLong("hub")))
            .one();
    return new RecordSettlement(
        key,
        sides.participant(),
        account.account(),
        sides.hub(),
        account.currency(),
        account.netAmount(),
        settlement.autoPositionReset(),
        RECORDED);
  }
}
