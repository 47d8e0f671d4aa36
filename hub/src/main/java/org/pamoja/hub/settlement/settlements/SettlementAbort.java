package org.pamoja.hub.settlement.settlements;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.security.Principal;
import org.pamoja.hub.settlement.Transactions;
import org.pamoja.hub.settlement.windows.Content;
import org.pamoja.hub.settlement.windows.ContentState;
import org.pamoja.hub.settlement.windows.ContentStore;
import org.pamoja.ledger.command.SettlementCommand;
import org.pamoja.ledger.command.SettlementCommand.AbortSettlement;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.WindowState;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/**
 * Gives settlements up (settlement §4.1): what was reserved is moved back, and the windows are free
 * for another settlement. The reference has this routine and never calls it. May be repeated after
 * whatever went wrong. Threads may share it; each call blocks.
 */
final class SettlementAbort {
  private final Jdbi jdbi;
  private final SettlementLedger ledger;
  private final SettlementWindows windows;
  private final InstantSource clock;
  private final SettlementRows rows = new SettlementRows();
  private final ContentStore contents = new ContentStore();

  SettlementAbort(SettlementParts parts) {
    this.jdbi = parts.jdbi();
    this.ledger = parts.ledger();
    this.windows = parts.windows();
    this.clock = parts.clock();
  }

  /**
   * Aborts a settlement; one that is aborted only gets the new reason.
   *
   * @throws FspiopException 400/3100 as settlement §4.1 lists; 503/2003 when the ledger could not
   *     be asked for all accounts: the settlement takes no other step then until the abort is
   *     repeated and done
   */
  Settlement abort(long id, String reason, Optional<String> externalReference, Principal by) {
    // Stored beforehand: the ledger aborts one account after the other, and whatever becomes of the
    // rest, nobody may move on what is aborted in part.
    boolean begun = Transactions.run(jdbi, handle -> begin(handle, id));
    if (!begun) {
      throw committed(id);
    }
    return Transactions.run(jdbi, handle -> end(handle, id, reason, externalReference, by));
  }

  /** Whether the settlement may be aborted; then it can only be aborted from now on. */
  private boolean begin(Handle handle, long id) {
    Settlement settlement = lock(handle, id);
    if (settlement.state() == SettlementState.ABORTED) {
      return true;
    }
    List<SettlementAccount> accounts = rows.accounts(handle, id);
    Map<String, TransferState> states = states(handle, accounts);
    boolean committed =
        accounts.stream().anyMatch(it -> it.state() == SettlementState.PS_TRANSFERS_COMMITTED)
            || states.containsValue(TransferState.COMMITTED);
    // A commit that the ledger took up late may precede an abort that moved nothing back yet.
    boolean aborting = !committed || states.containsValue(TransferState.ABORTED_REJECTED);
    if (aborting != settlement.aborting()) {
      rows.setAborting(handle, id, aborting);
    }
    return !committed;
  }

  private Settlement end(
      Handle handle, long id, String reason, Optional<String> externalReference, Principal by)
      throws SQLException {
    Settlement settlement = lock(handle, id);
    if (settlement.state() == SettlementState.ABORTED) {
      move(handle, settlement, reason, by);
    } else {
      List<SettlementAccount> accounts = rows.accounts(handle, id);
      moveBack(handle, accounts, reason, by);
      mark(handle, settlement, accounts, reason, externalReference, by);
    }
    return rows.find(handle, id).orElseThrow();
  }

  /** The settlement, nobody else's to change, if it is in a state that allows to abort it. */
  private Settlement lock(Handle handle, long id) {
    Settlement settlement =
        rows.lock(handle, id)
            .orElseThrow(() -> invalid("Settlement with ID '" + id + "' not found"));
    return switch (settlement.state()) {
      case PS_TRANSFERS_COMMITTED, SETTLING, SETTLED ->
          throw invalid(
              "State change is not allowed for settlement '%d' in state '%s'"
                  .formatted(id, settlement.state()));
      case PENDING_SETTLEMENT, PS_TRANSFERS_RECORDED, PS_TRANSFERS_RESERVED, ABORTED -> settlement;
    };
  }

