package org.pamoja.hub.audit;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.security.Principal;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The audit log in PostgreSQL, one hash chain per node. Threads may share it. */
public final class PostgresAuditLog implements AuditLog {
  private static final int FETCH_SIZE = 1_000;
  private static final int MAX_DETAIL = 1_024;
  private static final int MAX_DETAILS = 64;

  private final Jdbi jdbi;
  private final String chain;
  private final InstantSource clock;

  /**
   * A log that writes to one node's chain.
   *
   * @param chain name of the node
   */
  public PostgresAuditLog(Jdbi jdbi, String chain, InstantSource clock) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.clock = clock;
  }

  /** The last entry of a chain. */
  private record Head(long sequence, byte[] hash) {
    static final Head NONE = new Head(0, AuditEntry.NO_HASH);
  }

  @Override
  public void record(
      Principal principal, String action, String target, Map<String, String> details) {
    Instant now = clock.instant();
    String json = json(details);
    jdbi.useTransaction(
        handle -> {
          Head head = lockHead(handle);
          AuditEntry entry =
              new AuditEntry(
                  chain,
                  head.sequence() + 1,
                  now,
                  principal.name(),
                  principal.kind().name(),
                  action,
                  target,
                  json);
          append(handle, entry, entry.hash(head.hash()));
        });
  }

  /**
   * Follows all chains from their beginning.
   *
   * @return what is wrong with the first entry that does not fit; empty when all do
   */
  public Optional<String> verify() {
    return jdbi.inTransaction(PostgresAuditLog::verify);
  }

  private Head lockHead(Handle handle) {
    // Inserted first, so that there is a row to lock even for the chain's first entry.
    handle
        .createUpdate(
            "INSERT INTO audit_chain (chain, last_sequence, last_hash) VALUES (:chain, 0, :hash)"
                + " ON CONFLICT DO NOTHING")
        .bind("chain", chain)
        .bind("hash", AuditEntry.NO_HASH)
        .execute();
    return handle
        .createQuery(
            "SELECT last_sequence, last_hash FROM audit_chain WHERE chain = :chain FOR UPDATE")
        .bind("chain", chain)
        .map((row, _) -> new Head(row.getLong(1), row.getBytes(2)))
        .one();
  }

  private static void append(Handle handle, AuditEntry entry, byte[] hash) {
    handle
        .createUpdate(
            "INSERT INTO audit_entry (chain, sequence, at, principal, principal_kind, action, target, details, hash)"
                + " VALUES (:chain, :sequence, :at, :principal, :kind, :action, :target, :details, :hash)")
        .bind("chain", entry.chain())
        .bind("sequence", entry.sequence())
        .bind("at", entry.at().atOffset(ZoneOffset.UTC))
        .bind("principal", entry.principal())
        .bind("kind", entry.principalKind())
        .bind("action", entry.action())
        .bind("target", entry.target())
        .bind("details", entry.details())
        .bind("hash", hash)
        .execute();
    handle
        .createUpdate(
            "UPDATE audit_chain SET last_sequence = :sequence, last_hash = :hash WHERE chain = :chain")
        .bind("sequence", entry.sequence())
        .bind("hash", hash)
        .bind("chain", entry.chain())
        .execute();
  }

  private static Optional<String> verify(Handle handle) {
    Map<String, Head> followed = new HashMap<>();
    String entries =
        "SELECT chain, sequence, at, principal, principal_kind, action, target, details, hash"
            + " FROM audit_entry ORDER BY chain, sequence";
    Optional<String> fault =
        handle
            .createQuery(entries)
            .setFetchSize(FETCH_SIZE)
            .map((row, _) -> follow(followed, row))
            .filter(Optional::isPresent)
            .findFirst()
            .flatMap(found -> found);
    return fault.isPresent() ? fault : verifyHeads(handle, followed);
  }

  private static Optional<String> follow(Map<String, Head> followed, ResultSet row)
      throws SQLException {
    AuditEntry entry =
        new AuditEntry(
            row.getString(1),
            row.getLong(2),
            row.getObject(3, OffsetDateTime.class).toInstant(),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8));
    Head before = followed.getOrDefault(entry.chain(), Head.NONE);
    String place = "entry " + entry.sequence() + " of " + entry.chain();
    if (entry.sequence() != before.sequence() + 1) {
      return Optional.of(place + " does not follow " + before.sequence());
    }
    byte[] hash = entry.hash(before.hash());
    if (!Arrays.equals(hash, row.getBytes(9))) {
      return Optional.of(place + " was changed");
    }
    followed.put(entry.chain(), new Head(entry.sequence(), hash));
    return Optional.empty();
  }

  private static Optional<String> verifyHeads(Handle handle, Map<String, Head> followed) {
    return handle
        .createQuery("SELECT chain, last_sequence, last_hash FROM audit_chain ORDER BY chain")
        .map(
            (row, _) -> {
              Head end = followed.getOrDefault(row.getString(1), Head.NONE);
              boolean same =
                  end.sequence() == row.getLong(2) && Arrays.equals(end.hash(), row.getBytes(3));
              return same
                  ? Optional.<String>empty()
                  : Optional.of("the end of " + row.getString(1) + " is missing");
            })
        .filter(Optional::isPresent)
        .findFirst()
        .flatMap(found -> found);
  }

  private static String json(Map<String, String> details) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(details)
        .entrySet().stream()
            .limit(MAX_DETAILS)
            .forEach(detail -> object.put(detail.getKey(), cut(detail.getValue())));
    return new String(Json.canonical(object), StandardCharsets.UTF_8);
  }

  private static String cut(String text) {
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "…";
  }
}
