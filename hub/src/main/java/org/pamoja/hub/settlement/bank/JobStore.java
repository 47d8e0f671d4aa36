package org.pamoja.hub.settlement.bank;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.pamoja.hub.security.Principal;

/**
 * Finalisations in the database; every method works on the caller's handle, in its transaction if
 * it has one. Stateless; threads may share it.
 */
final class JobStore {
  private static final String OF_ROW =
      " WHERE settlement_id = :settlement AND number = :number AND account_id = :account";
  private static final String OF_JOB = " WHERE settlement_id = :settlement AND number = :number";

  /** A finalisation. */
  Optional<Job> find(Handle handle, Job.Key key) {
    return bound(handle.createQuery("SELECT * FROM finalisation" + OF_JOB), key)
        .map((row, _) -> job(row, rows(handle, key)))
        .findOne();
  }

  /** All of a settlement in order, without their accounts. */
  List<Job> of(Handle handle, long settlement) {
    return handle
        .createQuery("SELECT * FROM finalisation WHERE settlement_id = :id ORDER BY number")
        .bind("id", settlement)
        .map((row, _) -> job(row, List.of()))
        .list();
  }

  /** Stores a new finalisation with its accounts; the caller has chosen the next number. */
  void insert(Handle handle, Job job) {
    bound(
            handle.createUpdate(
                """
                INSERT INTO finalisation (settlement_id, number, state, detail, funds, cap_increases, cap_decreases,
                  confirmed, reason, file_type, file_hash, created_at, created_by, principal_kind, changed_at)
                VALUES (:settlement, :number, :state, '', :funds, :increases, :decreases,
                  :confirmed, :reason, :type, :hash, :at, :by, :kind, :at)
                """),
            job.key())
        .bind("state", job.state().name())
        .bind("funds", job.choice().funds())
        .bind("increases", job.choice().capIncreases())
        .bind("decreases", job.choice().capDecreases())
        .bind("confirmed", names(job.choice().confirmed()))
        .bind("reason", job.reason())
        .bind("type", job.fileType())
        .bind("hash", job.fileHash())
        .bind("at", job.createdAt().atOffset(ZoneOffset.UTC))
        .bind("by", job.by().name())
        .bind("kind", job.by().kind().name())
        .execute();
    for (int place = 0; place < job.rows().size(); place++) {
      insert(handle, job, job.rows().get(place), place);
    }
  }

