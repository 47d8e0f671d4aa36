package org.pamoja.hub.delivery;

import java.time.Duration;
import java.util.List;

/** What delivery tells whoever measures it. Called from any thread; must return at once. */
public interface DeliveryMetrics {
  /** Measures nothing. */
  DeliveryMetrics NONE =
      new DeliveryMetrics() {
        @Override
        public void delivered(String participant, Duration age) {}

        @Override
        public void failed(String participant, int status) {}

        @Override
        public void backlog(List<Backlog> backlogs) {}
      };

  /**
   * A participant has confirmed a message.
   *
   * @param age time since the transaction that caused it
   */
  void delivered(String participant, Duration age);

  /**
   * A try has failed.
   *
   * @param status HTTP status, 0 when there was no answer
   */
  void failed(String participant, int status);

  /**
   * A request for money was taken back instead of being sent: its transfer has expired or ended.
   */
  default void lapsed(String participant) {}

  /**
   * What participants are owed at this moment, every few seconds; who is not listed is owed
   * nothing.
   */
  void backlog(List<Backlog> backlogs);

  /**
   * A participant's undelivered messages have become too old or too many.
   *
   * @param kind {@code age} or {@code depth}
   */
  default void alarm(String participant, String kind) {}
}
