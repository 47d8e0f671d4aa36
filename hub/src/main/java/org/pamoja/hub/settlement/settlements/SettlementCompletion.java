package org.pamoja.hub.settlement.settlements;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.pamoja.hub.settlement.windows.Content;
import org.pamoja.hub.settlement.windows.ContentState;
import org.pamoja.hub.settlement.windows.ContentStore;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.WindowState;

/**
 * What the settled accounts of a settlement make of its contents and windows: a content is settled
 * when all its accounts are, a window when all its contents are, whoever settled them. Works in the
 * caller's transaction. Threads may share it.
 */
final class SettlementCompletion {
  private static final String CONTENT_SETTLED = "All content aggregation records are SETTLED";
  private static final String WINDOW_SETTLED = "All settlement window content is SETTLED";

  private final SettlementWindows windows;
  private final SettlementRows rows = new SettlementRows();
  private final ContentStore contents = new ContentStore();

  SettlementCompletion(SettlementWindows windows) {
    this.windows = windows;
  }

  /** Marks what is settled now that these accounts have changed. */
  void settle(
      Handle handle,
      long settlement,
      Collection<SettlementAccount> changed,
      SettlementHistory history,
      Instant at)
      throws SQLException {
    List<Long> settled =
        changed.stream()
            .filter(account -> account.state() == SettlementState.SETTLED)
            .map(SettlementAccount::account)
            .toList();
    if (settled.isEmpty()) {
      return;
    }
    List<Long> own = rows.windows(handle, settlement);
    windows.lock(handle.getConnection(), own);
    contents.settleAccounts(handle, settlement, settled);
    List<Long> complete = contents.settleComplete(handle, settlement, CONTENT_SETTLED, at);
    history.contents(complete, ContentState.SETTLED.name(), CONTENT_SETTLED);
    if (!complete.isEmpty()) {
      settleWindows(handle, own, complete, history);
    }
  }

  private void settleWindows(
      Handle handle, List<Long> own, List<Long> complete, SettlementHistory history)
      throws SQLException {
    List<Content> all = contents.ofWindows(handle, own);
    List<Long> settled =
        all.stream()
            .filter(content -> complete.contains(content.id()))
            .map(Content::window)
            .distinct()
            .filter(window -> isSettled(all, window))
            .toList();
    for (long window : settled) {
      windows.setState(
          handle.getConnection(), window, WindowState.SETTLED, Optional.of(WINDOW_SETTLED));
    }
    history.windows(settled, WindowState.SETTLED.name(), WINDOW_SETTLED);
  }

  private static boolean isSettled(List<Content> all, long window) {
    return all.stream()
        .filter(content -> content.window() == window)
        .allMatch(content -> content.state() == ContentState.SETTLED);
  }

  /** Numbers of the windows of a settlement in which these accounts have something, ascending. */
  List<Long> windowsOf(Handle handle, long settlement, Collection<Long> accounts) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT c.window_id FROM settlement_content_link l
              JOIN settlement_content c ON c.id = l.content_id
              JOIN content_total t ON t.content_id = c.id
            WHERE l.settlement_id = :settlement AND t.account_id = ANY(:accounts) ORDER BY c.window_id
            """)
        .bind("settlement", settlement)
        .bindArray("accounts", Long.class, accounts)
        .mapTo(Long.class)
        .collect(Collectors.toList());
  }
}
