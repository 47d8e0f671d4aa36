package org.pamoja.hub.rules;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.fspiop.message.TransferPrepare;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.postgres.EventReader;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/**
 * Turns the ledger's events into what they add to, or take from, counted periods. What an event
 * counts follows from the event, its transfer's prepare and the rules alone, so events can be
 * counted by any node, and once each. Used by one thread.
 */
final class CountedTransfers {
  private static final int REMEMBERED = 50_000;

  private record Reserved(Payment payment, Instant at) {}

  private final LedgerQueries ledger;
  private final EventReader history;
  private final Map<String, Reserved> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reserved> eldest) {
          return size() > REMEMBERED;
        }
      };

  CountedTransfers(LedgerQueries ledger, EventReader history) {
    this.ledger = ledger;
    this.history = history;
  }

  /** Whether an event can have anything to do with counting. */
  static boolean concerns(Event event) {
    return isReservation(event) || isEnd(event) || endsOthers(event);
  }

  /** Whether the event reserves a transfer. */
  static boolean isReservation(Event event) {
    return event.kind().equals("Prepare")
        && event.to().filter(state -> state == TransferState.RESERVED).isPresent();
  }

  /** What the events change, by bucket. */
  Map<UsageBook.Bucket, UsageBook.Count> changes(RuleSet rules, List<Event> events) {
    Map<UsageBook.Bucket, UsageBook.Count> changes = new HashMap<>();
    for (Event event : events) {
      if (isReservation(event)) {
        reserved(event)
            .ifPresent(
                it -> {
                  recent.put(it.payment().id(), it);
                  count(rules, it, 1, changes);
                });
      } else if (isEnd(event)) {
        giveBack(rules, event.about().orElseThrow(), changes);
      } else if (endsOthers(event)) {
        event.notices().stream()
            .filter(notice -> isAboutAnother(event, notice))
            .map(Notice::about)
            .distinct()
            .filter(this::hasEnded)
            .forEach(key -> giveBack(rules, key, changes));
      }
    }
    return changes;
  }

  private static boolean isEnd(Event event) {
    return event.about().filter(key -> !key.conversion()).isPresent()
        && event.from().filter(TransferState::holdsReservation).isPresent()
        && event.to().filter(CountedTransfers::isFailure).isPresent();
  }

  private static boolean isFailure(TransferState state) {
    return state.isFinal() && state.external().equals("ABORTED");
  }

  /** A conversion that ends takes its transfer with it; only the notices say so. */
  private static boolean endsOthers(Event event) {
    return event.about().filter(TransferKey::conversion).isPresent()
        && event.notices().stream().anyMatch(notice -> isAboutAnother(event, notice));
  }

  private static boolean isAboutAnother(Event event, Notice notice) {
    return notice.type() == Notice.Type.ERROR
        && !notice.about().conversion()
        && !event.about().equals(Optional.of(notice.about()));
  }

  private boolean hasEnded(TransferKey key) {
    return ledger.transfer(key).filter(it -> isFailure(it.state())).isPresent();
  }

  private void giveBack(
      RuleSet rules, TransferKey key, Map<UsageBook.Bucket, UsageBook.Count> changes) {
    Reserved known = recent.remove(key.id());
    Optional<Reserved> reserved =
        known != null
            ? Optional.of(known)
            : ledger
                .transfer(key)
                .map(Transfer::prepared)
                .flatMap(history::find)
                .flatMap(CountedTransfers::reserved);
    reserved.ifPresent(it -> count(rules, it, -1, changes));
  }

  private static void count(
      RuleSet rules, Reserved it, int sign, Map<UsageBook.Bucket, UsageBook.Count> changes) {
    for (Claim claim : rules.claims(it.payment())) {
      if (!it.at().isBefore(claim.counter().since())) {
        Instant start = claim.rule().unit().start(it.at());
        changes.merge(
            new UsageBook.Bucket(claim.key(), start),
            new UsageBook.Count(sign * claim.amount(), sign),
            (one, other) -> one.plus(other.amount(), other.transfers()));
      }
    }
  }

  private static Optional<Reserved> reserved(Event event) {
    try {
      TransferPrepare message = TransferPrepare.from(Json.parse(event.envelope().body()));
      return Optional.of(new Reserved(Payment.of(message), event.at()));
    } catch (MalformedJsonException | RuntimeException foreign) {
      // Not a message as this version knows it: nothing that rules could have let through.
      return Optional.empty();
    }
  }
}
