package org.pamoja.hub.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.delivery.Backlog;
import org.pamoja.hub.delivery.DeliveryMetrics;
import org.pamoja.hub.delivery.DeliverySettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises an alarm when a participant's oldest undelivered message is too old or there are too many
 * of them, and clears it when neither is so. Each node logs and counts what it sees; of all nodes
 * one tells it onwards, at most once a minute for each participant. Threads may share it.
 */
public final class DeliveryAlarms {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryAlarms.class);

  private final DeliverySettings settings;
  private final DeliveryMetrics metrics;
  private final AlarmBook book;
  private final Consumer<DeliveryAlarm> teller;
  private final InstantSource clock;

  /** What is too much, by participant in lower case; absent for those that are well. */
  private final Map<String, Set<String>> raised = new HashMap<>();

  /** Alarms whose last change may not have been told yet. */
  private final Map<String, DeliveryAlarm> untold = new HashMap<>();

  private boolean remembered;

  /**
   * @param settings what is too old and too many
   * @param metrics counts alarms
   * @param book which changes were told
   * @param teller tells one change; must return at once
   * @param clock time
   */
  DeliveryAlarms(
      DeliverySettings settings,
      DeliveryMetrics metrics,
      AlarmBook book,
      Consumer<DeliveryAlarm> teller,
      InstantSource clock) {
    this.settings = settings;
    this.metrics = metrics;
    this.book = book;
    this.teller = teller;
    this.clock = clock;
  }

  /** Alarms that are told by messages to {@code ALARM_NOTIFICATION_URL}. */
  public static DeliveryAlarms of(
      DeliverySettings settings,
      DeliveryMetrics metrics,
      Jdbi jdbi,
      AlarmCalls calls,
      InstantSource clock) {
    return new DeliveryAlarms(settings, metrics, new AlarmBook(jdbi), calls::tell, clock);
  }

  /** Looks at what participants are owed now; who is not listed is owed nothing. */
  public synchronized void observe(List<Backlog> backlogs) {
    Instant now = clock.instant();
    Map<String, Backlog> owed = new HashMap<>();
    backlogs.forEach(backlog -> owed.put(key(backlog.participant()), backlog));
    rememberOnce(now);
    owed.forEach((name, backlog) -> judge(name, backlog, now));
    for (String name : List.copyOf(raised.keySet())) {
      if (!owed.containsKey(name)) {
        clear(alarm(nothing(name), false, now));
      }
    }
    tellChanges(now);
  }

  /** Participants with an alarm, in lower case. */
  synchronized Set<String> raised() {
    return Set.copyOf(raised.keySet());
  }

  /** What was told to be wrong before this node's start has to be cleared when it is well. */
  private void rememberOnce(Instant now) {
    if (!remembered) {
      for (String participant : book.raised()) {
        untold.put(key(participant), alarm(nothing(participant), false, now));
      }
      remembered = true;
    }
  }

  private void judge(String name, Backlog backlog, Instant now) {
    Set<String> exceeded = exceeded(backlog);
    if (exceeded.isEmpty()) {
      if (raised.containsKey(name)) {
        clear(alarm(backlog, false, now));
      }
      return;
    }
    Set<String> before = raised.put(name, exceeded);
    for (String kind : exceeded) {
      if (before == null || !before.contains(kind)) {
        metrics.alarm(backlog.participant(), kind);
      }
    }
    untold.put(name, alarm(backlog, true, now));
    if (before == null) {
      LOG.warn(
          "Alarm: {} has {} undelivered messages, the oldest {} s old",
          backlog.participant(),
          depth(backlog),
          backlog.oldest().toSeconds());
    }
  }

  private Set<String> exceeded(Backlog backlog) {
    Set<String> exceeded = new TreeSet<>();
    if (backlog.oldest().compareTo(settings.alarmAge()) > 0) {
      exceeded.add("age");
    }
    if (depth(backlog) > settings.alarmDepth()) {
      exceeded.add("depth");
    }
    return exceeded;
  }

  private void clear(DeliveryAlarm alarm) {
    raised.remove(key(alarm.participant()));
    untold.put(key(alarm.participant()), alarm);
    LOG.info(
        "Alarm cleared: {} has {} undelivered messages, and {} dead ones",
        alarm.participant(),
        alarm.depth(),
        alarm.dead());
  }

  private void tellChanges(Instant now) {
    List<String> done = new ArrayList<>();
    untold.forEach(
        (name, alarm) -> {
          switch (book.take(alarm.participant(), alarm.raised(), now)) {
            case TELL -> {
              teller.accept(alarm);
              done.add(name);
            }
            case TOLD -> done.add(name);
            case LATER -> {}
          }
        });
    done.forEach(untold::remove);
  }

  private static DeliveryAlarm alarm(Backlog backlog, boolean raised, Instant now) {
    return new DeliveryAlarm(
        backlog.participant(), raised, depth(backlog), backlog.oldest(), backlog.dead(), now);
  }

  private static long depth(Backlog backlog) {
    return backlog.undelivered() + backlog.inMemory();
  }

  private static Backlog nothing(String participant) {
    return new Backlog(participant, 0, 0, 0, Duration.ZERO);
  }

  private static String key(String participant) {
    return participant.toLowerCase(Locale.ROOT);
  }
}
