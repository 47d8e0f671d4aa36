package org.pamoja.hub.settlement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Models and account types in the database; every method works on the caller's handle, in its
 * transaction if it has one. Stateless; threads may share it.
 */
public final class SettlementStore {

  /** All account types by number. */
  public List<LedgerAccountType> accountTypes(Handle handle) {
    return handle
        .createQuery(
            "SELECT id, name, description, active, settleable, created_at FROM ledger_account_type ORDER BY id")
        .map((row, _) -> accountType(row))
        .list();
  }

  /** Whether there is an account type of that name. */
  public boolean hasAccountType(Handle handle, String name) {
    return handle
            .createQuery("SELECT count(*) FROM ledger_account_type WHERE name = :name")
            .bind("name", name)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  /**
   * Adds an account type.
   *
   * @return false when the name is taken
   */
  public boolean addAccountType(
      Handle handle,
      String name,
      String description,
      boolean active,
      boolean settleable,
      Instant at,
      String by) {
    return handle
            .createUpdate(
                """
                INSERT INTO ledger_account_type (name, description, active, settleable, created_at, created_by)
                VALUES (:name, :description, :active, :settleable, :at, :by)
                ON CONFLICT (name) DO NOTHING
                """)
            .bind("name", name)
            .bind("description", description)
            .bind("active", active)
            .bind("settleable", settleable)
            .bind("at", at.atOffset(ZoneOffset.UTC))
            .bind("by", by)
            .execute()
        == 1;
  }

  /**
   * The active models a participant's accounts in a currency follow: those of the currency, or when
   * it has none, those without a currency (ledger-admin §2.4). Empty when there is neither.
   */
  public List<SettlementModel> modelsFor(Handle handle, String currency) {
    List<SettlementModel> own =
        handle
            .createQuery(
                "SELECT * FROM settlement_model WHERE active AND currency = :currency ORDER BY id")
            .bind("currency", currency)
            .map((row, _) -> model(row))
            .list();
    return own.isEmpty()
        ? handle
            .createQuery(
                "SELECT * FROM settlement_model WHERE active AND currency IS NULL ORDER BY id")
            .map((row, _) -> model(row))
            .list()
        : own;
  }

  /** All active models by number. */
  public List<SettlementModel> activeModels(Handle handle) {
    return handle
        .createQuery("SELECT * FROM settlement_model WHERE active ORDER BY id")
        .map((row, _) -> model(row))
        .list();
  }

  /** The model of that name, whatever its case, active or not. */
  public Optional<SettlementModel> model(Handle handle, String name) {
    if (name.indexOf('\0') >= 0) {
      // A path may hold this character; the database refuses even to look for it.
      return Optional.empty();
    }
    return handle
        .createQuery("SELECT * FROM settlement_model WHERE name_key = :key")
        .bind("key", key(name))
        .map((row, _) -> model(row))
        .findOne();
  }

  /**
   * Adds a model.
   *
   * @throws FspiopException 500/2001 when another model has the same currency and account type;
   *     400/3000 when the name is taken
   */
  public void addModel(
      Handle handle, String name, SettlementModel.Terms terms, Instant at, String by) {
    try {
      insert(handle, name, terms, at.atOffset(ZoneOffset.UTC), by);
    } catch (UnableToExecuteStatementException refused) {
      throw translated(refused);
    }
  }

  /**
   * Makes a model active or inactive.
   *
   * @return the model as it is then, empty when there is none of that name
   */
  public Optional<SettlementModel> setActive(
      Handle handle, String name, boolean active, Instant at, String by) {
    return handle
        .createQuery(
            """
            UPDATE settlement_model SET active = :active, changed_at = :at, changed_by = :by
            WHERE name_key = :key RETURNING *
            """)
        .bind("active", active)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("by", by)
        .bind("key", key(name))
        .map((row, _) -> model(row))
        .findOne();
  }

  /** The refusal for a model whose name is taken. */
  static FspiopException nameTaken() {
    return new FspiopException(ErrorCode.GENERIC_CLIENT_ERROR, "Settlement Model already exists");
  }

  private static void insert(
      Handle handle, String name, SettlementModel.Terms terms, OffsetDateTime at, String by) {
    handle
        .createUpdate(
            """
            INSERT INTO settlement_model (name, name_key, granularity, interchange, delay, currency,
              require_liquidity_check, ledger_account_type, settlement_account_type, auto_position_reset,
              created_at, created_by, changed_at, changed_by)
            VALUES (:name, :key, :granularity, :interchange, :delay, :currency,
              :check, :accountType, :settlementType, :reset, :at, :by, :at, :by)
            """)
        .bind("name", name)
        .bind("key", key(name))
        .bind("granularity", terms.granularity())
        .bind("interchange", terms.interchange())
        .bind("delay", terms.delay())
        .bind("currency", terms.currency().orElse(null))
        .bind("check", terms.requireLiquidityCheck())
        .bind("accountType", terms.ledgerAccountType())
        .bind("settlementType", terms.settlementAccountType())
        .bind("reset", terms.autoPositionReset())
        .bind("at", at)
        .bind("by", by)
        .execute();
  }

  /**
   * Two operators may add models at the same time; then the store's own keys tell which rule was
   * broken.
   */
  private static RuntimeException translated(UnableToExecuteStatementException refused) {
    if (!(refused.getCause() instanceof PSQLException cause)
        || !PSQLState.UNIQUE_VIOLATION.getState().equals(cause.getSQLState())
        || cause.getServerErrorMessage() == null) {
      return refused;
    }
    return "one_model_for_currency_and_type".equals(cause.getServerErrorMessage().getConstraint())
        ? new FspiopException(
            ErrorCode.INTERNAL_SERVER_ERROR,
            "Settlement Model with the same currency and ledger account type already exists")
        : nameTaken();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static LedgerAccountType accountType(ResultSet row) throws SQLException {
    return new LedgerAccountType(
        row.getInt("id"),
        row.getString("name"),
        row.getString("description"),
        row.getBoolean("active"),
        row.getBoolean("settleable"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static SettlementModel model(ResultSet row) throws SQLException {
    SettlementModel.Terms terms =
        new SettlementModel.Terms(
            row.getString("granularity"),
            row.getString("interchange"),
            row.getString("delay"),
            Optional.ofNullable(row.getString("currency")),
            row.getBoolean("require_liquidity_check"),
            row.getString("ledger_account_type"),
            row.getString("settlement_account_type"),
            row.getBoolean("auto_position_reset"));
    return new SettlementModel(
        row.getInt("id"), row.getString("name"), row.getBoolean("active"), terms);
  }
}
