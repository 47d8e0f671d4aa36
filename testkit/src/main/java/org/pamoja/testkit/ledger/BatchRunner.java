package org.pamoja.testkit.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pamoja.ledger.clearing.BatchDecider;
import org.pamoja.ledger.clearing.BatchPlan;
import org.pamoja.ledger.clearing.Sequenced;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.store.BatchChanges;
import org.pamoja.ledger.store.BatchTransaction;
import org.pamoja.ledger.store.DecidedBatch;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.store.StoreUnavailableException;

/**
 * Puts batches through a store one at a time, on the caller's thread: clearing without its queue
 * and its thread.
 *
 * <p>For one thread.
 */
public final class BatchRunner {
  private static final int MOST_TRIES = 5;

  private final LedgerStore store;
  private final BatchDecider decider;
  private final int stream;
  private long number;
  private long sequence;
  private Duration waited = Duration.ZERO;

  /**
   * A runner that starts with batch 1 and event 1.
   *
   * @param store where the ledger is kept
   * @param decider how it is decided
   * @param stream number of the runner's stream, not used by another
   */
  public BatchRunner(LedgerStore store, BatchDecider decider, int stream) {
    this.store = store;
    this.decider = decider;
    this.stream = stream;
  }

  /** Lets every command from now on have waited so long when it is decided. */
  public void waiting(Duration time) {
    waited = time;
  }

  /** Decides {@code commands} in one batch, of no message and under the principal "test". */
  public DecidedBatch run(List<? extends Command> commands) {
    List<Sequenced> sequenced = new ArrayList<>(commands.size());
    for (Command command : commands) {
      sequenced.add(new Sequenced(new Submission(command, Envelope.NONE, "test"), ++sequence));
    }
    return runSequenced(sequenced);
  }

  /** Decides one command in a batch of its own. */
  public DecidedBatch run(Command command) {
    return run(List.of(command));
  }

  /**
   * Decides a batch; begins it again under the same number when the store was lost.
   *
   * @throws IllegalStateException when the store stays away
   */
  public DecidedBatch runSequenced(List<Sequenced> commands) {
    number++;
    BatchPlan plan = decider.plan(stream, number, commands);
    StoreUnavailableException last = null;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      try (BatchTransaction transaction = store.begin(plan.request())) {
        if (transaction.alreadyDecided().isPresent()) {
          return transaction.alreadyDecided().get();
        }
        BatchChanges changes = decider.decide(plan, transaction.loaded(), _ -> waited.toNanos());
        transaction.commit(changes);
        return new DecidedBatch(changes.outcomes(), changes.events(), changes.chainHash());
      } catch (StoreUnavailableException lost) {
        last = lost;
      }
    }
    throw new IllegalStateException("the store stays away", last);
  }
}
