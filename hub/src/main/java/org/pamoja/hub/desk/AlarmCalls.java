package org.pamoja.hub.desk;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.pamoja.fspiop.header.FspiopDate;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.hub.delivery.RelayResult;
import org.pamoja.hub.delivery.Transport;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells alarms to the endpoints {@code ALARM_NOTIFICATION_URL} of the participant concerned and of
 * the hub, where they are registered: one try each, a bounded number at once. Threads may share it.
 */
public final class AlarmCalls {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmCalls.class);
  private static final String ENDPOINT = "ALARM_NOTIFICATION_URL";
  private static final int AT_ONCE = 16;

  private final String hubName;
  private final ParticipantDirectory participants;
  private final Transport transport;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * @param hubName the hub's participant name
   * @param participants where alarms are to be told
   * @param transport sends
   * @param clock time of the Date header
   */
  public AlarmCalls(
      String hubName, ParticipantDirectory participants, Transport transport, InstantSource clock) {
    this.hubName = hubName;
    this.participants = participants;
    this.transport = transport;
    this.clock = clock;
  }

  /** Tells one change; returns when it is under way. */
  void tell(DeliveryAlarm alarm) {
    Set<String> listeners = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    listeners.add(hubName);
    listeners.add(alarm.participant());
    for (String listener : listeners) {
      participants
          .findBlocking(listener)
          .filter(found -> found.endpoint(ENDPOINT).isPresent())
          .ifPresent(found -> send(found.name(), alarm));
    }
  }

  private void send(String listener, DeliveryAlarm alarm) {
    if (!places.tryAcquire()) {
      LOG.warn("The alarm about {} was not told to {}: too many", alarm.participant(), listener);
      return;
    }
    OutboundMessage message =
        new OutboundMessage(
            listener, ENDPOINT, Map.of(), "", "POST", headers(listener), body(alarm));
    transport
        .send(message)
        .whenComplete(
            (result, fault) -> {
              places.release();
              Object reason = result instanceof RelayResult.Failed failed ? failed.reason() : fault;
              if (reason != null) {
                LOG.warn(
                    "The alarm about {} did not reach {}: {}",
                    alarm.participant(),
                    listener,
                    reason);
              }
            });
  }

  private Headers headers(String listener) {
    return Headers.of(
        HeaderName.CONTENT_TYPE,
        "application/json",
        HeaderName.DATE,
        FspiopDate.format(clock.instant()),
        HeaderName.SOURCE,
        hubName,
        HeaderName.DESTINATION,
        listener);
  }

  private static byte[] body(DeliveryAlarm alarm) {
    return Json.canonical(
        DeskViews.object()
            .put("alarm", "delivery")
            .put("participant", alarm.participant())
            .put("state", alarm.raised() ? "raised" : "cleared")
            .put("waiting", alarm.depth())
            .put("oldestAgeMs", alarm.oldest().toMillis())
            .put("dead", alarm.dead())
            .put("at", AdminTime.text(alarm.at())));
  }
}
