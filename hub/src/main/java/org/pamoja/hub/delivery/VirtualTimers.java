package org.pamoja.hub.delivery;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers of real time, each on a virtual thread of its own. Threads may share it. */
public final class VirtualTimers implements Timers {
  private static final Logger LOG = LoggerFactory.getLogger(VirtualTimers.class);

  @Override
  public Repetition every(Duration period, Runnable task) {
    Thread thread = Thread.ofVirtual().name("timer").unstarted(() -> repeat(period, task));
    Loop loop = new Loop(thread);
    thread.start();
    return loop;
  }

  private record Loop(Thread thread) implements Repetition {
    @Override
    public void end() {
      thread.interrupt();
    }
  }

  private static void repeat(Duration period, Runnable task) {
    try {
      while (true) {
        Thread.sleep(period);
        runLogged(task);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      LOG.warn("A repeated task failed and will be called again", failure);
    }
  }
}
