package org.pamoja.hub.rules;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.pamoja.ledger.command.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges payments by the rules in force. Threads may share it. */
final class SchemeRules implements PaymentRules {
  private static final Logger LOG = LoggerFactory.getLogger(SchemeRules.class);

  private final CachedRules rules;
  private final UsageBook book;
  private final Screener screener;
  private final RuleMeters meters;
  private final InstantSource clock;

  SchemeRules(
      CachedRules rules,
      UsageBook book,
      Screener screener,
      RuleMeters meters,
      InstantSource clock) {
    this.rules = rules;
    this.book = book;
    this.screener = screener;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Judgement> judge(Payment payment, Stage stage) {
    RuleSet current = rules.current();
    if (current.isEmpty()) {
      return CompletableFuture.completedFuture(Judgement.nothing());
    }
    Optional<RuleRefusal> refusal = current.judge(payment);
    if (refusal.isPresent()) {
      return ended(payment, stage, UsageBook.Room.NONE, refusal);
    }
    UsageBook.Room room = room(current.claims(payment), payment, stage);
    List<Rule.Screening> screenings = current.screenings(payment, stage);
    if (room.full().isPresent() || screenings.isEmpty()) {
      return ended(payment, stage, room, room.full().map(RuleSet::exceeded));
    }
    return screened(screenings, 0, payment, stage)
        .whenComplete((_, failure) -> giveBackAfter(failure, room))
        .thenApply(found -> judgement(payment, stage, room, found));
  }

  private CompletionStage<Judgement> ended(
      Payment payment, Stage stage, UsageBook.Room room, Optional<RuleRefusal> refusal) {
    return CompletableFuture.completedFuture(judgement(payment, stage, room, refusal));
  }

  /** A quote only looks whether there is room, since nothing says that a transfer will follow. */
  private UsageBook.Room room(List<Claim> claims, Payment payment, Stage stage) {
    return switch (stage) {
      case QUOTE -> UsageBook.Room.notTaken(book.check(claims, clock.instant()));
      case PREPARE -> book.hold(payment.id(), claims, clock.instant());
    };
  }

  /** Asks one screener after the other; the first that refuses ends it. */
  private CompletionStage<Optional<RuleRefusal>> screened(
      List<Rule.Screening> screenings, int next, Payment payment, Stage stage) {
    if (next == screenings.size()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return screener
        .ask(screenings.get(next), payment, stage)
        .thenCompose(
            refusal ->
                refusal.isPresent()
                    ? CompletableFuture.completedFuture(refusal)
                    : screened(screenings, next + 1, payment, stage));
  }

  private void giveBackAfter(Throwable failure, UsageBook.Room room) {
    if (failure != null) {
      book.decided(room, false);
    }
  }

  private Judgement judgement(
      Payment payment, Stage stage, UsageBook.Room room, Optional<RuleRefusal> refusal) {
    return switch (stage) {
      case QUOTE -> {
        refusal.ifPresent(it -> refused(payment, stage, it));
        yield Judgement.of(refusal, _ -> {});
      }
      case PREPARE -> Judgement.of(refusal, onDecided(payment, room, refusal));
    };
  }

  /**
   * A prepare that the ledger did not reserve gives its room back; one that it did keeps it until
   * it is counted. A refusal is only told when the ledger took it up: repeats and messages with
   * other faults have their own answers.
   */
  private Consumer<Optional<Outcome>> onDecided(
      Payment payment, UsageBook.Room room, Optional<RuleRefusal> refusal) {
    return outcome -> {
      book.decided(room, outcome.filter(it -> it.status() == Outcome.Status.DONE).isPresent());
      refusal
          .filter(
              it ->
                  outcome
                      .flatMap(Outcome::failure)
                      .filter(it.forLedger().failure()::equals)
                      .isPresent())
          .ifPresent(it -> refused(payment, Stage.PREPARE, it));
    };
  }

  private void refused(Payment payment, Stage stage, RuleRefusal refusal) {
    meters.refused(refusal.rule(), stage);
    LOG.info(
        "{} {} from {} to {} refused with {} by rule {}",
        stage,
        payment.id(),
        payment.name(Side.PAYER),
        payment.name(Side.PAYEE),
        refusal.code().code(),
        refusal.forOperators());
  }
}
