package org.pamoja.hub.settlement.settlements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.pamoja.hub.security.Principal;

/**
 * Settlements in the database; every method works on the caller's handle, in its transaction.
 * Whoever changes a settlement has locked it. Stateless; threads may share it.
 */
final class SettlementRows {
  private static final String SELECT =
      """
      SELECT s.id, s.model_id, m.name, m.require_liquidity_check, m.auto_position_reset, s.state, s.aborting,
        s.reason, s.created_at, s.changed_at
      FROM settlement s JOIN settlement_model m ON m.id = s.model_id
      """;

  /** The settlement of that number, nobody else's to change until the transaction ends. */
  Optional<Settlement> lock(Handle handle, long id) {
    return handle
        .createQuery(SELECT + "WHERE s.id = :id FOR UPDATE OF s")
        .bind("id", id)
        .map((row, _) -> settlement(row))
        .findOne();
  }

  /** The settlement of that number. */
  Optional<Settlement> find(Handle handle, long id) {
    return handle
        .createQuery(SELECT + "WHERE s.id = :id")
        .bind("id", id)
        .map((row, _) -> settlement(row))
        .findOne();
  }

  /** At most {@code most} settlements, the newest first. */
  List<Settlement> search(Handle handle, SettlementFilter filter, int most) {
    Query query =
        handle
            .createQuery(SELECT + SettlementFilter.WHERE + "ORDER BY s.id DESC LIMIT :most")
            .bind("most", most)
            .bindMap(filter.values());
    filter
        .times()
        .forEach(
            (name, time) ->
                query.bindBySqlType(name, time.orElse(null), Types.TIMESTAMP_WITH_TIMEZONE));
    return query.map((row, _) -> settlement(row)).list();
  }

  /** Its accounts by number. */
  List<SettlementAccount> accounts(Handle handle, long settlement) {
    return accounts(handle, List.of(settlement)).getOrDefault(settlement, List.of());
  }

  /** By settlement, the accounts by number. */
  Map<Long, List<SettlementAccount>> accounts(Handle handle, Collection<Long> settlements) {
    return handle
        .createQuery(
            """
            SELECT settlement_id, account_id, participant_id, currency, net_amount, transfer_id, state, reason,
              external_reference, created_at, changed_at
            FROM settlement_account WHERE settlement_id = ANY(:ids) ORDER BY settlement_id, account_id
            """)
        .bindArray("ids", Long.class, settlements)
        .map((row, _) -> Map.entry(row.getLong("settlement_id"), account(row)))
        .collect(byKey());
  }

  /** Numbers of its windows, ascending. */
  List<Long> windows(Handle handle, long settlement) {
    return windows(handle, List.of(settlement)).getOrDefault(settlement, List.of());
  }

  /** By settlement, the numbers of the windows, ascending. */
  Map<Long, List<Long>> windows(Handle handle, Collection<Long> settlements) {
    return handle
        .createQuery(
            """
            SELECT settlement_id, window_id FROM settlement_window_link
            WHERE settlement_id = ANY(:ids) ORDER BY settlement_id, window_id
            """)
        .bindArray("ids", Long.class, settlements)
        .map((row, _) -> Map.entry(row.getLong(1), row.getLong(2)))
        .collect(byKey());
  }

