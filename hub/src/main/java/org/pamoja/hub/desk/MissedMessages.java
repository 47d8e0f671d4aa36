package org.pamoja.hub.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.pamoja.hub.delivery.NoticePointer;
import org.pamoja.hub.delivery.NoticeRenderer;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.postgres.NoticeScan;
import org.pamoja.ledger.postgres.NoticeScan.Owing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what a participant was owed since a point in time, page by page: in order of time as far as
 * the nodes' commits allow, and each message exactly once over all pages. Blocks; threads may share
 * it.
 */
final class MissedMessages {
  private static final Logger LOG = LoggerFactory.getLogger(MissedMessages.class);

  /** Events looked at for one page, whether they concern the participant or not. */
  private static final int MOST_EVENTS = 10_000;

  private static final int READ_AHEAD = 500;

  /** Bodies of one page together, beyond which it ends early; one message is always given. */
  private static final int MOST_BYTES = 1_048_576;

  private static final Comparator<Owing> ORDER =
      Comparator.comparing(Owing::at)
          .thenComparing(owing -> owing.pointer().stream())
          .thenComparing(owing -> owing.pointer().sequence());

  private final NoticeScan scan;
  private final DeskStore store;
  private final NoticeRenderer renderer;

  MissedMessages(NoticeScan scan, DeskStore store, NoticeRenderer renderer) {
    this.scan = scan;
    this.store = store;
    this.renderer = renderer;
  }

  /**
   * One message.
   *
   * @param pointer which
   * @param at when the hub came to owe it
   * @param notice what it says in short
   * @param message how it was, or would be, sent
   * @param delivered whether the hub owes it no more
   */
  record Missed(
      NoticePointer pointer,
      Instant at,
      Notice notice,
      OutboundMessage message,
      boolean delivered) {}

  /**
   * One page.
   *
   * @param messages what was found
   * @param next where the next page begins
   * @param complete whether everything up to now was looked at
   */
  record Page(List<Missed> messages, MissedCursor next, boolean complete) {}

  /** What was looked at for a page. */
  private static final class Search {
    private final List<Owing> found = new ArrayList<>();
    private final TreeMap<Integer, Long> seen;
    private boolean complete = true;

    Search(MissedCursor from) {
      this.seen = new TreeMap<>(from.seen());
    }

    void look(Owing owing, boolean concerned) {
      seen.put(owing.pointer().stream(), owing.pointer().sequence());
      if (concerned) {
        found.add(owing);
      }
    }
  }

  /**
   * What a participant was owed behind a cursor.
   *
   * @param limit most messages; an event that owes it several is not cut
   */
  Page page(String participant, MissedCursor from, int limit) {
    // Read before anything else: what a cursor has passed by now is confirmed or in the table
    // below.
    List<NoticeScan.ActiveStream> streams = scan.activeSince(from.since());
    Map<Integer, Long> cursors = new HashMap<>();
    streams.forEach(stream -> cursors.put(stream.stream(), stream.cursor()));
    Search search = search(participant, from, streams, limit);
    Set<NoticePointer> undelivered =
        store.undelivered(search.found.stream().map(Owing::pointer).toList());
    List<Missed> messages = new ArrayList<>();
    int bytes = 0;
    for (Owing owing : search.found) {
      if (bytes > MOST_BYTES) {
        return cut(from, search, messages, owing);
      }
      for (Event event : scan.read(List.of(owing))) {
        for (Missed missed : render(participant, event, cursors, undelivered)) {
          messages.add(missed);
          bytes += missed.message().body().length;
        }
      }
    }
    return new Page(messages, new MissedCursor(from.since(), search.seen), search.complete);
  }

  /** The page ends before {@code first}, and with it before everything that came later. */
  private static Page cut(MissedCursor from, Search search, List<Missed> messages, Owing first) {
    TreeMap<Integer, Long> seen = new TreeMap<>(search.seen);
    boolean behind = false;
    for (Owing owing : search.found) {
      behind = behind || owing.equals(first);
      if (behind) {
        EventPointer pointer = owing.pointer();
        seen.merge(pointer.stream(), pointer.sequence() - 1, Math::min);
      }
    }
    return new Page(messages, new MissedCursor(from.since(), seen), false);
  }

