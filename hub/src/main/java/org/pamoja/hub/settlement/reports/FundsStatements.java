package org.pamoja.hub.settlement.reports;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.settlement.bank.Statement;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.transfer.TransferState;
import tools.jackson.databind.JsonNode;

/**
 * What moved on the SETTLEMENT accounts, which hold the participants' funds, in a period. Balances
 * are reckoned back from what the accounts hold now, all on one snapshot, so they agree with the
 * ledger to the last unit. Threads may share it; each call blocks.
 */
final class FundsStatements {
  /** More entries are refused: the period has to be shorter. */
  private static final int MOST = 50_000;

  private static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

  private static final String ACCOUNTS =
      """
      SELECT a.account_id, a.participant_id, a.participant, a.currency, a.credits_posted - a.debits_posted AS balance,
        coalesce(b.identifier, '') AS identifier
      FROM account a LEFT JOIN bank_identifier b ON b.participant_id = a.participant_id
      WHERE a.type = 'SETTLEMENT' AND (:participant = '' OR lower(a.participant) = :participant)
        AND (:currency = '' OR a.currency = :currency)
      ORDER BY a.participant, a.currency
      """;

  /** By windows, since they lead the key of postings; a batch's time lies within its window. */
  private static final String POSTINGS =
      """
      FROM settlement_window w JOIN posting p ON p.window_id = w.id
      WHERE (w.closed_at IS NULL OR w.closed_at >= :from - interval '1 minute') AND w.created_at < :to
        AND p.account_id = ANY(:accounts) AND p.at >= :from AND p.at < :to
      """;

  /**
   * One movement.
   *
   * @param account number of the account
   * @param reference id of the transfer or record of funds
   * @param at when
   * @param description what it was
   * @param amount minor units, positive for funds in
   * @param status state of the transfer
   * @param user who brought it about
   * @param external the operator's reference; empty when there is none
   */
  record Movement(
      long account,
      String reference,
      Instant at,
      String description,
      BigInteger amount,
      String status,
      String user,
      String external) {}

  /**
   * An account with its movements.
   *
   * @param statement as a statement
   * @param movements the same entries with all that is known of them
   */
  record Detailed(Statement statement, List<Movement> movements) {}

  private record Account(
      long id,
      int participantId,
      String participant,
      String currency,
      BigInteger balance,
      String identifier) {}

  private final Jdbi jdbi;

