package org.pamoja.hub.delivery;

/**
 * How far each stream's notices have been seen to: everything up to and including the cursor has
 * been confirmed or put into the table of undelivered ones. Blocks; threads may share it.
 */
@FunctionalInterface
public interface StreamCursors {
  /** Moves the cursor of a stream. */
  void save(int stream, long sequence);
}
