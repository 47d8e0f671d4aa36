package org.pamoja.hub.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.hub.delivery.Backlog;
import org.pamoja.hub.delivery.DeliveryMetrics;
import org.pamoja.hub.edge.Reply;

/** The health document and the meters. */
@Timeout(30)
class HealthCheckTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));

  private static Reply ask(HealthCheck check) {
    return check.reply().toCompletableFuture().join();
  }

  private static String text(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldReportEveryPart() {
    HealthCheck check =
        new HealthCheck(
            List.of(
                new ServiceProbe("datastore", () -> true), new ServiceProbe("broker", () -> true)),
            "1.2.3",
            now::get);
    now.set(Instant.parse("2030-01-01T00:00:12.300Z"));

    Reply reply = ask(check);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(text(reply))
        .isEqualTo(
            "{\"status\":\"OK\",\"uptime\":12.3,\"startTime\":\"2030-01-01T00:00:00Z\","
                + "\"versionNumber\":\"1.2.3\",\"services\":[{\"name\":\"datastore\",\"status\":\"OK\"},"
                + "{\"name\":\"broker\",\"status\":\"OK\"}]}");
  }

  @Test
  void shouldBeDownWhenOnePartFailsOrDoesNotAnswer() {
    CountDownLatch never = new CountDownLatch(1);
    HealthCheck check =
        new HealthCheck(
            List.of(
                new ServiceProbe(
                    "fails",
                    () -> {
                      throw new IllegalStateException("no");
                    }),
                new ServiceProbe(
                    "hangs",
                    () -> {
                      never.await();
                      return true;
                    }),
                new ServiceProbe("works", () -> true)),
            "1",
            now::get);

    Reply reply = ask(check);

    assertThat(reply.status()).isEqualTo(503);
    assertThat(text(reply))
        .contains("\"status\":\"DOWN\",\"uptime\"")
        .contains("{\"name\":\"fails\",\"status\":\"DOWN\"}")
        .contains("{\"name\":\"hangs\",\"status\":\"DOWN\"}")
        .contains("{\"name\":\"works\",\"status\":\"OK\"}");
  }

  @Test
  void shouldAskItsPartsOnceASecond() {
    AtomicInteger asked = new AtomicInteger();
    AtomicBoolean works = new AtomicBoolean(true);
    HealthCheck check =
        new HealthCheck(
            List.of(
                new ServiceProbe(
                    "part",
                    () -> {
                      asked.incrementAndGet();
                      return works.get();
                    })),
            "1",
            now::get);

    ask(check);
    works.set(false);
    now.set(now.get().plusMillis(999));
    assertThat(ask(check).status()).isEqualTo(200);
    assertThat(asked).hasValue(1);

    now.set(now.get().plusMillis(1));
    assertThat(ask(check).status()).isEqualTo(503);
    assertThat(asked).hasValue(2);
  }

  @Test
  void shouldBoundTheSeriesOfParticipantsAndForgetWhatIsNoLongerOwed() {
    try (HubMeters meters = new HubMeters()) {
      DeliveryMetrics delivery = meters.delivery();
      delivery.backlog(List.of(new Backlog("fsp0", 1, 2, 3, Duration.ZERO)));
      assertThat(text(meters.reply().toCompletableFuture().join()))
          .contains("pamoja_delivery_backlog{participant=\"fsp0\",place=\"table\"} 2.0");

      delivery.lapsed("fsp0");
      delivery.backlog(List.of());
      for (int i = 1; i < 600; i++) {
        delivery.failed("fsp" + i, i % 2 == 0 ? 0 : 503);
      }
      String text = text(meters.reply().toCompletableFuture().join());
      assertThat(text)
          .contains("pamoja_delivery_backlog{participant=\"fsp0\",place=\"table\"} 0.0")
          .contains("pamoja_delivery_lapsed_total{participant=\"fsp0\"} 1.0")
          .contains("participant=\"fsp499\"")
          .contains("pamoja_delivery_failed_total{participant=\"others\",status=\"5xx\"} 50.0")
          .doesNotContain("participant=\"fsp500\"");
    }
  }

  @Test
  void shouldNameItsMeters() {
    try (HubMeters meters = new HubMeters()) {
      meters.watchClearingQueue(() -> 7);
      meters.clearing(() -> {}).committed(5, Duration.ofMillis(3));
      meters.delivery().delivered("payerfsp", Duration.ofMillis(3));
      assertThat(text(meters.reply().toCompletableFuture().join()))
          .contains("pamoja_clearing_queue 7.0")
          .contains("pamoja_clearing_batch_seconds_bucket")
          .contains("pamoja_clearing_batch_commands_sum 5.0")
          .contains("pamoja_clearing_shed_total 0.0")
          .contains("pamoja_delivery_age_seconds_count 1")
          .contains("jvm_memory_used_bytes");
    }
  }
}
