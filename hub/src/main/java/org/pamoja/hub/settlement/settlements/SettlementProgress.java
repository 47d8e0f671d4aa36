package org.pamoja.hub.settlement.settlements;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.security.Principal;
import org.pamoja.hub.settlement.Transactions;
import org.pamoja.ledger.command.SettlementCommand;

/**
 * Moves the accounts of a settlement on (settlement §4). One request works on a settlement at a
 * time, on all nodes together, since it holds the settlement's row until it is done. For each
 * account the ledger decides first, and only what it has done is marked; a request that is repeated
 * after a crash between the two finds the money moved and marks it. Threads may share it; each call
 * blocks.
 */
final class SettlementProgress {

  /** A point at which a node may die. Tests let it. */
  @FunctionalInterface
  interface Interruption {
    /** Nothing interrupts. */
    Interruption NONE = () -> {};

    /** Called when the money has moved and nothing is marked yet. */
    void beforeMarking();
  }

  private final Jdbi jdbi;
  private final SettlementLedger ledger;
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final Interruption interruption;
  private final SettlementCommands commands = new SettlementCommands();
  private final SettlementRows rows = new SettlementRows();
  private final SettlementCompletion completion;

  SettlementProgress(SettlementParts parts, Interruption interruption) {
    this.jdbi = parts.jdbi();
    this.ledger = parts.ledger();
    this.ids = parts.ids();
    this.clock = parts.clock();
    this.interruption = interruption;
    this.completion = new SettlementCompletion(parts.windows());
  }

  /**
   * Moves accounts on as far as each may be.
   *
   * @throws FspiopException 400/3100 when there is no such settlement
   */
  Progress change(long id, List<AccountChange> asked, Principal by) {
    return Transactions.run(jdbi, handle -> change(handle, id, asked, by));
  }

  private Progress change(Handle handle, long id, List<AccountChange> asked, Principal by)
      throws SQLException {
    Settlement settlement =
        rows.lock(handle, id)
            .orElseThrow(
                () -> new FspiopException(ErrorCode.VALIDATION_ERROR, "Settlement not found"));
    Map<Long, SettlementAccount> accounts =
        rows.accounts(handle, id).stream()
            .collect(
                Collectors.toMap(
                    SettlementAccount::account,
                    account -> account,
                    (a, _) -> a,
                    LinkedHashMap::new));
    List<Handled> judged = new ChangeRules(settlement, accounts).judge(asked);
    List<Handled> handled = decided(handle, settlement, judged, by);
    interruption.beforeMarking();
    return marked(handle, settlement, accounts, handled, by);
  }

  /** What is left when the ledger had its say: some that were allowed may have been refused. */
  private List<Handled> decided(
      Handle handle, Settlement settlement, List<Handled> judged, Principal by) {
    List<Integer> moving = new ArrayList<>();
    List<SettlementCommand> asked = new ArrayList<>();
    List<Handled> handled = new ArrayList<>(judged);
    for (int i = 0; i < judged.size(); i++) {
      Optional<SettlementCommand> command =
          judged.get(i).isDone()
              ? commands.of(handle, settlement, judged.get(i))
              : Optional.empty();
      if (command.isPresent()) {
        moving.add(i);
        asked.add(command.get());
      }
    }
    List<Optional<SettlementLedger.Refusal>> refusals = ledger.decide(asked, by);
    for (int i = 0; i < asked.size(); i++) {
      Handled before = judged.get(moving.get(i));
      if (refusals.get(i).isPresent()) {
        SettlementLedger.Refusal refusal = refusals.get(i).get();
        handled.set(
            moving.get(i),
            new Handled(
                before.change(),
                before.account(),
                Optional.of(refusal.error()),
                refusal.decided()));
        renewRefusedRecord(handle, settlement, asked.get(i), before, refusal);
      }
    }
    return handled;
  }

  /** A refused record uses its id up, so the next try needs another. */
  private void renewRefusedRecord(
      Handle handle,
      Settlement settlement,
      SettlementCommand asked,
      Handled handled,
      SettlementLedger.Refusal refusal) {
    if (asked instanceof SettlementCommand.RecordSettlement && refusal.decided()) {
      rows.renewTransfer(handle, settlement.id(), handled.change().account(), ids.get());
    }
  }

  private Progress marked(
      Handle handle,
      Settlement settlement,
      Map<Long, SettlementAccount> accounts,
      List<Handled> handled,
      Principal by)
      throws SQLException {
    Instant at = clock.instant();
    List<Handled> results = new ArrayList<>();
    List<SettlementAccount> changed = new ArrayList<>();
    for (Handled one : handled) {
      if (one.isDone()) {
        AccountChange change = one.change();
        SettlementAccount now =
            one.account()
                .orElseThrow()
                .moved(change.state(), change.reason(), change.externalReference(), at);
        accounts.put(now.account(), now);
        changed.add(now);
        results.add(new Handled(change, Optional.of(now), Optional.empty()));
      } else {
        results.add(one);
      }
    }
    if (changed.isEmpty()) {
      return new Progress(settlement, results, List.of());
    }
    rows.update(handle, settlement.id(), changed);
    SettlementHistory history = new SettlementHistory(handle, settlement.id(), at, by);
    history.accounts(changed);
    Settlement moved = move(handle, settlement, accounts, history, at, by);
    completion.settle(handle, settlement.id(), changed, history, at);
    List<Long> shown =
        completion.windowsOf(
            handle, settlement.id(), changed.stream().map(SettlementAccount::account).toList());
    return new Progress(moved, results, shown);
  }

  private Settlement move(
      Handle handle,
      Settlement settlement,
      Map<Long, SettlementAccount> accounts,
      SettlementHistory history,
      Instant at,
      Principal by) {
    SettlementState state = ChangeRules.stateOf(settlement.state(), accounts.values());
    if (state == settlement.state()) {
      return settlement;
    }
    SettlementState shared = state == SettlementState.SETTLING ? SettlementState.SETTLED : state;
    String reason =
        (state == SettlementState.SETTLING ? "Some" : "All") + " settlement accounts are " + shared;
    rows.move(handle, settlement.id(), state, reason, at, by);
    history.settlement(state, reason);
    return rows.find(handle, settlement.id()).orElseThrow();
  }
}
