package org.pamoja.hub.participants;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.security.Principal;
import org.pamoja.hub.settlement.SettlementModel;
import org.pamoja.hub.settlement.SettlementStore;
import org.pamoja.ledger.account.AccountTypes;

/**
 * Makes participants and their accounts (ledger-admin §2.4, §4.5). Each method runs within the
 * caller's transaction and leaves nothing behind when it refuses. Threads may share it.
 */
final class ParticipantRegistration {
  private static final Set<String> HUB_TYPES =
      Set.of(
          AccountTypes.HUB_RECONCILIATION,
          AccountTypes.HUB_MULTILATERAL_SETTLEMENT,
          AccountTypes.HUB_FEE);

  private final ParticipantStore store;
  private final ParticipantAccounts accounts;
  private final SettlementStore settlement;
  private final InstantSource clock;

  ParticipantRegistration(
      ParticipantStore store,
      ParticipantAccounts accounts,
      SettlementStore settlement,
      InstantSource clock) {
    this.store = store;
    this.accounts = accounts;
    this.settlement = settlement;
    this.clock = clock;
  }

  /**
   * Registers a participant in a currency; one that exists gets accounts in a further currency.
   *
   * @throws FspiopException as ledger-admin §2.4 lists, in that order
   */
  RegisteredParticipant register(
      Handle handle, String name, String currency, boolean proxy, Principal by) {
    requireHubAccounts(handle, currency);
    Optional<RegisteredParticipant> existing = store.find(handle, name);
    existing.ifPresent(participant -> requireNew(handle, participant, currency));
    List<SettlementModel> models = settlement.modelsFor(handle, currency);
    if (models.isEmpty()) {
      throw new FspiopException(
          ErrorCode.SETTLEMENT_ERROR, "Unable to find a matching or default, Settlement Model");
    }
    RegisteredParticipant participant =
        existing.orElseGet(() -> store.insert(handle, name, proxy, clock.instant(), by.name()));
    for (String type : accountTypes(models)) {
      accounts.openForParticipant(handle, participant, currency, type);
    }
    return participant;
  }

  /**
   * Opens a hub account: active, with a value of 0.
   *
   * @throws FspiopException as ledger-admin §4.5 lists, in that order
   */
  RegisteredParticipant openHubAccount(Handle handle, String name, String currency, String type) {
    RegisteredParticipant participant =
        store.find(handle, name).orElseThrow(() -> refused("Participant was not found."));
    if (!settlement.hasAccountType(handle, type)) {
      throw refused("Ledger account type was not found.");
    }
    if (ParticipantAccount.find(accounts.of(handle, participant.id()), currency, type)
        .isPresent()) {
      throw refused("Hub account has already been registered.");
    }
    if (!participant.isHub()) {
      throw refused("Endpoint is reserved for creation of Hub account types only.");
    }
    if (!HUB_TYPES.contains(type)) {
      throw refused("The requested hub operator account type is not allowed.");
    }
    accounts.openForHub(handle, participant, currency, type);
    return participant;
  }

  private void requireHubAccounts(Handle handle, String currency) {
    List<ParticipantAccount> hub = accounts.of(handle, ParticipantSettings.HUB_ID);
    if (ParticipantAccount.find(hub, currency, AccountTypes.HUB_RECONCILIATION).isEmpty()) {
      throw refused("Hub reconciliation account for the specified currency does not exist");
    }
    if (ParticipantAccount.find(hub, currency, AccountTypes.HUB_MULTILATERAL_SETTLEMENT)
        .isEmpty()) {
      throw refused(
          "Hub multilateral net settlement account for the specified currency does not exist");
    }
  }

  private void requireNew(Handle handle, RegisteredParticipant participant, String currency) {
    for (ParticipantAccount account : accounts.of(handle, participant.id())) {
      if (account.currency().equals(currency)) {
        throw new FspiopException(
            ErrorCode.GENERIC_CLIENT_ERROR, "Participant currency has already been registered");
      }
    }
  }

  /** Two models may settle from one kind of account, which is opened once. */
  private static Set<String> accountTypes(List<SettlementModel> models) {
    Set<String> types = new LinkedHashSet<>();
    for (SettlementModel model : models) {
      types.add(model.terms().ledgerAccountType());
      types.add(model.terms().settlementAccountType());
    }
    return types;
  }

  private static FspiopException refused(String detail) {
    return new FspiopException(ErrorCode.ADD_PARTY_INFORMATION_ERROR, detail);
  }
}
