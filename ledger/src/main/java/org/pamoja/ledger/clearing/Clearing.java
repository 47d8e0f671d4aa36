package org.pamoja.ledger.clearing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.store.BatchChanges;
import org.pamoja.ledger.store.BatchTransaction;
import org.pamoja.ledger.store.DecidedBatch;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.store.StoreUnavailableException;
import org.pamoja.ledger.store.StreamClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: the commands of all capabilities wait in one bounded queue, one thread decides and
 * stores them in batches, each batch one transaction, and answers after its commit. Batches grow
 * with the load.
 *
 * <p>Threads may share it. The thread is its own; no caller's code runs on it but the {@link
 * CommitListener}.
 */
public final class Clearing implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Clearing.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final LedgerStore store;
  private final int stream;
  private final BatchDecider decider;
  private final CommitListener listener;
  private final ClearingSettings settings;
  private final ClearingMetrics metrics;
  private final CommandQueue queue;
  private final Thread batcher;

  /** The store could not be reached at the last try: nothing more is accepted until it can. */
  private volatile boolean storeDown;

  private volatile boolean fenced;
  private volatile boolean abandoned;

  // The batcher thread's own.
  private long nextSequence = 1;
  private long nextBatch = 1;

  /**
   * A batcher, not yet running; see {@link #start}.
   *
   * @param store where it decides; used by this batcher alone, closed by whoever made it
   * @param stream number of its stream, new for each life of the node
   * @param decider the rules
   * @param listener told of every batch once it is durable
   * @param settings bounds
   * @param metrics counts
   */
  public Clearing(
      LedgerStore store,
      int stream,
      BatchDecider decider,
      CommitListener listener,
      ClearingSettings settings,
      ClearingMetrics metrics) {
    this.store = store;
    this.stream = stream;
    this.decider = decider;
    this.listener = listener;
    this.settings = settings;
    this.metrics = metrics;
    this.queue = new CommandQueue(settings.queueCapacity(), settings.reservedForOutcomes());
    this.batcher = Thread.ofPlatform().name("clearing-" + stream).unstarted(this::run);
  }

  /** Starts the batcher's thread. Commands may be submitted before; they wait. */
  public Clearing start() {
    batcher.start();
    return this;
  }

  /**
   * Hands a command over to be decided.
   *
   * @param submission what is asked
   * @param completeOn where the answer is completed, such as the caller's event loop; each gets one
   *     task for a whole batch
   * @return what became of it, once that is durable; fails with {@link ClearingOverloadedException}
   *     when it was not accepted, with another exception when the command could not be decided and
   *     nothing of it was kept
   */
  public CompletableFuture<Outcome> submit(Submission submission, Executor completeOn) {
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    long arrivedAt = submission.arrivedAt().orElseGet(System::nanoTime);
    PendingCommand pending = new PendingCommand(submission, answer, completeOn, arrivedAt);
    if (storeDown || fenced || !queue.offer(pending)) {
      metrics.shed(submission.command());
      answer.completeExceptionally(new ClearingOverloadedException(reason(), RETRY_AFTER));
    }
    return answer;
  }

  /** Whether commands are accepted at present: for readiness. */
  public boolean isAccepting() {
    return !storeDown && !fenced && !queue.isClosed();
  }

  /** How many commands wait. */
  public int queued() {
    return queue.size();
  }

  /** Accepts nothing more, and waits for what was accepted, within the settings' bound. */
  @Override
  public void close() {
    queue.close();
    if (batcher.getState() == Thread.State.NEW) {
      abandoned = true;
      batcher.start();
    }
    try {
      if (!batcher.join(settings.closeWithin())) {
        abandoned = true;
        batcher.join(settings.closeWithin());
      }
    } catch (InterruptedException interrupted) {
      abandoned = true;
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<PendingCommand> batch = List.of();
    try {
      for (batch = take(); !batch.isEmpty(); batch = take()) {
        process(number(batch), batch);
      }
    } catch (InterruptedException interrupted) {
      LOGGER.warn("the batcher of stream {} was interrupted", stream);
      giveUp(batch, interrupted);
    } catch (RuntimeException | Error fatal) {
      LOGGER.error("the batcher of stream {} died: this node must start anew", stream, fatal);
      giveUp(batch, fatal);
    }
  }

  private List<PendingCommand> take() throws InterruptedException {
    return queue.take(settings.batchSize(), settings.linger());
  }

  /** Without its thread the node can decide nothing more: nobody may wait for it in vain. */
  private void giveUp(List<PendingCommand> underWay, Throwable reason) {
    fenced = true;
    queue.close();
    Answers.fail(underWay, reason);
    Answers.fail(queue.takeAll(), new ClearingOverloadedException(reason(), RETRY_AFTER));
    metrics.fenced();
  }

  private List<Sequenced> number(List<PendingCommand> batch) {
    List<Sequenced> numbered = new ArrayList<>(batch.size());
    for (PendingCommand pending : batch) {
      numbered.add(new Sequenced(pending.submission(), nextSequence++, pending.submittedAt()));
    }
    return numbered;
  }

  /** Decides a batch, or, when something in it cannot be decided, its halves. */
  private void process(List<Sequenced> commands, List<PendingCommand> pending)
      throws InterruptedException {
    if (fenced || abandoned) {
      Answers.fail(pending, new ClearingOverloadedException(reason(), RETRY_AFTER));
      return;
    }
    long began = System.nanoTime();
    Decided decided;
    try {
      decided = decide(nextBatch++, commands);
    } catch (StreamClosedException closed) {
      LOGGER.error("stream {} was closed by another node: this node must start anew", stream);
      fenced = true;
      metrics.fenced();
      Answers.fail(pending, new ClearingOverloadedException(reason(), RETRY_AFTER));
      return;
    } catch (StoreUnavailableException stopping) {
      Answers.fail(pending, stopping);
      return;
    } catch (RuntimeException | StackOverflowError | AssertionError failure) {
      isolate(commands, pending, failure);
      return;
    }
    // Outside the try: what is durable must never be decided again, whatever fails from here on.
    CompletableFuture<Void> answered = new CompletableFuture<>();
    tell(decided.events(), answered);
    Answers.complete(pending, decided.outcomes()).thenRun(() -> answered.complete(null));
    metrics.committed(commands.size(), Duration.ofNanos(System.nanoTime() - began));
  }

  private void isolate(List<Sequenced> commands, List<PendingCommand> pending, Throwable failure)
      throws InterruptedException {
    if (commands.size() == 1) {
      LOGGER.error(
          "a command could not be decided: {}",
          commands.getFirst().submission().command(),
          failure);
      metrics.failed(commands.getFirst().submission().command());
      Answers.fail(pending, failure);
      return;
    }
    LOGGER.warn("a batch of {} commands is halved: {}", commands.size(), failure.toString());
    int half = commands.size() / 2;
    process(commands.subList(0, half), pending.subList(0, half));
    process(commands.subList(half, commands.size()), pending.subList(half, pending.size()));
  }

  /** Tries one batch, always under the same number, until the store says what became of it. */
  private Decided decide(long number, List<Sequenced> commands)
      throws StoreUnavailableException, InterruptedException {
    Duration wait = settings.retryFirst();
    for (int attempt = 1; ; attempt++) {
      try {
        Decided decided = decideOnce(number, commands);
        storeDown = false;
        return decided;
      } catch (StoreUnavailableException unavailable) {
        LOGGER.warn("batch {} is tried again: {}", number, unavailable.getMessage());
        metrics.retried();
        // A single conflict or a lost connection is no outage; a second failure in a row is.
        storeDown = attempt > 1;
        if (abandoned) {
          throw unavailable;
        }
        queue.pause(wait);
        wait = shorter(wait.multipliedBy(2), settings.retryLongest());
      }
    }
  }

  private Decided decideOnce(long number, List<Sequenced> commands)
      throws StoreUnavailableException {
    BatchPlan plan = decider.plan(stream, number, commands);
    try (BatchTransaction transaction = store.begin(plan.request())) {
      if (transaction.alreadyDecided().isPresent()) {
        DecidedBatch before = transaction.alreadyDecided().get();
        return new Decided(before.outcomes(), before.events());
      }
      long now = System.nanoTime();
      BatchChanges changes =
          decider.decide(plan, transaction.loaded(), command -> now - command.submittedAt());
      transaction.commit(changes);
      return new Decided(changes.outcomes(), changes.events());
    }
  }

  private void tell(List<Event> events, CompletableFuture<Void> answered) {
    try {
      listener.onCommitted(events, answered);
    } catch (RuntimeException failure) {
      LOGGER.error("the listener failed on a batch of stream {}", stream, failure);
    }
  }

  private String reason() {
    if (fenced) {
      return "this node is being replaced";
    }
    if (queue.isClosed()) {
      return "this node is stopping";
    }
    return storeDown ? "the database cannot be reached" : "too many commands are waiting";
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** What became of a batch. */
  private record Decided(List<Outcome> outcomes, List<Event> events) {}
}