  private static <T> Collector<Map.Entry<Long, T>, ?, Map<Long, List<T>>> byKey() {
    return Collectors.groupingBy(
        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList()));
  }

  /** Makes a settlement without accounts and returns its number. */
  long insert(Handle handle, int model, String reason, Instant at, Principal by) {
    return handle
        .createQuery(
            """
            INSERT INTO settlement (model_id, state, reason, created_at, created_by, changed_at, changed_by)
            VALUES (:model, 'PENDING_SETTLEMENT', :reason, :at, :by, :at, :by) RETURNING id
            """)
        .bind("model", model)
        .bind("reason", reason)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("by", by.name())
        .mapTo(Long.class)
        .one();
  }

  /** Links a settlement to the windows and the contents that it settles. */
  void link(Handle handle, long settlement, Collection<Long> windows, Collection<Long> contents) {
    handle
        .createUpdate(
            "INSERT INTO settlement_window_link (settlement_id, window_id) SELECT :id, unnest(:windows)")
        .bind("id", settlement)
        .bindArray("windows", Long.class, windows)
        .execute();
    handle
        .createUpdate(
            "INSERT INTO settlement_content_link (settlement_id, content_id) SELECT :id, unnest(:contents)")
        .bind("id", settlement)
        .bindArray("contents", Long.class, contents)
        .execute();
  }

  /** Adds accounts to a settlement. */
  void addAccounts(Handle handle, long settlement, List<SettlementAccount> accounts) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO settlement_account (settlement_id, account_id, participant_id, currency, net_amount,
              transfer_id, state, reason, created_at, changed_at)
            VALUES (:settlement, :account, :participant, :currency, :net, :transfer, :state, :reason, :at, :at)
            """);
    for (SettlementAccount account : accounts) {
      batch
          .bind("settlement", settlement)
          .bind("account", account.account())
          .bind("participant", account.participant())
          .bind("currency", account.currency())
          .bind("net", account.netAmount())
          .bind("transfer", account.transferId())
          .bind("state", account.state().name())
          .bind("reason", account.reason())
          .bind("at", account.created().atOffset(ZoneOffset.UTC))
          .add();
    }
    batch.execute();
  }

  /** Stores accounts as they are now. */
  void update(Handle handle, long settlement, Collection<SettlementAccount> accounts) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            UPDATE settlement_account
            SET state = :state, reason = :reason, external_reference = :reference, changed_at = :at
            WHERE settlement_id = :settlement AND account_id = :account
            """);
    for (SettlementAccount account : accounts) {
      batch
          .bind("settlement", settlement)
          .bind("account", account.account())
          .bind("state", account.state().name())
          .bind("reason", account.reason())
          .bind("reference", account.externalReference().orElse(null))
          .bind("at", account.changed().atOffset(ZoneOffset.UTC))
          .add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /** Gives an account another settlement transfer, since the ledger has refused the one it had. */
  void renewTransfer(Handle handle, long settlement, long account, String transferId) {
    handle
        .createUpdate(
            """
            UPDATE settlement_account SET transfer_id = :transfer
            WHERE settlement_id = :settlement AND account_id = :account
            """)
        .bind("transfer", transferId)
        .bind("settlement", settlement)
        .bind("account", account)
        .execute();
  }

  /** Puts a settlement into a state. */
  void move(
      Handle handle, long id, SettlementState state, String reason, Instant at, Principal by) {
    handle
        .createUpdate(
            """
            UPDATE settlement SET state = :state, reason = :reason, changed_at = :at, changed_by = :by
            WHERE id = :id
            """)
        .bind("state", state.name())
        .bind("reason", reason)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("by", by.name())
        .bind("id", id)
        .execute();
  }

  /** Stores that an abort of a settlement has begun, or that it is over. */
  void setAborting(Handle handle, long id, boolean aborting) {
    handle
        .createUpdate("UPDATE settlement SET aborting = :aborting WHERE id = :id")
        .bind("aborting", aborting)
        .bind("id", id)
        .execute();
  }

  private static Settlement settlement(ResultSet row) throws SQLException {
    return new Settlement(
        row.getLong("id"),
        row.getInt("model_id"),
        row.getString("name"),
        row.getBoolean("require_liquidity_check"),
        row.getBoolean("auto_position_reset"),
        SettlementState.valueOf(row.getString("state")),
        row.getBoolean("aborting"),
        row.getString("reason"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private static SettlementAccount account(ResultSet row) throws SQLException {
    return new SettlementAccount(
        row.getLong("account_id"),
        row.getInt("participant_id"),
        row.getString("currency"),
        row.getLong("net_amount"),
        row.getString("transfer_id"),
        SettlementState.valueOf(row.getString("state")),
        row.getString("reason"),
        Optional.ofNullable(row.getString("external_reference")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
