package org.pamoja.hub.settlement.windows;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Contents of windows in the database; every method works on the caller's handle, in its
 * transaction. Whoever changes contents has locked their windows. Stateless; threads may share it.
 */
public final class ContentStore {
  private static final String SELECT =
      """
      SELECT c.id, c.window_id, c.ledger_account_type, c.currency, c.state, c.settlement_id, c.created_at, c.changed_at
      FROM settlement_content c
      """;

  /** The contents of windows, by number. */
  public List<Content> ofWindows(Handle handle, Collection<Long> windows) {
    return handle
        .createQuery(SELECT + "WHERE c.window_id = ANY(:windows) ORDER BY c.id")
        .bindArray("windows", Long.class, windows)
        .map((row, _) -> content(row))
        .list();
  }

  /** The contents that a settlement took, though another may have taken them since, by number. */
  public List<Content> ofSettlement(Handle handle, long settlement) {
    return ofSettlements(handle, List.of(settlement)).getOrDefault(settlement, List.of());
  }

  /** The same for several settlements. */
  public Map<Long, List<Content>> ofSettlements(Handle handle, Collection<Long> settlements) {
    return handle
        .createQuery(
            """
            SELECT l.settlement_id AS taker, c.id, c.window_id, c.ledger_account_type, c.currency, c.state,
              c.settlement_id, c.created_at, c.changed_at
            FROM settlement_content c JOIN settlement_content_link l ON l.content_id = c.id
            WHERE l.settlement_id = ANY(:settlements) ORDER BY l.settlement_id, c.id
            """)
        .bindArray("settlements", Long.class, settlements)
        .map((row, _) -> Map.entry(row.getLong("taker"), content(row)))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  /** The contents that no settlement ever took, by number. */
  public List<Content> untaken(Handle handle) {
    return handle
        .createQuery(SELECT + "WHERE c.state = 'CLOSED' ORDER BY c.id")
        .map((row, _) -> content(row))
        .list();
  }

  /** Who owes what in contents, by account. */
  public List<ContentTotal> totals(Handle handle, Collection<Long> contents) {
    return handle
        .createQuery(
            """
            SELECT content_id, account_id, participant_id, amount FROM content_total
            WHERE content_id = ANY(:contents) ORDER BY account_id, content_id
            """)
        .bindArray("contents", Long.class, contents)
        .map(
            (row, _) ->
                new ContentTotal(
                    row.getLong(1),
                    row.getLong(2),
                    row.getInt(3),
                    row.getBigDecimal(4).toBigIntegerExact()))
        .list();
  }

  /** The names of account types that are settled at all. */
  public List<String> settleableTypes(Handle handle) {
    return handle
        .createQuery("SELECT name FROM ledger_account_type WHERE settleable")
        .mapTo(String.class)
        .list();
  }

  /**
   * Adds what a window leaves to settle of one kind of account in one currency.
   *
   * @param model number of the model that settles it, if there is one
   * @return number of the content
   */
  long add(
      Handle handle,
      long window,
      String accountType,
      String currency,
      Optional<Integer> model,
      String reason,
      Instant at) {
    return handle
        .createQuery(
            """
            INSERT INTO settlement_content (window_id, ledger_account_type, currency, model_id, state, reason,
              created_at, changed_at)
            VALUES (:window, :type, :currency, :model, 'CLOSED', :reason, :at, :at) RETURNING id
            """)
        .bind("window", window)
        .bind("type", accountType)
        .bind("currency", currency)
        .bind("model", model.orElse(null))
        .bind("reason", reason)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .mapTo(Long.class)
        .one();
  }

  /** Adds who owes what. */
  void addTotals(Handle handle, List<ContentTotal> totals) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO content_total (content_id, account_id, participant_id, amount, state)
            VALUES (:content, :account, :participant, :amount, 'CLOSED')
            """);
    for (ContentTotal total : totals) {
      batch
          .bind("content", total.content())
          .bind("account", total.account())
          .bind("participant", total.participant())
          .bind("amount", new BigDecimal(total.amount()))
          .add();
    }
    batch.execute();
  }

  /** Puts contents, with all accounts in them, into a state, as part of a settlement. */
  public void move(
      Handle handle,
      long settlement,
      Collection<Long> contents,
      ContentState state,
      String reason,
      Instant at) {
    handle
        .createUpdate(
            """
            UPDATE settlement_content
            SET state = :state, reason = :reason, settlement_id = :settlement, changed_at = :at
            WHERE id = ANY(:contents)
            """)
        .bind("state", state.name())
        .bind("reason", reason)
        .bind("settlement", settlement)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bindArray("contents", Long.class, contents)
        .execute();
    handle
        .createUpdate("UPDATE content_total SET state = :state WHERE content_id = ANY(:contents)")
        .bind("state", state.name())
        .bindArray("contents", Long.class, contents)
        .execute();
  }

  /** Marks what accounts owed in a settlement's contents as settled. */
  public void settleAccounts(Handle handle, long settlement, Collection<Long> accounts) {
    handle
        .createUpdate(
            """
            UPDATE content_total t SET state = 'SETTLED' FROM settlement_content c
            WHERE c.id = t.content_id AND c.settlement_id = :settlement AND t.account_id = ANY(:accounts)
            """)
        .bind("settlement", settlement)
        .bindArray("accounts", Long.class, accounts)
        .execute();
  }

  /**
   * Marks those of a settlement's contents as settled in which all accounts are.
   *
   * @return their numbers
   */
  public List<Long> settleComplete(Handle handle, long settlement, String reason, Instant at) {
    return handle
        .createQuery(
            """
            UPDATE settlement_content c SET state = 'SETTLED', reason = :reason, changed_at = :at
            WHERE c.settlement_id = :settlement AND c.state = 'PENDING_SETTLEMENT'
              AND NOT EXISTS (SELECT FROM content_total t WHERE t.content_id = c.id AND t.state <> 'SETTLED')
            RETURNING c.id
            """)
        .bind("settlement", settlement)
        .bind("reason", reason)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .mapTo(Long.class)
        .list();
  }

  private static Content content(ResultSet row) throws SQLException {
    long settlement = row.getLong("settlement_id");
    return new Content(
        row.getLong("id"),
        row.getLong("window_id"),
        row.getString("ledger_account_type"),
        row.getString("currency"),
        ContentState.valueOf(row.getString("state")),
        settlement == 0 ? Optional.empty() : Optional.of(settlement),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
