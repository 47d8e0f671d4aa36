package org.pamoja.ledger.clearing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.store.BatchChanges;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.transfer.Decision;
import org.pamoja.ledger.transfer.Moment;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferMachine;
import org.pamoja.ledger.transfer.TransferState;

/**
 * Decides whole batches: what to ask the store for, and, from what it found, what to write.
 * Deterministic and without state, so threads may share it and a batch may be decided again.
 */
public final class BatchDecider {
  private final LedgerSettings settings;
  private final TransferMachine machine;

  /** A decider for a scheme with {@code settings}. */
  public BatchDecider(LedgerSettings settings) {
    this.settings = settings;
    this.machine = new TransferMachine(settings);
  }

  /**
   * What a batch needs to be decided.
   *
   * @param stream number of the batcher's stream
   * @param number the batch's number in it, the same on every retry
   * @param commands in order of arrival, with rising sequences
   */
  public BatchPlan plan(int stream, long number, List<Sequenced> commands) {
    return new BatchPlanner(settings.hubName(), stream).plan(number, commands);
  }

  /** Decides a batch whose commands did not have to wait. */
  public BatchChanges decide(BatchPlan plan, LoadedBatch loaded) {
    return decide(plan, loaded, _ -> 0);
  }

  /**
   * Decides the commands of {@code plan}, one after the other, each on what the ones before it
   * left.
   *
   * @param waited for how many nanoseconds a command has waited for its decision
   * @throws IllegalStateException when the store did not load what was asked for, or a rule went
   *     wrong; nothing may be written then
   */
  public BatchChanges decide(BatchPlan plan, LoadedBatch loaded, ToLongFunction<Sequenced> waited) {
    WorkingSet rows = new WorkingSet(loaded);
    List<Event> events = new ArrayList<>(plan.commands().size());
    List<Outcome> outcomes = new ArrayList<>(plan.commands().size());
    for (Sequenced command : plan.commands()) {
      EventPointer pointer = new EventPointer(plan.request().stream(), command.sequence());
      Instant arrived = loaded.now().minusNanos(Math.max(0, waited.applyAsLong(command)));
      Moment moment = new Moment(loaded.now(), arrived, pointer);
      Command asked = command.submission().command();
      Decision decision = machine.decide(rows, asked, moment);
      if (decision.isRecorded()) {
        events.add(event(rows, command, decision, moment));
        rows.apply(decision);
      }
      outcomes.add(decision.outcome());
    }
    return changes(plan, loaded, rows, events, outcomes);
  }

  private static Event event(WorkingSet rows, Sequenced command, Decision decision, Moment moment) {
    Command asked = command.submission().command();
    Optional<TransferKey> about = Subject.of(asked);
    Optional<TransferState> before = about.flatMap(rows::transfer).map(Transfer::state);
    Optional<TransferState> after = about.flatMap(key -> stored(decision, key));
    boolean moved = after.isPresent() && !after.equals(before);
    return new Event(
        moment.event(),
        moment.now(),
        asked.kind(),
        about,
        moved ? before : Optional.empty(),
        moved ? after : Optional.empty(),
        command.submission().principal(),
        decision.detail(),
        decision.notices(),
        command.submission().envelope());
  }

  private static Optional<TransferState> stored(Decision decision, TransferKey key) {
    for (Transfer row : decision.rows()) {
      if (row.key().equals(key)) {
        return Optional.of(row.state());
      }
    }
    return Optional.empty();
  }

  private static BatchChanges changes(
      BatchPlan plan,
      LoadedBatch loaded,
      WorkingSet rows,
      List<Event> events,
      List<Outcome> outcomes) {
    List<Transfer> changed = new ArrayList<>();
    List<Transfer> due = new ArrayList<>();
    int claimed = 0;
    for (Transfer row : rows.changedTransfers()) {
      boolean isNew = loaded.claimed().contains(row.key());
      claimed += isNew ? 1 : 0;
      if (!isNew || !row.equals(plan.claims().get(row.key()))) {
        changed.add(row);
      }
      if (isNew && row.state() == TransferState.RESERVED) {
        due.add(row);
      }
    }
    if (claimed != loaded.claimed().size()) {
      throw new IllegalStateException("a claimed id was not decided: " + loaded.claimed());
    }
    byte[] hash = ChainHash.next(loaded.previousHash(), events);
    return new BatchChanges(
        changed, due, rows.postings(), rows.changedAccounts(), events, outcomes, hash);
  }
}
