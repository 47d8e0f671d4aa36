package org.pamoja.hub.delivery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers of real time, each on a virtual thread of its own. Threads may share it. */
public final class VirtualTimers implements Timers {
  private static final Logger LOG = LoggerFactory.getLogger(VirtualTimers.class);

  /** How long the end of a repetition waits for a call under way. */
  private static final Duration LAST_CALL = Duration.ofSeconds(2);

  @Override
  public Repetition every(Duration period, Runnable task) {
    Loop loop = new Loop(period, task);
    loop.thread.start();
    return loop;
  }

  private static final class Loop implements Repetition {
    private final Duration period;
    private final Runnable task;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("timer").unstarted(this::run);

    Loop(Duration period, Runnable task) {
      this.period = period;
      this.task = task;
    }

    private void run() {
      try {
        while (!end.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
          runLogged();
        }
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }

    private void runLogged() {
      try {
        task.run();
      } catch (RuntimeException failure) {
        if (end.getCount() == 0) {
          LOG.debug("A repeated task failed while it was being ended", failure);
        } else {
          LOG.warn("A repeated task failed and will be called again", failure);
        }
      }
    }

    /**
     * The call under way is waited for instead of being interrupted: an interrupt would break the
     * database connection it uses, and whoever ends a repetition usually closes the database next.
     */
    @Override
    public void end() {
      end.countDown();
      if (Thread.currentThread() == thread) {
        return;
      }
      try {
        thread.join(LAST_CALL);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
