package org.pamoja.hub.oracles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The table {@code oracle}; every method works on the caller's handle, in its transaction if it has
 * one. Stateless; threads may share it.
 */
final class OracleStore {
  /** Name of the cache that holds the table. */
  static final String CACHE = "oracles";

  /** All active oracles by number. */
  List<RegisteredOracle> active(Handle handle) {
    return handle
        .createQuery("SELECT * FROM oracle WHERE active ORDER BY id")
        .map((row, _) -> oracle(row))
        .list();
  }

  /**
   * Whether another active oracle than {@code except} has the same type, endpoint type and
   * currency.
   */
  boolean isTaken(Handle handle, RegisteredOracle oracle, int except) {
    return active(handle).stream()
        .anyMatch(
            other ->
                other.id() != except
                    && other.type().equals(oracle.type())
                    && other.endpointType().equals(oracle.endpointType())
                    && other.currency().equals(oracle.currency()));
  }

  /** Adds an oracle; its number is not looked at. */
  void insert(Handle handle, RegisteredOracle oracle, Instant at, String by) {
    bind(
            handle.createUpdate(
                """
                INSERT INTO oracle (type, endpoint, endpoint_type, currency, is_default,
                  created_at, created_by, changed_at, changed_by)
                VALUES (:type, :endpoint, :endpointType, :currency, :default, :at, :by, :at, :by)
                """),
            oracle,
            at,
            by)
        .execute();
  }

  /** Replaces what an active oracle says. */
  void update(Handle handle, RegisteredOracle oracle, Instant at, String by) {
    bind(
            handle.createUpdate(
                """
                UPDATE oracle SET type = :type, endpoint = :endpoint, endpoint_type = :endpointType,
                  currency = :currency, is_default = :default, changed_at = :at, changed_by = :by
                WHERE id = :id AND active
                """),
            oracle,
            at,
            by)
        .bind("id", oracle.id())
        .execute();
  }

  /** Takes an oracle out of use. */
  void deactivate(Handle handle, int id, Instant at, String by) {
    handle
        .createUpdate(
            "UPDATE oracle SET active = false, changed_at = :at, changed_by = :by WHERE id = :id AND active")
        .bind("id", id)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("by", by)
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, RegisteredOracle oracle, Instant at, String by) {
    return statement
        .bind("type", oracle.type())
        .bind("endpoint", oracle.endpoint())
        .bind("endpointType", oracle.endpointType())
        .bind("currency", oracle.currency().orElse(null))
        .bind("default", oracle.isDefault())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("by", by);
  }

  private static RegisteredOracle oracle(ResultSet row) throws SQLException {
    return new RegisteredOracle(
        row.getInt("id"),
        row.getString("type"),
        row.getString("endpoint"),
        row.getString("endpoint_type"),
        Optional.ofNullable(row.getString("currency")),
        row.getBoolean("is_default"));
  }
}
