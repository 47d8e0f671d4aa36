package org.pamoja.ledger.transfer;

import java.util.List;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.event.Notice;

/**
 * What one command brings about.
 *
 * @param rows transfers and conversions as they stand afterwards, each at most once
 * @param movements changes of account counters
 * @param postings new ledger entries; debits equal credits per currency
 * @param settings accounts whose limit or flags were changed, before {@code movements} are applied
 * @param notices whom to tell what, in sending order
 * @param outcome what the submitter learns
 * @param detail short text for people reading the history; empty when the rest says it all
 */
public record Decision(
    List<Transfer> rows,
    List<Movement> movements,
    List<Posting> postings,
    List<Account> settings,
    List<Notice> notices,
    Outcome outcome,
    String detail) {

  /** Nothing happens. */
  public static final Decision IGNORED =
      new Decision(List.of(), List.of(), List.of(), List.of(), List.of(), Outcome.IGNORED, "");

  /** Whether it changes something or owes somebody a message, and so belongs in the history. */
  public boolean isRecorded() {
    return !(rows.isEmpty() && movements.isEmpty() && settings.isEmpty() && notices.isEmpty());
  }

  /** The same with another text for people reading the history. */
  Decision withDetail(String text) {
    return new Decision(rows, movements, postings, settings, notices, outcome, text);
  }

  /** The same with another outcome for the submitter. */
  Decision with(Outcome other) {
    return new Decision(rows, movements, postings, settings, notices, other, detail);
  }

  /** A refusal that changes nothing and tells nobody but the submitter. */
  public static Decision refused(Failure failure) {
    return new Decision(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Outcome.refused(failure),
        failure.description());
  }

  /** A refusal that changes nothing but owes one message. */
  public static Decision refused(Failure failure, Notice notice) {
    return new Decision(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(notice),
        Outcome.refused(failure),
        failure.description());
  }

  /** A message is owed, nothing else. */
  public static Decision answered(Notice notice) {
    return new Decision(
        List.of(), List.of(), List.of(), List.of(), List.of(notice), Outcome.IGNORED, "");
  }
}
