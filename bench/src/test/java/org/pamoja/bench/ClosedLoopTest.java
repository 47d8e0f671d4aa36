package org.pamoja.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.bench.dfsp.DfspSettings;
import org.pamoja.bench.dfsp.PayeeBehaviour;
import org.pamoja.bench.dfsp.Payment;
import org.pamoja.bench.dfsp.Phase;
import org.pamoja.bench.dfsp.SimulatedDfsp;
import org.pamoja.bench.dfsp.SimulatedDfsps;
import org.pamoja.bench.dfsp.Told;
import org.pamoja.bench.dfsp.TransactionJournal;

@Timeout(60)
class ClosedLoopTest {
  private static final int CONCURRENCY = 8;

  private final RelayingHub hub = new RelayingHub();
  private final ClosedLoop load = new ClosedLoop(CONCURRENCY, false, 1);
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
  private SimulatedDfsps dfsps;

  @AfterEach
  void close() {
    dfsps.close();
    hub.close();
  }

  private void start(PayeeBehaviour behaviour, Duration patience) {
    TransactionJournal journal =
        new TransactionJournal() {
          @Override
          public void prepareAnswered(String id, int status) {
            acknowledged.put(id, status);
          }

          @Override
          public void told(String dfsp, String id, Told told) {
            if (told.kind() == Told.Kind.REQUEST) {
              requests.merge(id, 1, Integer::sum);
            }
          }
        };
    DfspSettings settings =
        new DfspSettings(
            hub.address(),
            "USD",
            16,
            Duration.ofSeconds(5),
            patience,
            Duration.ofSeconds(10),
            10,
            Duration.ofMillis(10));
    dfsps =
        SimulatedDfsps.start(
            settings, new SimulatedDfsps.Plan(3, _ -> behaviour, journal, load, 1));
    dfsps.all().forEach(dfsp -> hub.know(dfsp.fspId(), dfsp.address()));
    dfsps.registerCustomers(CONCURRENCY);
  }

  @Test
  void shouldPayUntilToldToStop() throws Exception {
    start(PayeeBehaviour.PROMPT, Duration.ofSeconds(10));
    Tally tally = load.beginTally();

    load.start(dfsps);
    while (tally.completions() < 200) {
      Thread.sleep(10);
    }

    assertThat(load.stop(30)).isTrue();
    assertThat(tally.failures()).isEmpty();
    assertThat(dfsps.openTransfers()).isZero();
    for (Phase phase : Phase.values()) {
      assertThat(tally.latencies(phase).count()).isEqualTo(tally.completions());
    }
    assertThat(dfsps.all().stream().mapToLong(this::position).sum()).isZero();
    assertThat(dfsps.all()).anyMatch(dfsp -> position(dfsp) != 0);
  }

  private long position(SimulatedDfsp dfsp) {
    return dfsps.flows(dfsp.fspId()).position();
  }

  @Test
  void shouldRepeatWhatWasNotAnswered() {
    start(PayeeBehaviour.PROMPT, Duration.ofSeconds(10));
    hub.breakNext(3);

    dfsps.all().getFirst().transfer(new Payment("1", "dfsp2", "2", 10_000)).await();

    assertThat(acknowledged).hasSize(1).containsValue(202);
    assertThat(requests.values()).singleElement().matches(count -> count > 1);
    assertThat(dfsps.flows("dfsp1").position()).isEqualTo(10_000);
    assertThat(dfsps.flows("dfsp2").position()).isEqualTo(-10_000);
  }

  @Test
  void shouldGiveUpWaitingForASilentPayee() throws Exception {
    start(_ -> new PayeeBehaviour.Answer.Silence(), Duration.ofMillis(300));
    Tally tally = load.beginTally();

    load.start(dfsps);
    while (tally.failures().isEmpty()) {
      Thread.sleep(10);
    }

    assertThat(load.stop(30)).isTrue();
    assertThat(tally.failures()).containsOnlyKeys("transfer: no callback in time");
    assertThat(dfsps.openTransfers()).isPositive();
  }
}
