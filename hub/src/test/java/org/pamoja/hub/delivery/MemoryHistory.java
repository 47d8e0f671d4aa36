package org.pamoja.hub.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.transfer.TransferKey;

/** A history and its cursors in memory: what the ledger's tables are to delivery. */
final class MemoryHistory implements EventSource, StreamCursors {
  private final List<Event> events = new ArrayList<>();
  private final Map<Integer, Long> cursors = new ConcurrentHashMap<>();

  /** Stores an event with these notices; sequences have gaps, as the ledger's do. */
  synchronized Event commit(int stream, Instant at, Notice... notices) {
    EventPointer pointer = new EventPointer(stream, 2L * events.size() + 1);
    Optional<TransferKey> about =
        notices.length == 0 ? Optional.empty() : Optional.of(notices[0].about());
    Event event =
        new Event(
            pointer,
            at,
            "Test",
            about,
            Optional.empty(),
            Optional.empty(),
            "tester",
            "",
            List.of(notices),
            Envelope.NONE);
    events.add(event);
    return event;
  }

  @Override
  public synchronized Optional<Event> read(EventPointer pointer) {
    return events.stream().filter(event -> event.pointer().equals(pointer)).findFirst();
  }

  @Override
  public synchronized List<Event> after(int stream, long sequence, int limit) {
    return events.stream()
        .filter(e -> e.pointer().stream() == stream && e.pointer().sequence() > sequence)
        .limit(limit)
        .toList();
  }

  @Override
  public void save(int stream, long sequence) {
    cursors.put(stream, sequence);
  }

  long cursor(int stream) {
    return cursors.getOrDefault(stream, 0L);
  }
}
