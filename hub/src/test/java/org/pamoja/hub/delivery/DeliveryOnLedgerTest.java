package org.pamoja.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.hub.transfers.TransferNotices;
import org.pamoja.ledger.clearing.BatchDecider;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.clearing.ClearingMetrics;
import org.pamoja.ledger.clearing.ClearingSettings;
import org.pamoja.ledger.clearing.CommitListener;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.postgres.EventReader;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.ledger.postgres.PostgresLedgerStore;
import org.pamoja.ledger.postgres.StreamRegistry;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.postgres.Database;
import org.pamoja.postgres.PoolSettings;
import org.pamoja.postgres.ThrowawayPostgres;

/**
 * Delivery behind the real ledger: from a command to the message on the wire, and from a dead
 * node's stream.
 */
@Timeout(60)
class DeliveryOnLedgerTest {
  private static final String ID = "b51ec534-ee48-4575-b6a9-ead2955b8069";

  private final Database database =
      Database.open(
          ThrowawayPostgres.createDatabase(),
          PoolSettings.named("delivery-test"),
          List.of("classpath:org/pamoja/ledger/db", "classpath:org/pamoja/hub/db"));
  private final Jdbi jdbi = Jdbi.create(database.pool());
  private final StreamRegistry streams =
      new StreamRegistry(database.pool(), InstantSource.system());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HandTimers timers = new HandTimers();
  private final List<OutboundMessage> sent = new CopyOnWriteArrayList<>();
  private final Delivery delivery = delivery();

  private Delivery delivery() {
    LedgerHistory history =
        new LedgerHistory(
            new EventReader(database.pool()), streams, new LedgerQueries(database.pool()));
    HubCallbacks callbacks =
        new HubCallbacks(
            "Hub", OutboundVersions.usual(), MessageSigner.NONE, InstantSource.system());
    return new Delivery(
        DeliverySettings.DEFAULTS,
        new DeliveryParts(
            "b",
            message -> {
              sent.add(message);
              return CompletableFuture.completedFuture(ScriptedTransport.CONFIRMED);
            },
            new TransferNotices(callbacks),
            new PostgresDeliveryStore(jdbi),
            history,
            history,
            history,
            DeliveryMetrics.NONE,
            InstantSource.system(),
            new SplittableRandom(1),
            timers,
            threads,
            threads));
  }

  @AfterEach
  void close() throws InterruptedException {
    delivery.close(Duration.ZERO);
    threads.close();
    database.close();
  }

  /**
   * Decides a fulfilment of an unknown transfer, which the ledger answers with an error to its
   * sender.
   */
  private void fulfilUnknown(int stream, CommitListener listener) {
    Clearing clearing =
        new Clearing(
            new PostgresLedgerStore(() -> database.dedicated(new Properties())),
            stream,
            new BatchDecider(LedgerSettings.of("Hub")),
            listener,
            ClearingSettings.DEFAULT,
            ClearingMetrics.NONE);
    try (Clearing running = clearing.start()) {
      Command command =
          new Command.Fulfil(
              TransferKey.transfer(ID),
              "payeefsp",
              Optional.empty(),
              Command.Action.COMMIT,
              true,
              Optional.of("F"),
              Optional.empty(),
              Optional.empty(),
              "hash");
      Submission submission =
          new Submission(command, new Envelope("a:b\n", new byte[] {1}), "anonymous");
      running.submit(submission, Runnable::run).join();
    }
  }

  private void assertErrorReachedThePayee() {
    assertThat(sent)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.recipient()).isEqualTo("payeefsp");
              assertThat(message.headers().first("fspiop-uri"))
                  .contains("/transfers/" + ID + "/error");
              assertThat(new String(message.body(), StandardCharsets.UTF_8))
                  .isEqualTo(
                      "{\"errorInformation\":{\"errorCode\":\"2001\",\"errorDescription\":"
                          + "\"Internal server error - transfer not found\"}}");
            });
  }

  private long number(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private void until(String what, String sql, long wanted) throws InterruptedException {
    DeliveryNode.await(
        what,
        () -> {
          timers.fire();
          return number(sql) == wanted;
        });
  }

  @Test
  void shouldTellFromMemoryAndMoveTheStreamsCursor() throws InterruptedException {
    int own = streams.acquire("b");
    delivery.start();

    fulfilUnknown(own, delivery);

    until("cursor", "select cursor_sequence from stream where stream_id = " + own, 1);
    assertErrorReachedThePayee();
    assertThat(number("select count(*) from undelivered")).isZero();
  }

  @Test
  void shouldTellWhatADeadNodeHadPromisedAndCloseItsStream() throws InterruptedException {
    int dead = streams.acquire("a");
    int own = streams.acquire("b");
    fulfilUnknown(dead, (_, _) -> {});
    delivery.start();
    assertThat(streams.orphans(own)).as("not while its lease holds").isEmpty();

    jdbi.useHandle(
        handle ->
            handle.execute(
                "update stream set lease_until = clock_timestamp() - interval '1 second' where stream_id = ?",
                dead));
    long cursor = streams.takeOver(dead, own).orElseThrow();
    assertThat(streams.close(dead, cursor)).as("not while something is owed").isFalse();
    long delivered = delivery.takeOver(dead, cursor);
    assertThat(streams.close(dead, delivered)).isTrue();

    until("row gone", "select count(*) from undelivered", 0);
    DeliveryNode.await("the message", () -> !sent.isEmpty());
    assertErrorReachedThePayee();
    assertThat(streams.orphans(own)).isEmpty();
  }
}