  private static void insert(Handle handle, Job job, Job.Row row, int place) {
    withAccepted(
            bound(
                handle.createUpdate(
                    """
                INSERT INTO finalisation_row (settlement_id, number, account_id, place, participant, currency,
                  net_amount, bank_balance, hub_balance, accepted_cap, accepted_funds, state, changed_at)
                VALUES (:settlement, :number, :account, :place, :participant, :currency,
                  :net, :balance, :hubBalance, :acceptedCap, :acceptedFunds, :state, :at)
                """),
                job.key()),
            row.accepted())
        .bind("account", row.accountId())
        .bind("place", place)
        .bind("participant", row.participant())
        .bind("currency", row.currency())
        .bind("net", row.netAmount())
        .bind("balance", orNull(row.bankBalance()))
        .bind("state", row.state().name())
        .bind("at", job.createdAt().atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** Sets what is accepted for an account instead of what was. */
  void accept(Handle handle, Job.Key key, long account, Job.Accepted accepted) {
    withAccepted(
            bound(
                handle.createUpdate(
                    "UPDATE finalisation_row SET hub_balance = :hubBalance, accepted_cap = :acceptedCap,"
                        + " accepted_funds = :acceptedFunds"
                        + OF_ROW),
                key),
            accepted)
        .bind("account", account)
        .execute();
  }

  /**
   * Takes a running finalisation for the caller's transaction: nobody else works on it until that
   * ends, be it by the death of the node.
   *
   * @return false when it is not running, or taken
   */
  boolean take(Handle handle, Job.Key key) {
    return bound(
            handle.createQuery(
                "SELECT 1 FROM finalisation"
                    + OF_JOB
                    + " AND state = 'RUNNING' FOR NO KEY UPDATE SKIP LOCKED"),
            key)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Those that run, oldest first, at most {@code most}. */
  List<Job.Key> running(Handle handle, int most) {
    return handle
        .createQuery(
            "SELECT settlement_id, number FROM finalisation WHERE state = 'RUNNING' ORDER BY created_at LIMIT :most")
        .bind("most", most)
        .map((row, _) -> new Job.Key(row.getLong(1), row.getInt(2)))
        .list();
  }

  /**
   * Changes the state of a finalisation in state {@code from}.
   *
   * @return false, and nothing has changed, when it is in another
   */
  boolean move(
      Handle handle, Job.Key key, Job.State from, Job.State to, String detail, Instant at) {
    return bound(
                handle.createUpdate(
                    "UPDATE finalisation SET state = :to, detail = :detail, changed_at = :at"
                        + OF_JOB
                        + " AND state = :from"),
                key)
            .bind("from", from.name())
            .bind("to", to.name())
            .bind("detail", detail)
            .bind("at", at.atOffset(ZoneOffset.UTC))
            .execute()
        == 1;
  }

  /** Sets what became of an account. */
  void conclude(
      Handle handle,
      Job.Key key,
      long account,
      Job.RowState state,
      Job.Done done,
      String detail,
      Instant at) {
    withDone(
            bound(
                handle.createUpdate(
                    "UPDATE finalisation_row SET state = :state, net_debit_cap = :cap, funds_amount = :funds,"
                        + " funds_transfer_id = :transfer, detail = :detail, changed_at = :at"
                        + OF_ROW),
                key),
            done)
        .bind("account", account)
        .bind("state", state.name())
        .bind("detail", detail)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** What was asked of the ledger for an account, in order. */
  List<Job.Attempt> attempts(Handle handle, Job.Key key, long account) {
    return bound(
            handle.createQuery("SELECT * FROM finalisation_attempt" + OF_ROW + " ORDER BY attempt"),
            key)
        .bind("account", account)
        .map(
            (row, _) ->
                new Job.Attempt(row.getInt("attempt"), done(row), row.getBoolean("refused")))
        .list();
  }

  /** Stores what is about to be asked of the ledger. */
  void add(Handle handle, Job.Key key, long account, Job.Attempt attempt, Instant at) {
    withDone(
            bound(
                handle.createUpdate(
                    """
                    INSERT INTO finalisation_attempt
                      (settlement_id, number, account_id, attempt, net_debit_cap, funds_amount, funds_transfer_id, at)
                    VALUES (:settlement, :number, :account, :attempt, :cap, :funds, :transfer, :at)
                    """),
                key),
            attempt.asked())
        .bind("account", account)
        .bind("attempt", attempt.number())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** Marks an attempt as refused. */
  void refuse(Handle handle, Job.Key key, long account, int attempt) {
    bound(
            handle.createUpdate(
                "UPDATE finalisation_attempt SET refused = true"
                    + OF_ROW
                    + " AND attempt = :attempt"),
            key)
        .bind("account", account)
        .bind("attempt", attempt)
        .execute();
  }

  private static List<Job.Row> rows(Handle handle, Job.Key key) {
    return bound(
            handle.createQuery("SELECT * FROM finalisation_row" + OF_JOB + " ORDER BY place"), key)
        .map((row, _) -> row(row))
        .list();
  }

  private static Job job(ResultSet row, List<Job.Row> rows) throws SQLException {
    return new Job(
        new Job.Key(row.getLong("settlement_id"), row.getInt("number")),
        Job.State.valueOf(row.getString("state")),
        row.getString("detail"),
        new Choice(
            row.getBoolean("funds"),
            row.getBoolean("cap_increases"),
            row.getBoolean("cap_decreases"),
            codes(row.getString("confirmed"))),
        row.getString("reason"),
        row.getString("file_type"),
        row.getString("file_hash"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        new Principal(
            row.getString("created_by"), Principal.Kind.valueOf(row.getString("principal_kind"))),
        rows);
  }

  private static Job.Row row(ResultSet row) throws SQLException {
    return new Job.Row(
        row.getLong("account_id"),
        row.getString("participant"),
        row.getString("currency"),
        row.getLong("net_amount"),
        number(row, "bank_balance"),
        new Job.Accepted(
            whole(row, "hub_balance"), whole(row, "accepted_cap"), number(row, "accepted_funds")),
        Job.RowState.valueOf(row.getString("state")),
        done(row),
        row.getString("detail"));
  }

  private static Job.Done done(ResultSet row) throws SQLException {
    return new Job.Done(
        whole(row, "net_debit_cap"),
        number(row, "funds_amount"),
        Optional.ofNullable(row.getString("funds_transfer_id")));
  }

  private static Optional<BigInteger> whole(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getBigDecimal(column)).map(BigDecimal::toBigIntegerExact);
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static <S extends SqlStatement<S>> S bound(S statement, Job.Key key) {
    return statement.bind("settlement", key.settlement()).bind("number", key.number());
  }

  private static <S extends SqlStatement<S>> S withDone(S statement, Job.Done done) {
    return statement
        .bind("cap", orNull(done.newCap()))
        .bind("funds", orNull(done.funds()))
        .bind("transfer", done.fundsTransferId().orElse(null));
  }

  private static <S extends SqlStatement<S>> S withAccepted(S statement, Job.Accepted accepted) {
    return statement
        .bind("hubBalance", orNull(accepted.hubBalance()))
        .bind("acceptedCap", orNull(accepted.newCap()))
        .bind("acceptedFunds", orNull(accepted.funds()));
  }

  private static BigDecimal orNull(Optional<BigInteger> value) {
    return value.map((BigInteger number) -> new BigDecimal(number)).orElse(null);
  }

  private static Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static String names(Set<FindingCode> codes) {
    return codes.stream().sorted().map(FindingCode::name).collect(Collectors.joining(","));
  }

  private static Set<FindingCode> codes(String names) {
    return Arrays.stream(names.split(","))
        .filter(name -> !name.isEmpty())
        .map(FindingCode::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }
}
