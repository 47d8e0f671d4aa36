package org.pamoja.hub.liquidity;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.delivery.Timers;
import org.pamoja.hub.delivery.Transport;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.postgres.AccountHistory;

/** The watch over positions and liquidity of one node. Threads may share it. */
public final class Liquidity implements AutoCloseable {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  private final ThresholdWatch watch;
  private final AlarmTeller teller;
  private final List<Timers.Repetition> repetitions = new ArrayList<>();

  /**
   * A watch that has not begun.
   *
   * @param hubName the hub's participant name
   * @param jdbi the database
   * @param participants where alarms are to be told
   * @param transport sends them
   * @param registry where they are counted
   * @param clock time of the messages' Date header
   */
  public Liquidity(
      String hubName,
      Jdbi jdbi,
      ParticipantDirectory participants,
      Transport transport,
      MeterRegistry registry,
      InstantSource clock) {
    this.teller = new AlarmTeller(hubName, jdbi, participants, transport, clock, FIRST_PAUSE);
    this.watch = new ThresholdWatch(jdbi, teller, registry);
  }

  /** Begins. To be called once. */
  public void start(Timers timers) {
    repetitions.add(timers.every(SECOND, watch::look));
    repetitions.add(timers.every(SECOND, teller::tell));
    repetitions.add(timers.every(HOUR, watch::forget));
  }

  /** Learns that a batch has become durable; returns at once. */
  public void onCommitted(List<Event> events) {
    watch.onCommitted(events);
  }

  @Override
  public void close() {
    repetitions.forEach(Timers.Repetition::end);
  }

  /**
   * The operators' side.
   *
   * @param pool the database, for the ledger's history
   */
  public static List<AdminResource> resources(
      Jdbi jdbi,
      DataSource pool,
      ParticipantDirectory participants,
      AuditLog audit,
      InstantSource clock) {
    return List.of(
        new AlarmsResource(jdbi, participants),
        new LiquidityResource(jdbi, participants, audit, clock),
        new HistoryResource(new AccountHistory(pool), participants, clock));
  }
}
