package org.pamoja.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what a long-running command has started, and closes it in reverse order when the command
 * ends: by itself, by a failure, or because the program is told to stop (SIGTERM or Ctrl-C), even
 * in the middle of its start. Being told to stop is no failure: the exit code is 0 then, where
 * Java's own would be 143 or 130.
 */
final class Foreground {

  private static final Logger LOG = LoggerFactory.getLogger(Foreground.class);
  private static final int START_GIVES_WAY_SECONDS = 60;

  /** What a command does before it only waits. */
  @FunctionalInterface
  interface Startup {

    /** Starts the parts in order, each through {@link Foreground#open}. */
    void start(Foreground foreground) throws Exception;
  }

  private final Thread starter;
  private final CountDownLatch startEnded = new CountDownLatch(1);
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  // Guarded by this object.
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean stopping;
  private boolean ended;

  private Foreground(Thread starter) {
    this.starter = starter;
  }

  /**
   * Starts and waits for the end.
   *
   * @return 0 when the command ended by itself; being told to stop ends the program from here
   * @throws Exception what made the start or a running part fail, after all parts were closed
   */
  static int run(Startup startup) throws Exception {
    Foreground foreground = new Foreground(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(new Thread(foreground::stop, "pamoja-stop"));
    return foreground.startAndWait(startup);
  }

  /** Starts one part and keeps it until the end. */
  <T extends AutoCloseable> T open(Callable<T> part) throws Exception {
    T opened = part.call();
    synchronized (this) {
      running.push(opened);
    }
    if (isStopping()) {
      throw new InterruptedException("told to stop while starting");
    }
    return opened;
  }

  /** Ends the command as a success, from any thread. */
  void finish() {
    end.complete(null);
  }

  /** Ends the command as a failure, from any thread. */
  void fail(Exception reason) {
    end.completeExceptionally(reason);
  }

  private int startAndWait(Startup startup) throws Exception {
    try {
      startup.start(this);
      startEnded.countDown();
      end.get();
    } catch (Exception failure) {
      startEnded.countDown();
      if (isStopping()) {
        waitForHalt();
      }
      closeAll();
      throw failure instanceof ExecutionException && failure.getCause() instanceof Exception cause
          ? cause
          : failure;
    }
    closeAll();
    return 0;
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  private synchronized boolean beginStopping() {
    stopping = !ended;
    return stopping;
  }

  // Runs as the Java machine's shutdown hook.
  private void stop() {
    if (!beginStopping()) {
      return;
    }
    starter.interrupt();
    boolean clean = startGaveWay() && closeAll();
    System.out.flush();
    Runtime.getRuntime().halt(clean ? 0 : 1);
  }

  private boolean startGaveWay() {
    try {
      return startEnded.await(START_GIVES_WAY_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException impossible) {
      return false;
    }
  }

  private static void waitForHalt() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException again) {
        LOG.trace("Already stopping", again);
      }
    }
  }

  private synchronized boolean closeAll() {
    ended = true;
    boolean clean = true;
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception failure) {
        LOG.error("A part of the program could not be closed", failure);
        clean = false;
      }
    }
    return clean;
  }
}
