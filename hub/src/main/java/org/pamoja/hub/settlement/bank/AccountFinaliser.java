package org.pamoja.hub.settlement.bank;

import java.math.BigInteger;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.settlement.sheets.Cell;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/**
 * Finalises one account, exactly once whatever happens in between. What will be asked of the ledger
 * is stored first; the ledger commits a settlement transfer only once, so of several attempts at
 * most one takes effect, and which one is told by the record of funds it booked.
 *
 * <p>Threads may share it; each call blocks.
 */
final class AccountFinaliser {
  private static final String ELSEWHERE =
      "committed already without the bank's file, which had no effect on it";

  private final Jdbi jdbi;
  private final JobStore store;
  private final FactsReader facts;
  private final SettlementSteps steps;
  private final LedgerQueries ledger;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final FinalisationRunner.Interruptions interruptions;

  AccountFinaliser(BankParts parts, FinalisationRunner.Interruptions interruptions) {
    this.jdbi = parts.jdbi();
    this.store = parts.store();
    this.facts = parts.facts();
    this.steps = parts.steps();
    this.ledger = parts.ledger();
    this.audit = parts.audit();
    this.clock = parts.clock();
    this.ids = parts.ids();
    this.interruptions = interruptions;
  }

  /** Commits the account of a row, if it is not yet; false when that is refused. */
  boolean finalise(Job job, Job.Row row) {
    if (row.state() == Job.RowState.DONE || row.state() == Job.RowState.SKIPPED) {
      return true;
    }
    SettledAccount account = account(job, row);
    if (account.isCommitted() || isCommittedInLedger(account)) {
      return markCommitted(job, row, account);
    }
    Effect effect = Effect.on(account, row.bankBalance(), job.choice());
    if (!row.accepted().isStill(effect)) {
      conclude(job, row, Job.RowState.FAILED, Job.Done.NOTHING, moved(row, account));
      return false;
    }
    Job.Attempt attempt = attempt(job, row, effect);
    interruptions.at(FinalisationRunner.Point.ASKING);
    Optional<String> refusal =
        steps.commit(
            job.key().settlement(),
            row.accountId(),
            FinalisationCommands.finalisation(job, account, attempt.asked()),
            job.reason(),
            job.by());
    if (refusal.isPresent()) {
      return refused(job, row, attempt, refusal.get());
    }
    interruptions.at(FinalisationRunner.Point.COMMITTED);
    done(job, row, attempt.asked());
    return true;
  }

  private static String moved(Job.Row row, SettledAccount account) {
    Optional<BigInteger> now = account.funds().map(SettledAccount.Funds::balance);
    Optional<BigInteger> accepted = row.accepted().hubBalance();
    String what =
        now.equals(accepted)
            ? "net debit cap moved since the file was accepted"
            : "balance moved since the file was accepted: it was %s, it is %s"
                .formatted(balance(accepted, row.currency()), balance(now, row.currency()));
    return what + "; resume with confirm=" + Finalisations.BALANCE_MOVED + " to accept that";
  }

  private static String balance(Optional<BigInteger> balance, String currency) {
    return balance.map(held -> Cell.decimal(held, currency).toPlainString()).orElse("none");
  }

  private SettledAccount account(Job job, Job.Row row) {
    return jdbi.withHandle(handle -> facts.find(handle, job.key().settlement()))
        .flatMap(settlement -> settlement.account(row.accountId()))
        .orElseThrow();
  }

  private boolean isCommittedInLedger(SettledAccount account) {
    return account
        .transferId()
        .flatMap(id -> ledger.transfer(TransferKey.transfer(id)))
        .filter(transfer -> transfer.state() == TransferState.COMMITTED)
        .isPresent();
  }

  /**
   * The ledger has committed it: only the settlement's own state, and what it was, are to be noted.
   */
  private boolean markCommitted(Job job, Job.Row row, SettledAccount account) {
    if (!account.isCommitted()) {
      Optional<String> refusal =
          steps.commit(
              job.key().settlement(), row.accountId(), Optional.empty(), job.reason(), job.by());
      if (refusal.isPresent()) {
        conclude(job, row, Job.RowState.FAILED, Job.Done.NOTHING, refusal.get());
        return false;
      }
    }
    Optional<Job.Attempt> effective = effective(job, row, account(job, row));
    if (effective.isPresent()) {
      done(job, row, effective.get().asked());
    } else {
      conclude(job, row, Job.RowState.SKIPPED, Job.Done.NOTHING, ELSEWHERE);
    }
    return true;
  }

