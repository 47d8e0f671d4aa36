package org.pamoja.hub.settlement.settlements;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.settlement.Transactions;
import org.pamoja.hub.settlement.windows.Content;
import org.pamoja.hub.settlement.windows.ContentStore;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.SettlementWindows.SettlementWindow;

/** Reads settlements for those who ask (settlement §3.2 to §3.4). Threads may share it. */
final class SettlementReader {
  /** Longest list; the newest settlements come first. */
  private static final int MOST = 1_000;

  private final Jdbi jdbi;
  private final SettlementWindows windows;
  private final SettlementRows rows = new SettlementRows();
  private final ContentStore contents = new ContentStore();
  private final SettlementCompletion completion;

  SettlementReader(Jdbi jdbi, SettlementWindows windows) {
    this.jdbi = jdbi;
    this.windows = windows;
    this.completion = new SettlementCompletion(windows);
  }

  /**
   * One settlement.
   *
   * @throws FspiopException 400/3100 when there is none of that number
   */
  WholeSettlement whole(long id) {
    return Transactions.read(
        jdbi, handle -> assemble(handle, List.of(require(handle, id))).getFirst());
  }

  /** The settlements that a filter describes, the newest first. */
  List<WholeSettlement> search(SettlementFilter filter) {
    return Transactions.read(jdbi, handle -> assemble(handle, rows.search(handle, filter, MOST)));
  }

  /** All at once, in as many queries as one would take. */
  private List<WholeSettlement> assemble(Handle handle, List<Settlement> settlements)
      throws SQLException {
    List<Long> ids = settlements.stream().map(Settlement::id).toList();
    Map<Long, List<Long>> own = rows.windows(handle, ids);
    Map<Long, List<SettlementAccount>> accounts = rows.accounts(handle, ids);
    Map<Long, List<Content>> taken = contents.ofSettlements(handle, ids);
    Set<Long> numbers = own.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    Map<Long, SettlementWindow> all =
        windows.list(handle.getConnection(), numbers).stream()
            .collect(Collectors.toMap(SettlementWindow::id, Function.identity()));
    return settlements.stream()
        .map(
            it ->
                new WholeSettlement(
                    it,
                    own.getOrDefault(it.id(), List.of()).stream().map(all::get).toList(),
                    taken.getOrDefault(it.id(), List.of()),
                    accounts.getOrDefault(it.id(), List.of())))
        .toList();
  }

  /** The part of a settlement that is a participant's. */
  WholeSettlement ofParticipant(long id, long participant) {
    return Transactions.read(
        jdbi,
        handle -> {
          Settlement settlement = require(handle, id);
          List<SettlementAccount> own = requireParticipant(handle, id, participant);
          return restricted(handle, settlement, own);
        });
  }

  /** The part of a settlement that is an account's. */
  WholeSettlement ofAccount(long id, long participant, long account) {
    return Transactions.read(
        jdbi,
        handle -> {
          Settlement settlement = require(handle, id);
          requireParticipant(handle, id, participant);
          if (!belongs(handle, account, participant)) {
            throw invalid(
                "Provided account ID '%d' does not match any position account for participant '%d' in settlement '%d'"
                    .formatted(account, participant, id));
          }
          List<SettlementAccount> own = accounts(handle, id, it -> it.account() == account);
          if (own.isEmpty()) {
            throw invalid("Account ID '%d' is not part of settlement '%d'".formatted(account, id));
          }
          return restricted(handle, settlement, own);
        });
  }

  /** What a request to move accounts on has left, for its answer. */
  WholeSettlement after(Progress progress) {
    return Transactions.read(
        jdbi, handle -> assemble(handle, progress.settlement(), progress.windows(), List.of()));
  }

  private Settlement require(Handle handle, long id) {
    return rows.find(handle, id)
        .orElseThrow(() -> invalid("Settlement with ID '" + id + "' not found"));
  }

  private List<SettlementAccount> requireParticipant(Handle handle, long id, long participant) {
    List<SettlementAccount> own = accounts(handle, id, it -> it.participant() == participant);
    if (own.isEmpty()) {
      throw invalid(
          "Participant with ID '%d' is not part of settlement '%d'".formatted(participant, id));
    }
    return own;
  }

  private List<SettlementAccount> accounts(
      Handle handle, long id, Predicate<SettlementAccount> wanted) {
    return rows.accounts(handle, id).stream().filter(wanted).toList();
  }

  /** Whether the account is of a kind that is settled, and the participant's. */
  private static boolean belongs(Handle handle, long account, long participant) {
    Optional<Long> owner =
        handle
            .createQuery(
                """
                SELECT a.participant_id FROM account a JOIN ledger_account_type t ON t.name = a.type
                WHERE a.account_id = :id AND t.settleable
                """)
            .bind("id", account)
            .mapTo(Long.class)
            .findOne();
    return owner.filter(id -> id == participant).isPresent();
  }

  private WholeSettlement restricted(
      Handle handle, Settlement settlement, List<SettlementAccount> accounts) throws SQLException {
    List<Long> numbers = accounts.stream().map(SettlementAccount::account).toList();
    return assemble(
        handle, settlement, completion.windowsOf(handle, settlement.id(), numbers), accounts);
  }

  private WholeSettlement assemble(
      Handle handle, Settlement settlement, List<Long> shown, List<SettlementAccount> accounts)
      throws SQLException {
    return new WholeSettlement(
        settlement,
        windows.list(handle.getConnection(), shown),
        contents.ofSettlement(handle, settlement.id()),
        accounts);
  }

  private static FspiopException invalid(String detail) {
    return new FspiopException(ErrorCode.VALIDATION_ERROR, detail);
  }
}
