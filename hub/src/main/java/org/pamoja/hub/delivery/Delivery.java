package org.pamoja.hub.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.pamoja.ledger.clearing.CommitListener;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells participants what the ledger owes them: durable, at least once, and each participant
 * isolated from the others (architecture, decision 13). What a batch owes is sent from memory as
 * soon as the batch is durable. Each stream has a cursor that covers only what is in memory; a
 * message that is not confirmed at once or within seconds becomes a row of {@code undelivered},
 * from which any node tries again, and the cursor moves on. When a node dies, another one puts
 * everything after the cursor of its stream into the table.
 *
 * <p>About one transfer a participant gets its messages in the order in which they came about, also
 * across the table, as far as one node has caused them; what another node has caused meanwhile may
 * overtake a message in the table.
 *
 * <p>Threads may share it.
 */
public final class Delivery implements CommitListener {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration OVERDUE_CHECK = Duration.ofMillis(100);
  private static final Duration RETRY_CHECK = Duration.ofMillis(250);
  private static final Duration CURSOR_SAVING = Duration.ofSeconds(1);
  private static final Duration BACKLOG_REPORT = Duration.ofSeconds(5);
  private static final Duration LAST_WRITING = Duration.ofSeconds(1);
  private static final Duration WAITING_STEP = Duration.ofMillis(10);
  private static final Duration CLEANING = Duration.ofHours(1);
  private static final int CLEANING_PAGE = 1_000;
  private static final int CLEANING_PAGES = 20;
  private static final int TAKE_OVER_PAGE = 200;
  private static final int TAKE_OVER_PAGES = 50;

  private final DeliverySettings settings;
  private final DeliveryParts parts;
  private final Attempts attempts;
  private final ChangeWriter writer;
  private final RetryWorker retries;
  private final Map<String, RecipientLane> lanes = new ConcurrentHashMap<>();
  private final Map<Integer, StreamTail> tails = new ConcurrentHashMap<>();
  private final List<Timers.Repetition> repetitions = new ArrayList<>();
  private final BacklogReport backlogs;
  private volatile boolean started;
  private volatile boolean closing;

  /**
   * @param settings bounds and pauses
   * @param parts what it reaches the world through
   */
  public Delivery(DeliverySettings settings, DeliveryParts parts) {
    this.settings = settings;
    this.parts = parts;
    this.attempts = new Attempts(settings, parts);
    this.backlogs = new BacklogReport(parts, lanes, System::nanoTime);
    this.writer = new ChangeWriter(parts, settings);
    this.retries = new RetryWorker(settings, parts, attempts, writer, this::lane);
  }

  /** Begins to deliver. To be called once, before the first event is committed. */
  public void start() {
    writer.start();
    started = true;
    repetitions.add(parts.timers().every(OVERDUE_CHECK, this::checkLanes));
    repetitions.add(parts.timers().every(RETRY_CHECK, retries::run));
    repetitions.add(parts.timers().every(CURSOR_SAVING, this::saveCursors));
    repetitions.add(parts.timers().every(BACKLOG_REPORT, backlogs::run));
    repetitions.add(parts.timers().every(CLEANING, this::removeEnded));
  }

  /** Whether it takes messages and hands them on: from its start until it is told to stop. */
  public boolean isRunning() {
    return started && !closing && writer.isAlive();
  }

  /**
   * Adds somebody who is told every few seconds what participants are owed, as {@link
   * DeliveryMetrics#backlog} is. It may block for a moment; what it throws is logged.
   */
  public void watchBacklogs(Consumer<List<Backlog>> watcher) {
    backlogs.watch(watcher);
  }

  /**
   * Tries what a participant is owed and is due at once, without waiting for the next round or
   * probe. Returns at once.
   */
  public void wake(String participant) {
    if (isRunning()) {
      parts.blocking().execute(() -> retries.wake(participant));
    }
  }

  /**
   * Whether this node takes a participant for unreachable, so that it is only probed. Each node
   * finds that out by itself.
   */
  public boolean isCutOff(String participant) {
    RecipientLane lane = lanes.get(participant.toLowerCase(Locale.ROOT));
    return lane != null && !lane.breaker().isClosed();
  }

  /**
   * Takes the events of a batch that has become durable; the first is sent when the batch's callers
   * have been answered. Called by one thread per stream, in sequence. Returns at once, unless
   * thousands of undelivered messages wait to be written: then it waits, so that the hub does not
   * promise faster than it can keep.
   */
  @Override
  public void onCommitted(List<Event> events, CompletionStage<Void> answered) {
    if (closing) {
      return; // Left to the cursor.
    }
    writer.awaitRoom();
    Instant deadline = parts.clock().instant().plus(settings.confirmWithin());
    for (Event event : events) {
      StreamTail tail = tails.computeIfAbsent(event.pointer().stream(), _ -> new StreamTail());
      StreamTail.Entry entry = tail.add(event.pointer().sequence(), event.notices().size());
      for (int index = 0; index < event.notices().size(); index++) {
        offer(new Owed(event, index, entry, deadline, answered));
      }
    }
  }