  /**
   * The attempt that took effect: the one whose funds were booked, or the last one when none was to
   * book any and the cap is as that asked.
   */
  private Optional<Job.Attempt> effective(Job job, Job.Row row, SettledAccount account) {
    List<Job.Attempt> attempts = attempts(job, row);
    return attempts.stream()
        .filter(attempt -> attempt.asked().fundsTransferId().filter(this::isBooked).isPresent())
        .findFirst()
        .or(
            () ->
                attempts.stream()
                    .filter(attempt -> !attempt.refused())
                    .filter(attempt -> attempt.asked().fundsTransferId().isEmpty())
                    .filter(
                        attempt ->
                            attempt.asked().newCap().isEmpty()
                                || attempt.asked().newCap().equals(account.netDebitCap()))
                    .reduce((_, later) -> later));
  }

  private boolean isBooked(String fundsTransferId) {
    return ledger
        .transfer(TransferKey.transfer(fundsTransferId))
        .filter(transfer -> transfer.state() == TransferState.COMMITTED)
        .isPresent();
  }

  private List<Job.Attempt> attempts(Job job, Job.Row row) {
    return jdbi.withHandle(handle -> store.attempts(handle, job.key(), row.accountId()));
  }

  /**
   * The last attempt once more when it asked for the same and its id is not used up, else a new
   * one, stored before it is made.
   */
  private Job.Attempt attempt(Job job, Job.Row row, Effect effect) {
    List<Job.Attempt> before = attempts(job, row);
    if (!before.isEmpty()) {
      Job.Attempt last = before.getLast();
      if (!last.refused() && last.asked().isAsMuchAs(effect) && !isUsedUp(last)) {
        return last;
      }
    }
    Optional<String> id =
        effect.funds().isPresent() ? Optional.of(ids.get()) : Optional.<String>empty();
    Job.Attempt attempt =
        new Job.Attempt(
            before.size() + 1, new Job.Done(effect.newCap(), effect.funds(), id), false);
    jdbi.useTransaction(
        handle -> store.add(handle, job.key(), row.accountId(), attempt, clock.instant()));
    return attempt;
  }

  /** A refusal that nobody noted, since the node died, has used the record's id up all the same. */
  private boolean isUsedUp(Job.Attempt attempt) {
    return attempt
        .asked()
        .fundsTransferId()
        .flatMap(id -> ledger.transfer(TransferKey.transfer(id)))
        .isPresent();
  }

  private boolean refused(Job job, Job.Row row, Job.Attempt attempt, String refusal) {
    SettledAccount account = account(job, row);
    if (account.isCommitted() || isCommittedInLedger(account)) {
      return markCommitted(job, row, account); // somebody else was faster
    }
    jdbi.useTransaction(
        handle -> store.refuse(handle, job.key(), row.accountId(), attempt.number()));
    conclude(job, row, Job.RowState.FAILED, Job.Done.NOTHING, refusal);
    return false;
  }

  private void done(Job job, Job.Row row, Job.Done done) {
    conclude(job, row, Job.RowState.DONE, done, "");
    interruptions.at(FinalisationRunner.Point.NOTED);
  }

  private void conclude(Job job, Job.Row row, Job.RowState state, Job.Done done, String detail) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("settlement", Long.toString(job.key().settlement()));
    details.put("finalisation", Integer.toString(job.key().number()));
    details.put("account", Long.toString(row.accountId()));
    details.put("state", state.name());
    details.put("funds", text(done.funds(), row.currency()));
    details.put("fundsTransferId", done.fundsTransferId().orElse(""));
    details.put(
        "netDebitCap",
        done.newCap().map(cap -> Cell.decimal(cap, row.currency()).toPlainString()).orElse(""));
    details.put("detail", detail);
    jdbi.useTransaction(
        handle -> {
          store.conclude(handle, job.key(), row.accountId(), state, done, detail, clock.instant());
          // Last, in the same transaction, which Jdbi keeps for the thread: it waits for nothing.
          audit.record(job.by(), "settlement.finalise", row.participant(), details);
        });
  }

  private static String text(OptionalLong amount, String currency) {
    return amount.isPresent() ? Cell.amount(amount.getAsLong(), currency).text() : "";
  }
}