  private Search search(
      String participant, MissedCursor from, List<NoticeScan.ActiveStream> streams, int limit) {
    Search search = new Search(from);
    PriorityQueue<StreamReading> readings = open(search, from, streams);
    int messages = 0;
    for (int looked = 0; !readings.isEmpty(); looked++) {
      Owing owing = readings.peek().head();
      int owed = owedTo(participant, owing);
      boolean full = messages > 0 && messages + owed > limit;
      if (full || looked >= MOST_EVENTS) {
        search.complete = false;
        return search;
      }
      search.look(owing, owed > 0);
      messages += owed;
      StreamReading reading = readings.poll();
      if (reading.advance(READ_AHEAD)) {
        readings.add(reading);
      }
    }
    return search;
  }

  /** The streams, each at the first event that was not looked at yet, the oldest first. */
  private PriorityQueue<StreamReading> open(
      Search search, MissedCursor from, List<NoticeScan.ActiveStream> streams) {
    PriorityQueue<StreamReading> readings =
        new PriorityQueue<>(Comparator.comparing(StreamReading::head, ORDER));
    for (NoticeScan.ActiveStream stream : streams) {
      long start =
          search.seen.computeIfAbsent(stream.stream(), _ -> scan.before(stream, from.since()));
      StreamReading reading = new StreamReading(scan, stream.stream(), start, from.since());
      if (reading.advance(READ_AHEAD)) {
        readings.add(reading);
      }
    }
    return readings;
  }

  private static int owedTo(String participant, Owing owing) {
    return (int)
        owing.notices().stream()
            .filter(notice -> notice.recipient().equalsIgnoreCase(participant))
            .count();
  }

  private List<Missed> render(
      String participant, Event event, Map<Integer, Long> cursors, Set<NoticePointer> undelivered) {
    List<Missed> rendered = new ArrayList<>();
    for (int index = 0; index < event.notices().size(); index++) {
      Notice notice = event.notices().get(index);
      if (notice.recipient().equalsIgnoreCase(participant)) {
        NoticePointer pointer = new NoticePointer(event.pointer(), index);
        boolean delivered =
            event.pointer().sequence() <= cursors.getOrDefault(event.pointer().stream(), 0L)
                && !undelivered.contains(pointer);
        message(event, notice)
            .map(message -> new Missed(pointer, event.at(), notice, message, delivered))
            .ifPresent(rendered::add);
      }
    }
    return rendered;
  }

  /** A message that cannot be made is for the desk; it must not keep the rest from its receiver. */
  private Optional<OutboundMessage> message(Event event, Notice notice) {
    try {
      return Optional.of(renderer.render(event, notice));
    } catch (RuntimeException defect) {
      LOG.error("A notice of event {} cannot be rendered", event.pointer(), defect);
      return Optional.empty();
    }
  }

  /** One stream, read piece by piece. Used by one thread. */
  private static final class StreamReading {
    private final NoticeScan scan;
    private final int stream;
    private final Instant since;
    private long position;
    private List<Owing> piece = List.of();
    private int next;
    private Optional<Owing> head = Optional.empty();

    StreamReading(NoticeScan scan, int stream, long position, Instant since) {
      this.scan = scan;
      this.stream = stream;
      this.position = position;
      this.since = since;
    }

    /** Goes to the next event; false when there is none yet. */
    boolean advance(int readAhead) {
      if (next == piece.size()) {
        piece = scan.after(stream, position, since, readAhead);
        next = 0;
      }
      if (piece.isEmpty()) {
        return false;
      }
      Owing owing = piece.get(next++);
      position = owing.pointer().sequence();
      head = Optional.of(owing);
      return true;
    }

    Owing head() {
      return head.orElseThrow();
    }
  }
}
