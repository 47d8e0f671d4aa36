package org.pamoja.hub.settlement.settlements;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.security.Principal;
import org.pamoja.hub.settlement.bank.SettlementSteps;
import org.pamoja.ledger.command.SettlementCommand.Finalisation;

/**
 * The steps of a settlement as a finalisation takes them: the same as an operator's, with the
 * bank's file on top. Threads may share it; each call blocks.
 */
public final class BankSteps implements SettlementSteps {
  private final Jdbi jdbi;
  private final SettlementProgress progress;
  private final SettlementRows rows = new SettlementRows();

  /** Moves settlements by the rules of this package. */
  public BankSteps(SettlementParts parts) {
    this.jdbi = parts.jdbi();
    this.progress = new SettlementProgress(parts, SettlementProgress.Interruption.NONE);
  }

  @Override
  public Optional<String> advance(
      long settlement, List<Long> accounts, String state, String reason, Principal by) {
    return change(
        settlement, accounts, SettlementState.valueOf(state), Optional.empty(), reason, by);
  }

  @Override
  public Optional<String> commit(
      long settlement,
      long account,
      Optional<Finalisation> finalisation,
      String reason,
      Principal by) {
    return change(
        settlement,
        List.of(account),
        SettlementState.PS_TRANSFERS_COMMITTED,
        finalisation,
        reason,
        by);
  }

  private Optional<String> change(
      long settlement,
      List<Long> accounts,
      SettlementState state,
      Optional<Finalisation> finalisation,
      String reason,
      Principal by) {
    Map<Long, Integer> owners =
        jdbi.withHandle(handle -> rows.accounts(handle, settlement)).stream()
            .collect(Collectors.toMap(SettlementAccount::account, SettlementAccount::participant));
    List<AccountChange> changes =
        accounts.stream()
            .map(
                account ->
                    new AccountChange(
                        owners.get(account),
                        account,
                        state,
                        reason,
                        Optional.empty(),
                        finalisation))
            .toList();
    return progress.change(settlement, changes, by).handled().stream()
        .filter(handled -> !handled.isDone())
        .min(Comparator.comparing(Handled::decided)) // an uncertain one first
        .map(BankSteps::refusal);
  }

  /**
   * A ledger that cannot answer, or has failed, has refused nothing: what was asked may have been
   * done, so the step is to be taken again.
   */
  private static String refusal(Handled handled) {
    ErrorInformation failure = handled.failure().orElseThrow();
    if (!handled.decided()) {
      throw new FspiopException(ErrorCode.SERVICE_UNAVAILABLE, failure.errorDescription());
    }
    return "account " + handled.change().account() + ": " + failure.errorDescription();
  }
}
