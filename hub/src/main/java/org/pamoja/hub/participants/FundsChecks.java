package org.pamoja.hub.participants;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.command.Command;

/**
 * What is refused at once when funds are recorded (ledger-admin §5.1, in its order), judged by
 * committed rows, not by a cache. Threads may share it.
 */
final class FundsChecks {
  private final ParticipantStore store;
  private final ParticipantAccounts accounts;

  FundsChecks(ParticipantStore store, ParticipantAccounts accounts) {
    this.store = store;
    this.accounts = accounts;
  }

  /** Where a record in {@code currency} on this account is booked. */
  Command.FundsAccounts forRecord(Handle handle, String name, long account, String currency) {
    RegisteredParticipant participant = requireActive(handle, name);
    List<ParticipantAccount> own = accounts.of(handle, participant.id());
    ParticipantAccount settlement =
        own.stream()
            .filter(candidate -> candidate.id() == account && candidate.currency().equals(currency))
            .findFirst()
            .orElseThrow(FundsChecks::mismatch);
    requireSettlement(settlement);
    long reconciliation =
        ParticipantAccount.find(
                accounts.of(handle, ParticipantSettings.HUB_ID),
                currency,
                AccountTypes.HUB_RECONCILIATION)
            .orElseThrow(
                () ->
                    failed("Hub reconciliation account for the specified currency does not exist"))
            .id();
    long position =
        ParticipantAccount.find(own, currency, AccountTypes.POSITION)
            .map(ParticipantAccount::id)
            .orElse(0L);
    return new Command.FundsAccounts(participant.name(), settlement.id(), position, reconciliation);
  }

  /**
   * The participant's name, when a record on this account may be concluded. A record of another
   * account is refused rather than ignored, so that a mistyped path cannot move another
   * participant's money.
   */
  String forConclusion(Handle handle, String name, long account, String transferId) {
    RegisteredParticipant participant = requireActive(handle, name);
    ParticipantAccount settlement =
        accounts.of(handle, participant.id()).stream()
            .filter(candidate -> candidate.id() == account)
            .findFirst()
            .orElseThrow(FundsChecks::mismatch);
    requireSettlement(settlement);
    if (accounts.isBookedElsewhere(handle, transferId, account)) {
      throw new FspiopException(
          ErrorCode.VALIDATION_ERROR, "transferId is not a record of funds on this account");
    }
    return participant.name();
  }

  private RegisteredParticipant requireActive(Handle handle, String name) {
    RegisteredParticipant participant = store.require(handle, name);
    if (!participant.active()) {
      throw failed("Participant is currently set inactive");
    }
    return participant;
  }

  private static void requireSettlement(ParticipantAccount account) {
    if (!account.active()) {
      throw failed("Account is currently set inactive");
    }
    if (!account.type().equals(AccountTypes.SETTLEMENT)) {
      throw failed("Account is not SETTLEMENT type");
    }
  }

  private static FspiopException mismatch() {
    return failed("The account does not match participant or currency specified");
  }

  private static FspiopException failed(String detail) {
    return new FspiopException(ErrorCode.INTERNAL_SERVER_ERROR, detail);
  }
}
