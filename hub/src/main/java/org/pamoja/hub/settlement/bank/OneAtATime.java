package org.pamoja.hub.settlement.bank;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;

/**
 * Lets work that takes much memory be done by one request after the other, so that what it takes is
 * bounded for all of them together. Threads may share it; that is what it is for.
 */
final class OneAtATime {
  private final Semaphore turn = new Semaphore(1);
  private final Duration patience;

  /**
   * @param patience longest wait for one's turn
   */
  OneAtATime(Duration patience) {
    this.patience = patience;
  }

  /**
   * Does the work when it is its turn.
   *
   * @throws FspiopException 503/2005 when that takes too long
   */
  <T> T run(Supplier<T> work) {
    if (!isTurn()) {
      throw new FspiopException(
          ErrorCode.SERVER_BUSY, "other files are being read, try again", List.of(), 503);
    }
    try {
      return work.get();
    } finally {
      turn.release();
    }
  }

  private boolean isTurn() {
    try {
      return turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
