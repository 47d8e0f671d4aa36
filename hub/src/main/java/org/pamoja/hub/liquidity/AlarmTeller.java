package org.pamoja.hub.liquidity;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.header.FspiopDate;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.hub.delivery.RelayResult;
import org.pamoja.hub.delivery.Transport;
import org.pamoja.hub.liquidity.AlarmCallStore.Call;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells changes of alarms to the participant concerned and to the hub's operators: to the endpoints
 * {@code ALARM_NOTIFICATION_URL}, and of a net debit cap to {@code
 * NET_DEBIT_CAP_THRESHOLD_BREACH_EMAIL} too where that is a URL (operator-portal §8). What is to be
 * told is stored with the alarm and told by any node, at least once: with growing pauses, then
 * every five minutes, for as long as the alarm is raised and a day longer. A listener that refuses
 * is tried again too, since one that is being replaced may answer anything. Threads may share it.
 */
final class AlarmTeller {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmTeller.class);
  private static final int AT_ONCE = 16;

  /** So that one listener that does not answer leaves room for the others. */
  private static final int AT_ONCE_TO_ONE = 2;

  private static final Duration HORIZON = Duration.ofDays(1);
  private static final int MOST_DOUBLINGS = 10;
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final String EVERYTHING = "ALARM_NOTIFICATION_URL";
  private static final String CAP_ONLY = "NET_DEBIT_CAP_THRESHOLD_BREACH_EMAIL";

  private final String hubName;
  private final Jdbi jdbi;
  private final ParticipantDirectory participants;
  private final Transport transport;
  private final InstantSource clock;
  private final Duration firstPause;
  private final AlarmCallStore calls = new AlarmCallStore();

  /**
   * @param hubName the hub's participant name
   * @param jdbi the database
   * @param participants where alarms are to be told
   * @param transport sends
   * @param clock time of the Date header
   * @param firstPause after the first failure; doubled after each further one, up to five minutes
   */
  AlarmTeller(
      String hubName,
      Jdbi jdbi,
      ParticipantDirectory participants,
      Transport transport,
      InstantSource clock,
      Duration firstPause) {
    this.hubName = hubName;
    this.jdbi = jdbi;
    this.participants = participants;
    this.transport = transport;
    this.clock = clock;
    this.firstPause = firstPause;
  }

  /** Stores whom a change is to be told, in the transaction that makes the change. */
  void owe(Handle handle, LiquidityAlarm alarm) {
    String body = AlarmView.text(alarm);
    Set<String> listeners = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    listeners.add(hubName);
    listeners.add(alarm.participant());
    for (String listener : listeners) {
      participants
          .findBlocking(listener)
          .ifPresent(
              found ->
                  endpoints(found, alarm)
                      .forEach(type -> calls.add(handle, alarm, found.name(), type, body)));
    }
  }

  private static List<String> endpoints(Participant listener, LiquidityAlarm alarm) {
    return switch (alarm.kind()) {
      case NET_DEBIT_CAP ->
          List.of(EVERYTHING, CAP_ONLY).stream()
              .filter(type -> isUrl(listener.endpoint(type)))
              .toList();
      case LIQUIDITY -> isUrl(listener.endpoint(EVERYTHING)) ? List.of(EVERYTHING) : List.of();
    };
  }

  private static boolean isUrl(Optional<String> endpoint) {
    return endpoint.filter(it -> it.regionMatches(true, 0, "http", 0, 4)).isPresent();
  }

  /** Makes the calls that are due, a bounded number at once; returns when they have ended. */
  void tell() {
    List<Call> due =
        jdbi.inTransaction(handle -> calls.take(handle, AT_ONCE, AT_ONCE_TO_ONE, LEASE));
    Map<Call, CompletableFuture<RelayResult>> running = new LinkedHashMap<>();
    due.forEach(call -> running.put(call, transport.send(message(call)).toCompletableFuture()));
    running.forEach(
        (call, result) -> {
          // No connection is held while a listener is waited for.
          RelayResult told = result.join();
          jdbi.useTransaction(handle -> note(handle, call, told));
        });
  }

  private void note(Handle handle, Call call, RelayResult result) {
    switch (result) {
      case RelayResult.Delivered _ -> calls.remove(handle, call);
      case RelayResult.Failed failed when calls.removeIfOver(handle, call, HORIZON) ->
          LOG.warn(
              "An alarm did not reach {} in {} tries and is not told any more: {}",
              call.listener(),
              call.tries(),
              failed.reason());
      case RelayResult.Failed failed -> {
        LOG.info("An alarm did not reach {} yet: {}", call.listener(), failed.reason());
        calls.postpone(handle, call, pause(call.tries()));
      }
    }
  }

  private Duration pause(int tries) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private OutboundMessage message(Call call) {
    Headers headers =
        Headers.of(
            HeaderName.CONTENT_TYPE,
            "application/json",
            HeaderName.DATE,
            FspiopDate.format(clock.instant()),
            HeaderName.SOURCE,
            hubName,
            HeaderName.DESTINATION,
            call.listener());
    return new OutboundMessage(
        call.listener(),
        call.endpointType(),
        Map.of(),
        "",
        "POST",
        headers,
        call.body().getBytes(StandardCharsets.UTF_8));
  }
}
