package org.pamoja.hub;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pamoja.hub.delivery.StreamCursors;
import org.pamoja.ledger.postgres.StreamRegistry;

/**
 * Saves delivery's cursors and remembers them, since closing a stream asks for the last one.
 * Threads may share it.
 */
final class CursorBook implements StreamCursors {
  private final StreamRegistry streams;
  private final Map<Integer, Long> saved = new ConcurrentHashMap<>();

  CursorBook(StreamRegistry streams) {
    this.streams = streams;
  }

  @Override
  public void save(int stream, long sequence) {
    streams.saveCursor(stream, sequence);
    saved.merge(stream, sequence, Math::max);
  }

  /** The last cursor saved for a stream; {@code otherwise} when there was none. */
  long last(int stream, long otherwise) {
    return saved.getOrDefault(stream, otherwise);
  }
}
