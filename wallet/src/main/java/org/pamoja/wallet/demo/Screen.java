package org.pamoja.wallet.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.wallet.MessageTrace;

/** What the demo shows in the terminal. Threads may share it. */
final class Screen implements MessageTrace.Listener {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
  private static final int SHOWN_PATH = 58;
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);

  private final PrintStream out;
  private final PriorityQueue<MessageTrace> held =
      new PriorityQueue<>(Comparator.comparing(MessageTrace::at));
  private boolean showsMessages;

  Screen(PrintStream out) {
    this.out = out;
  }

  /** Turns the list of messages on or off. */
  synchronized void showMessages(boolean shown) {
    if (shown && !showsMessages) {
      out.printf(
          "  %-12s  %-7s %-8s %-6s %-58s %-6s %s%n",
          "time", "from", "to", "method", "path", "result", "ms");
    }
    showsMessages = shown;
    show(Instant.MAX);
  }

  /**
   * Messages are told when they are answered, which is not the order in which they were sent; so
   * each is held for a moment, and those that began earlier go first.
   */
  @Override
  public synchronized void onMessage(MessageTrace message) {
    if (showsMessages) {
      held.add(message);
      LATER.execute(() -> showUntil(message.at()));
    }
  }

  private synchronized void showUntil(Instant begun) {
    show(begun.plusNanos(1));
  }

  /** Shows what began before {@code limit}. */
  private void show(Instant limit) {
    while (!held.isEmpty() && held.peek().at().isBefore(limit)) {
      MessageTrace message = held.poll();
      out.printf(
          "  %-12s  %-7s→ %-8s %-6s %-58s %-6s %d%n",
          TIME.format(message.at()),
          message.from(),
          message.to(),
          message.method(),
          shortened(message.path()),
          message.result(),
          message.millis());
    }
    out.flush();
  }

  private static String shortened(String path) {
    return path.length() <= SHOWN_PATH ? path : path.substring(0, SHOWN_PATH - 1) + "…";
  }

  synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  synchronized void heading(String line) {
    out.println();
    out.println(line);
    out.flush();
  }

  /** Balances and positions before and after. */
  synchronized void compare(Snapshot before, Snapshot after) {
    out.println();
    out.printf("  %-34s %14s %14s%n", "customers (" + after.currency() + ")", "before", "after");
    for (Snapshot.Held held : after.customers()) {
      String msisdn = held.customer().msisdn();
      row(
          held.customer().name() + " " + msisdn + ", " + held.fspId(),
          before.balanceOf(msisdn),
          after.balanceOf(msisdn));
    }
    out.printf("  %-34s%n", "positions at the hub");
    for (String fspId : after.positions().keySet()) {
      row(fspId, before.positionOf(fspId), after.positionOf(fspId));
    }
    row("sum", before.sumOfPositions(), after.sumOfPositions());
    out.flush();
  }

  private void row(String name, long before, long after) {
    out.printf("  %-34s %14s %14s%n", "  " + name, Amounts.format(before), Amounts.format(after));
  }
}
