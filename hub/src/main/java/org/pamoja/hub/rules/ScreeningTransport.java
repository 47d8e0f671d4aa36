package org.pamoja.hub.rules;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** HTTP to screeners. Threads may share it. */
@FunctionalInterface
public interface ScreeningTransport {

  /**
   * An HTTP answer.
   *
   * @param status HTTP status; 0 when there was none in time, -1 when none could be had
   * @param body possibly empty
   */
  record Answer(int status, byte[] body) {
    /** The time was over. */
    public static final int LATE = 0;

    /** Nobody was reached, or the answer was broken off or too large. */
    public static final int UNREACHED = -1;
  }

  /**
   * Posts JSON.
   *
   * @param budget time for all of it, connecting included
   * @return never fails
   */
  CompletionStage<Answer> post(String url, byte[] body, Duration budget);
}
