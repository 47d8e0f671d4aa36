package org.pamoja.wallet;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.pamoja.wallet.Payment.Direction;
import org.pamoja.wallet.Payment.State;

/**
 * The DFSP's own ledger: what it holds for its customers, and their payments. Every change of a
 * balance stands with the payment that causes it in one transaction, and each step of a payment
 * takes effect once, however often it is reported. Blocks; threads may share it.
 */
public final class CustomerBook {
  private final DataSource database;

  /**
   * @param database database with the wallet's tables
   */
  public CustomerBook(DataSource database) {
    this.database = database;
  }

  /** Thrown when the database does not answer. */
  public static final class BookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BookException(SQLException cause) {
      super("the customers' book cannot be used: " + cause.getMessage(), cause);
    }
  }

  /** Opens an account with a first deposit, unless the customer has one already. */
  public void open(Customer customer) {
    update(
        "insert into customer (msisdn, first_name, last_name, currency, balance)"
            + " values (?, ?, ?, ?, ?) on conflict do nothing",
        customer.msisdn(),
        customer.firstName(),
        customer.lastName(),
        customer.currency(),
        customer.balance());
  }

  /** The customer with this telephone number. */
  public Optional<Customer> find(String msisdn) {
    return query("select * from customer where msisdn = ?", CustomerBook::customer, msisdn).stream()
        .findFirst();
  }

  /** All customers, in order of telephone number. */
  public List<Customer> customers() {
    return query("select * from customer order by msisdn", CustomerBook::customer);
  }

  /** The payment with this transfer id. */
  public Optional<Payment> payment(String transferId) {
    return query("select * from payment where transfer_id = ?", CustomerBook::payment, transferId)
        .stream()
        .findFirst();
  }

  /** Payments whose outcome is not known yet. */
  public List<Payment> open() {
    return query(
        "select * from payment where state = 'RESERVED' order by created_at, transfer_id",
        CustomerBook::payment);
  }

  /**
   * Holds the money of an outgoing payment.
   *
   * @return false when the customer has not enough, or the payment exists
   */
  public boolean reserve(Payment payment) {
    return inTransaction(
        connection -> {
          int held =
              execute(
                  connection,
                  "update customer set balance = balance - ?, reserved = reserved + ?"
                      + " where msisdn = ? and currency = ? and balance >= ?",
                  payment.amount(),
                  payment.amount(),
                  payment.msisdn(),
                  payment.currency(),
                  payment.amount());
          boolean taken = held == 1 && insert(connection, payment) == 1;
          if (!taken) {
            connection.rollback();
          }
          return taken;
        });
  }

  /** Notes an incoming payment that the DFSP is going to accept; false when it is known already. */
  public boolean expect(Payment payment) {
    return inTransaction(connection -> insert(connection, payment) == 1);
  }

  /**
   * Ends a payment well: the payer's money is gone, the payee's has come. False when it had ended
   * before.
   */
  public boolean commit(Payment payment) {
    String booking =
        payment.direction() == Direction.OUT
            ? "update customer set reserved = reserved - ? where msisdn = ?"
            : "update customer set balance = balance + ? where msisdn = ?";
    return inTransaction(
        connection -> {
          boolean ended = end(connection, payment, State.COMMITTED, null);
          if (ended) {
            execute(connection, booking, payment.amount(), payment.msisdn());
          }
          return ended;
        });
  }

  /** Ends a payment badly: the payer gets the money back. False when it had ended before. */
  public boolean abort(Payment payment, String reason) {
    return inTransaction(
        connection -> {
          boolean ended = end(connection, payment, State.ABORTED, reason);
          if (ended && payment.direction() == Direction.OUT) {
            execute(
                connection,
                "update customer set balance = balance + ?, reserved = reserved - ?"
                    + " where msisdn = ?",
                payment.amount(),
                payment.amount(),
                payment.msisdn());
          }
          return ended;
        });
  }

  private static boolean end(Connection connection, Payment payment, State state, String failure)
      throws SQLException {
    return execute(
            connection,
            "update payment set state = ?, failure = ? where transfer_id = ? and state = 'RESERVED'",
            state.name(),
            failure,
            payment.transferId())
        == 1;
  }

  private static int insert(Connection connection, Payment payment) throws SQLException {
    return execute(
        connection,
        "insert into payment (transfer_id, direction, msisdn, other_msisdn, other_fsp, amount,"
            + " currency, condition, state) values (?, ?, ?, ?, ?, ?, ?, ?, 'RESERVED')"
            + " on conflict do nothing",
        payment.transferId(),
        payment.direction().name(),
        payment.msisdn(),
        payment.otherMsisdn(),
        payment.otherFsp(),
        payment.amount(),
        payment.currency(),
        payment.condition());
  }

  private static Customer customer(ResultSet row) throws SQLException {
    return new Customer(
        row.getString("msisdn"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("currency"),
        row.getLong("balance"),
        row.getLong("reserved"));
  }

  private static Payment payment(ResultSet row) throws SQLException {
    return new Payment(
        row.getString("transfer_id"),
        Direction.valueOf(row.getString("direction")),
        row.getString("msisdn"),
        row.getString("other_msisdn"),
        row.getString("other_fsp"),
        row.getLong("amount"),
        row.getString("currency"),
        row.getString("condition"),
        State.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("failure")));
  }

  // ---- JDBC

  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException failed) {
        connection.rollback();
        throw failed;
      }
    } catch (SQLException failed) {
      throw new BookException(failed);
    }
  }

  private void update(String sql, Object... parameters) {
    inTransaction(connection -> execute(connection, sql, parameters));
  }

  private <T> List<T> query(String sql, Reader<T> reader, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = prepared(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(reader.read(rows));
      }
      return found;
    } catch (SQLException failed) {
      throw new BookException(failed);
    }
  }

  private static int execute(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
