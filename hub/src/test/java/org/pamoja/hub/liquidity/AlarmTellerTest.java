package org.pamoja.hub.liquidity;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.delivery.RelayResult;
import org.pamoja.hub.delivery.Transport;

/** What telling alarms costs the others: connections, and room among the calls made at once. */
@Timeout(60)
class AlarmTellerTest {
  private static final RelayResult TOLD = new RelayResult.Delivered(200);
  private static TestAdmin admin;

  @BeforeAll
  static void provision() {
    admin = new TestAdmin().provisioned("payerfsp");
  }

  @AfterAll
  static void close() {
    admin.close();
  }

  @Test
  void shouldCallOneListenerNoMoreThanTwiceAtOnce() {
    owe(5);
    List<String> sent = new ArrayList<>();
    AlarmTeller teller =
        teller(
            admin.jdbi(),
            message -> {
              sent.add(message.recipient());
              return CompletableFuture.completedFuture(TOLD);
            });
    teller.tell();
    assertThat(sent).hasSize(2);
    teller.tell();
    teller.tell();
    assertThat(sent).hasSize(5);
  }

  @Test
  void shouldHoldNoConnectionWhileAListenerIsWaitedFor() {
    owe(2);
    AtomicInteger held = new AtomicInteger();
    List<Integer> heldWhileWaiting = new CopyOnWriteArrayList<>();
    Transport slow =
        message ->
            new CompletableFuture<>() {
              @Override
              public RelayResult join() {
                heldWhileWaiting.add(held.get());
                return TOLD;
              }
            };
    teller(Jdbi.create(counted(held)), slow).tell();
    assertThat(heldWhileWaiting).containsExactly(0, 0);
    assertThat(calls()).isZero();
  }

  private static long calls() {
    return admin
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM liquidity_alarm_call")
                    .mapTo(Long.class)
                    .one());
  }

  private static AlarmTeller teller(Jdbi jdbi, Transport transport) {
    return new AlarmTeller(
        "Hub", jdbi, admin.participants(), transport, InstantSource.system(), Duration.ZERO);
  }

  /** So many alarms of different accounts, of which nobody has been told yet. */
  private static void owe(int count) {
    admin
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    WITH alarm AS (
                      INSERT INTO liquidity_alarm
                          (account_id, kind, participant, currency, value, liquidity, threshold, raised_at, cleared_at)
                        SELECT n, 'LIQUIDITY', 'payerfsp', 'USD', 0, 0, 0, now(), now() FROM generate_series(1, ?) n
                        RETURNING id)
                    INSERT INTO liquidity_alarm_call (alarm_id, raised, listener, endpoint_type, body, next_try)
                      SELECT id, true, 'payerfsp', 'ALARM_NOTIFICATION_URL', '{}', now() FROM alarm""",
                    count));
  }

  private static ConnectionFactory counted(AtomicInteger held) {
    return new ConnectionFactory() {
      @Override
      public Connection openConnection() throws SQLException {
        held.incrementAndGet();
        return admin.pool().getConnection();
      }

      @Override
      public void closeConnection(Connection connection) throws SQLException {
        held.decrementAndGet();
        connection.close();
      }
    };
  }
}
