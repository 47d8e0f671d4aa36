package org.pamoja.hub.settlement.settlements;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.pamoja.hub.security.Principal;

/**
 * Every state that anything of a settlement had, with reason, time and who asked for it;
 * append-only, in the transaction of the change. For one change of one settlement, on one thread.
 */
final class SettlementHistory {
  private static final String INSERT =
      """
      INSERT INTO settlement_change (settlement_id, window_id, content_id, account_id, state, reason,
        external_reference, changed_at, changed_by)
      VALUES (:settlement, :window, :content, :account, :state, :reason, :reference, :at, :by)
      """;

  private final Handle handle;
  private final long settlement;
  private final Instant at;
  private final Principal by;

  SettlementHistory(Handle handle, long settlement, Instant at, Principal by) {
    this.handle = handle;
    this.settlement = settlement;
    this.at = at;
    this.by = by;
  }

  /** The settlement itself. */
  void settlement(SettlementState state, String reason) {
    PreparedBatch batch = handle.prepareBatch(INSERT);
    add(batch, null, null, null, state.name(), reason, Optional.empty());
    batch.execute();
  }

  /** Accounts as they are now. */
  void accounts(Collection<SettlementAccount> accounts) {
    PreparedBatch batch = handle.prepareBatch(INSERT);
    for (SettlementAccount account : accounts) {
      add(
          batch,
          null,
          null,
          account.account(),
          account.state().name(),
          account.reason(),
          account.externalReference());
    }
    execute(batch);
  }

  /** Contents. */
  void contents(Collection<Long> contents, String state, String reason) {
    PreparedBatch batch = handle.prepareBatch(INSERT);
    contents.forEach(content -> add(batch, null, content, null, state, reason, Optional.empty()));
    execute(batch);
  }

  /** Windows. */
  void windows(Collection<Long> windows, String state, String reason) {
    PreparedBatch batch = handle.prepareBatch(INSERT);
    windows.forEach(window -> add(batch, window, null, null, state, reason, Optional.empty()));
    execute(batch);
  }

  private void add(
      PreparedBatch batch,
      Long window,
      Long content,
      Long account,
      String state,
      String reason,
      Optional<String> reference) {
    batch
        .bind("settlement", settlement)
        .bind("window", window)
        .bind("content", content)
        .bind("account", account)
        .bind("state", state)
        .bind("reason", reason)
        .bind("reference", reference.orElse(null))
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("by", by.name())
        .add();
  }

  private static void execute(PreparedBatch batch) {
    if (batch.size() > 0) {
      batch.execute();
    }
  }
}
