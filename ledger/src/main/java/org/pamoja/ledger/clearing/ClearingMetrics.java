package org.pamoja.ledger.clearing;

import java.time.Duration;
import org.pamoja.ledger.command.Command;

/**
 * What the batcher lets be counted. Called on the batcher's thread, {@link #shed} on any; must
 * return at once and not throw.
 */
public interface ClearingMetrics {
  /** Counts nothing. */
  ClearingMetrics NONE = new ClearingMetrics() {};

  /**
   * A batch is durable.
   *
   * @param commands its size
   * @param took from its first try to its commit
   */
  default void committed(int commands, Duration took) {}

  /** A command was turned away. */
  default void shed(Command command) {}

  /** A batch is tried again because the store could not be reached or asked for it. */
  default void retried() {}

  /** A command failed by its own fault, or the program's. */
  default void failed(Command command) {}

  /**
   * The stream was closed under this node, or its batcher died: it must start anew with another
   * stream.
   */
  default void fenced() {}
}