  FundsStatements(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The statements of a period, the first moment included, the last one not.
   *
   * @param participant name, whatever its case; empty for all
   * @param currency currency code; empty for all
   * @throws FspiopException 400/3100 when nobody has such an account, or too much moved
   */
  List<Detailed> of(
      Optional<String> participant, Optional<String> currency, Instant from, Instant to) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          List<Account> accounts = accounts(handle, participant, currency);
          if (accounts.isEmpty()) {
            throw new FspiopException(ErrorCode.VALIDATION_ERROR, "no such settlement account");
          }
          List<Movement> movements = movements(handle, accounts, from, to);
          Map<Long, BigInteger> since = movedSince(handle, accounts, from);
          return accounts.stream()
              .map(
                  account ->
                      detailed(
                          account,
                          since.getOrDefault(account.id(), BigInteger.ZERO),
                          movements,
                          from,
                          to))
              .toList();
        });
  }

  private static List<Account> accounts(
      Handle handle, Optional<String> participant, Optional<String> currency) {
    return handle
        .createQuery(ACCOUNTS)
        .bind("participant", participant.map(name -> name.toLowerCase(Locale.ROOT)).orElse(""))
        .bind("currency", currency.orElse(""))
        .map(
            (row, _) ->
                new Account(
                    row.getLong("account_id"),
                    row.getInt("participant_id"),
                    row.getString("participant"),
                    row.getString("currency"),
                    row.getBigDecimal("balance").toBigIntegerExact(),
                    row.getString("identifier")))
        .list();
  }

  private static Detailed detailed(
      Account account, BigInteger since, List<Movement> all, Instant from, Instant to) {
    List<Movement> own = all.stream().filter(moved -> moved.account() == account.id()).toList();
    List<Statement.Entry> entries = new ArrayList<>();
    for (Movement moved : own) {
      entries.add(
          new Statement.Entry(moved.reference(), moved.at(), moved.description(), moved.amount()));
    }
    Statement statement =
        new Statement(
            "STMT-" + account.id() + "-" + from.getEpochSecond(),
            account.participantId(),
            account.participant(),
            account.identifier(),
            account.id(),
            "SETTLEMENT",
            account.currency(),
            from,
            to,
            account.balance().subtract(since),
            entries,
            "Funds held at the settlement bank");
    return new Detailed(statement, own);
  }

  /** What has moved on each account from a moment until now. */
  private static Map<Long, BigInteger> movedSince(
      Handle handle, List<Account> accounts, Instant from) {
    Map<Long, BigInteger> sums = new HashMap<>();
    bound(
            handle.createQuery(
                "SELECT p.account_id, sum(CASE WHEN p.debit THEN -p.amount ELSE p.amount END) AS moved "
                    + POSTINGS
                    + " GROUP BY p.account_id"),
            accounts.stream().map(Account::id).toList(),
            from,
            FOREVER)
        .map((row, _) -> Map.entry(row.getLong(1), row.getBigDecimal(2).toBigIntegerExact()))
        .forEach(sum -> sums.put(sum.getKey(), sum.getValue()));
    return sums;
  }

  private static List<Movement> movements(
      Handle handle, List<Account> accounts, Instant from, Instant to) {
    List<Movement> movements =
        bound(
                handle.createQuery(
                    """
                    SELECT m.*, t.state, t.extensions, e.principal
                    FROM (SELECT p.account_id, p.transfer_id, p.conversion, p.at, p.entry, p.debit, p.amount
                    """
                        + POSTINGS
                        + """
                          LIMIT :most) m
                        JOIN transfer t ON t.transfer_id = m.transfer_id AND t.conversion = m.conversion
                        LEFT JOIN event e ON e.stream_id = t.outcome_stream AND e.sequence = t.outcome_sequence
                          AND e.at = m.at
                        ORDER BY m.at, m.transfer_id, m.debit
                        """),
                accounts.stream().map(Account::id).toList(),
                from,
                to)
            .bind("most", MOST + 1)
            .map((row, _) -> movement(row))
            .list();
    if (movements.size() > MOST) {
      throw new FspiopException(
          ErrorCode.VALIDATION_ERROR, "more than " + MOST + " entries: the period is too long");
    }
    return movements;
  }

  private static Query bound(Query query, List<Long> accounts, Instant from, Instant to) {
    return query
        .bindArray("accounts", Long.class, accounts)
        .bind("from", from.atOffset(ZoneOffset.UTC))
        .bind("to", to.atOffset(ZoneOffset.UTC));
  }

  private static Movement movement(ResultSet row) throws SQLException {
    BigInteger amount = BigInteger.valueOf(row.getLong("amount"));
    return new Movement(
        row.getLong("account_id"),
        row.getString("transfer_id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        description(EntryType.of(row.getInt("entry"))),
        row.getBoolean("debit") ? amount.negate() : amount,
        TransferState.of(row.getInt("state")).name(),
        Optional.ofNullable(row.getString("principal")).orElse(""),
        external(row.getString("extensions")));
  }

  private static String description(EntryType entry) {
    return switch (entry) {
      case RECORD_FUNDS_IN -> "Funds in";
      case RECORD_FUNDS_OUT -> "Funds out";
      case GROSS_SETTLEMENT -> "Gross settlement of a transfer";
      case PRINCIPLE_VALUE,
          INTERCHANGE_FEE,
          HUB_FEE,
          POSITION_DEPOSIT,
          POSITION_WITHDRAWAL,
          SETTLEMENT_NET_RECIPIENT,
          SETTLEMENT_NET_SENDER,
          SETTLEMENT_NET_ZERO ->
          entry.name();
    };
  }

  /** The external reference among a record's extensions. */
  private static String external(String extensions) {
    if (extensions == null) {
      return "";
    }
    try {
      for (JsonNode entry :
          Json.parse(extensions.getBytes(StandardCharsets.UTF_8)).path("extension")) {
        if (entry.path("key").asString("").equals("externalReference")) {
          return entry.path("value").asString("");
        }
      }
    } catch (MalformedJsonException unreadable) {
      return "";
    }
    return "";
  }
}