  private void offer(Owed owed) {
    while (!lane(owed.notice().recipient()).offer(owed)) {
      // The lane was retired between being found and being offered to; the next one found is
      // another.
      Thread.onSpinWait();
    }
  }

  private RecipientLane lane(String participant) {
    return lanes.computeIfAbsent(
        participant.toLowerCase(Locale.ROOT),
        _ -> new RecipientLane(settings, parts, attempts, writer));
  }

  /**
   * Takes over the end of the stream of a node that is gone, or of this node's previous life: what
   * that node may not have delivered becomes rows of the table, and the stream's cursor moves
   * behind it. Blocks. May be called again with the same cursor. One call takes some 10,000 events
   * at most, so that the caller can renew its claim on the stream.
   *
   * @param stream the stream, on which nobody writes any more
   * @param cursor where to go on, at first the cursor the stream was left with
   * @return the cursor it has moved to; {@code cursor} itself when there was nothing left
   */
  public long takeOver(int stream, long cursor) {
    long position = cursor;
    for (int count = 0; count < TAKE_OVER_PAGES; count++) {
      List<Event> page = parts.events().after(stream, position, TAKE_OVER_PAGE);
      if (page.isEmpty()) {
        return position;
      }
      parts
          .store()
          .apply(parts.node(), page.stream().flatMap(event -> rows(event).stream()).toList());
      position = page.getLast().pointer().sequence();
      parts.cursors().save(stream, position);
    }
    return position;
  }

  private List<DeliveryChange> rows(Event event) {
    Instant now = parts.clock().instant();
    List<DeliveryChange> rows = new ArrayList<>();
    for (int index = 0; index < event.notices().size(); index++) {
      Notice notice = event.notices().get(index);
      if (now.isBefore(notice.validUntil())) {
        rows.add(
            new DeliveryChange.Added(
                new Undelivered(
                    new NoticePointer(event.pointer(), index),
                    notice.recipient(),
                    notice.about(),
                    event.at(),
                    now,
                    0,
                    "",
                    false)));
      } else {
        parts.metrics().lapsed(notice.recipient());
      }
    }
    return rows;
  }

  private void checkLanes() {
    Instant now = parts.clock().instant();
    lanes.values().forEach(lane -> lane.moveOverdue(now));
    lanes.values().removeIf(lane -> lane.retireIfIdle(now));
  }

  /** Saves the cursors that have moved. */
  private void saveCursors() {
    tails.forEach(
        (stream, tail) -> {
          if (tail.hasMoved()) {
            long cursor = tail.cursor();
            parts.cursors().save(stream, cursor);
            tail.markSaved(cursor);
          }
        });
  }

  /** What has ended long ago goes, a bounded number each time. */
  private void removeEnded() {
    Instant before = parts.clock().instant().minus(settings.keepEnded());
    int removed = CLEANING_PAGE;
    for (int page = 0; page < CLEANING_PAGES && removed == CLEANING_PAGE && !closing; page++) {
      removed = parts.store().removeEnded(before, CLEANING_PAGE);
    }
  }

  /**
   * Stops: begins nothing more, waits for what is under way, and puts the rest into the table or
   * leaves it to the cursor. To be called after the last batch was committed and before the
   * database is closed.
   *
   * @param limit longest wait for what is under way; writing the rest may take a second more
   */
  public void close(Duration limit) throws InterruptedException {
    closing = true;
    long deadline = System.nanoTime() + limit.toNanos();
    retries.stop();
    lanes.values().forEach(RecipientLane::close);
    endRepetitions();
    while (isUnderWay() && System.nanoTime() < deadline) {
      Thread.sleep(WAITING_STEP);
    }
    lanes.values().forEach(RecipientLane::abandon);
    boolean all = writer.flush(LAST_WRITING);
    writer.end();
    saveCursors();
    LOG.info("Delivery has stopped{}", all ? "" : "; what is left will be found after the cursor");
  }

  /** Side by side, since each may wait for a call under way. */
  private void endRepetitions() {
    try (ExecutorService ending = Executors.newVirtualThreadPerTaskExecutor()) {
      repetitions.forEach(repetition -> ending.execute(repetition::end));
    }
  }

  private boolean isUnderWay() {
    return retries.underWay() > 0 || lanes.values().stream().anyMatch(lane -> lane.underWay() > 0);
  }
}