  /** The ledger's word counts: after a crash the marks may be behind it. */
  private void moveBack(
      Handle handle, List<SettlementAccount> accounts, String reason, Principal by) {
    List<SettlementCommand> aborts =
        states(handle, accounts).entrySet().stream()
            .filter(it -> !it.getValue().isFinal())
            .<SettlementCommand>map(
                it -> new AbortSettlement(TransferKey.transfer(it.getKey()), reason))
            .toList();
    ledger.decide(aborts, by).stream()
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            refusal -> {
              throw new FspiopException(
                  ErrorCode.SERVICE_UNAVAILABLE,
                  "not aborted yet, the request may be repeated: "
                      + refusal.error().errorDescription());
            });
  }

  /** States of the settlement transfers that the ledger knows. */
  private static Map<String, TransferState> states(
      Handle handle, List<SettlementAccount> accounts) {
    Map<String, TransferState> states = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT transfer_id, state FROM transfer
            WHERE transfer_id = ANY(:ids) AND NOT conversion AND state <> 0
            """)
        .bindArray(
            "ids", String.class, accounts.stream().map(SettlementAccount::transferId).toList())
        .map((row, _) -> Map.entry(row.getString(1), TransferState.of(row.getInt(2))))
        .forEach(row -> states.put(row.getKey(), row.getValue()));
    return states;
  }

  private void mark(
      Handle handle,
      Settlement settlement,
      List<SettlementAccount> accounts,
      String reason,
      Optional<String> externalReference,
      Principal by)
      throws SQLException {
    Instant at = clock.instant();
    String aborted = SettlementState.ABORTED.name();
    List<SettlementAccount> ended =
        accounts.stream()
            .map(it -> it.moved(SettlementState.ABORTED, reason, externalReference, at))
            .toList();
    rows.update(handle, settlement.id(), ended);
    List<Long> own = rows.windows(handle, settlement.id());
    windows.lock(handle.getConnection(), own);
    List<Long> taken =
        contents.ofSettlement(handle, settlement.id()).stream().map(Content::id).toList();
    contents.move(handle, settlement.id(), taken, ContentState.ABORTED, reason, at);
    List<Long> free = withoutOthers(handle, own);
    for (long window : free) {
      windows.setState(handle.getConnection(), window, WindowState.ABORTED, Optional.of(reason));
    }
    SettlementHistory history = new SettlementHistory(handle, settlement.id(), at, by);
    history.accounts(ended);
    history.contents(taken, aborted, reason);
    history.windows(free, aborted, reason);
    rows.setAborting(handle, settlement.id(), false);
    move(handle, settlement, reason, by);
  }

  /** The windows of which no other settlement is settling anything: those go on being pending. */
  private List<Long> withoutOthers(Handle handle, List<Long> own) {
    Set<Long> pending =
        contents.ofWindows(handle, own).stream()
            .filter(content -> content.state() == ContentState.PENDING_SETTLEMENT)
            .map(Content::window)
            .collect(Collectors.toSet());
    return own.stream().filter(window -> !pending.contains(window)).toList();
  }

  private void move(Handle handle, Settlement settlement, String reason, Principal by) {
    Instant at = clock.instant();
    rows.move(handle, settlement.id(), SettlementState.ABORTED, reason, at, by);
    new SettlementHistory(handle, settlement.id(), at, by)
        .settlement(SettlementState.ABORTED, reason);
  }

  private static FspiopException committed(long id) {
    return invalid(
        "At least one settlement transfer is committed for settlement '%d'. Aborting is not allowed."
            .formatted(id));
  }

  private static FspiopException invalid(String detail) {
    return new FspiopException(ErrorCode.VALIDATION_ERROR, detail);
  }
}
