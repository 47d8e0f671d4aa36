package org.pamoja.ledger.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.ledger.transfer.TransferState.ABORTED_ERROR;
import static org.pamoja.ledger.transfer.TransferState.COMMITTED;
import static org.pamoja.ledger.transfer.TransferState.EXPIRED_PREPARED;
import static org.pamoja.ledger.transfer.TransferState.EXPIRED_RESERVED;
import static org.pamoja.ledger.transfer.TransferState.RECEIVED_FULFIL_DEPENDENT;
import static org.pamoja.ledger.transfer.TransferState.RECEIVED_PREPARE;
import static org.pamoja.ledger.transfer.TransferState.RESERVED;
import static org.pamoja.ledger.transfer.TransferState.RESERVED_FORWARDED;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.command.SettlementCommand;

/**
 * Every state of a payment and of a conversion, under every command in every variant that the rules
 * tell apart: the next state must be that of the table below (written from transfers §1, §5, §6,
 * §9.3), and whatever happens money must be kept: what is open holds its amount and nothing else
 * does, postings balance, what is final never moves.
 */
class StateMachineTest {
  private static final long AMOUNT = 10 * TestLedger.UNIT;

  /** Whom a message is about: a payment, a payment to oneself, or a conversion. */
  private record Parties(String payee, boolean conversion) {
    TransferKey key() {
      return conversion ? TestLedger.FX : TestLedger.T;
    }

    Command prepare() {
      return conversion
          ? TestLedger.convert("fx", "A", TestLedger.usd(10), TestLedger.eur(9))
          : TestLedger.prepare("A", payee, TestLedger.usd(10));
    }
  }

  private static final List<Parties> PARTIES =
      List.of(new Parties("B", false), new Parties("A", false), new Parties("F", true));

  /** One command with all that its judgement depends on. */
  private record Variant(
      Command command,
      Parties parties,
      boolean seen,
      boolean matches,
      Optional<Action> action,
      boolean understood,
      boolean fits,
      boolean expired) {}

  @Test
  void shouldTakeEveryStateWhereTheTableSays() {
    int cases = 0;
    for (Parties parties : PARTIES) {
      List<Variant> variants = variants(parties);
      for (TransferState state : TransferState.values()) {
        for (Variant variant : variants) {
          for (boolean confirm : new boolean[] {false, true}) {
            check(state, variant, confirm);
            cases++;
          }
        }
      }
    }
    assertThat(cases).isGreaterThan(15_000);
  }

  private static void check(TransferState state, Variant variant, boolean confirm) {
    String name = state + " under " + variant;
    TestLedger ledger = ledgerWith(state, variant, confirm);
    TransferKey key = variant.parties().key();
    Decision decision = ledger.decide(variant.command());
    TransferState next = ledger.state(key);
    assertThat(next).as(name).isEqualTo(expected(state, variant));
    BigInteger held = BigInteger.valueOf(next.holdsReservation() ? AMOUNT : 0);
    assertThat(ledger.accounts.get(TestLedger.position("A", "USD")).debitsPending())
        .as(name)
        .isEqualTo(held);
    assertBalanced(name, decision);
    if (state.isFinal() || next == state) {
      assertThat(decision.movements()).as(name).isEmpty();
    }
    if (next != state) {
      assertThat(ledger.transfers.get(key).outcome()).as(name).isPresent();
      assertThat(ledger.transfers.get(key).completedAt()).as(name).isPresent();
    }
    assertThat(decision.notices().stream().map(notice -> notice.recipient()))
        .as(name)
        .isSubsetOf(recipients(variant));
    assertThat(new HashSet<>(decision.notices())).as(name).hasSameSizeAs(decision.notices());
    assertThat(decision.outcome().status() == Status.REFUSED)
        .as(name)
        .isEqualTo(decision.outcome().failure().isPresent());
  }

  private static List<String> recipients(Variant variant) {
    String payee = variant.parties().payee();
    return variant.matches() ? List.of("A", payee) : List.of("A", payee, "C");
  }

  private static void assertBalanced(String name, Decision decision) {
    long sum = 0;
    for (Posting posting : decision.postings()) {
      sum += posting.debit() ? posting.amount() : -posting.amount();
    }
    assertThat(sum).as(name).isZero();
    long moved = 0;
    for (Movement movement : decision.movements()) {
      moved += movement.debit() - movement.credit();
    }
    assertThat(moved).as(name).isZero();
  }

  /** The table. */
  private static TransferState expected(TransferState state, Variant variant) {
    return switch (variant.command()) {
      case Command.Fulfil _ -> afterFulfil(state, variant);
      case Command.Fail _ -> afterFail(state, variant);
      case Command.Expire _ -> {
        TransferState end =
            state == RESERVED
                ? EXPIRED_RESERVED
                : state == RECEIVED_PREPARE ? EXPIRED_PREPARED : state;
        yield variant.expired() ? end : state;
      }
      case Command.Prepare _,
          Command.PrepareConversion _,
          Command.FundsIn _,
          Command.FundsOutReserve _,
          Command.FundsOutCommit _,
          Command.FundsOutAbort _,
          Command.Initialise _,
          Command.SetNetDebitCap _,
          Command.SetNetDebitCapPercent _,
          Command.SetAccountActive _,
          SettlementCommand _ ->
          state;
    };
  }

  private static TransferState afterFulfil(TransferState state, Variant variant) {
    Action action = variant.action().orElseThrow();
    boolean reserved = state == RESERVED || state == RESERVED_FORWARDED;
    if (!state.holdsReservation()) {
      return state;
    }
    if (action == Action.RESERVE && !variant.understood() && !variant.parties().conversion()) {
      return state;
    }
    if (!variant.matches()) {
      return reserved ? ABORTED_ERROR : state;
    }
    if (variant.seen() || action == Action.REJECT) {
      return state;
    }
    if (!variant.fits() && reserved) {
      return ABORTED_ERROR;
    }
    if (variant.expired() && state != RESERVED_FORWARDED) {
      return state;
    }
    return variant.parties().conversion() ? RECEIVED_FULFIL_DEPENDENT : COMMITTED;
  }

  private static TransferState afterFail(TransferState state, Variant variant) {
    boolean reserved = state == RESERVED || state == RESERVED_FORWARDED;
    if (!state.holdsReservation()) {
      return state;
    }
    if (!variant.matches()) {
      return reserved ? ABORTED_ERROR : state;
    }
    boolean late = variant.expired() && state != RESERVED_FORWARDED;
    return variant.seen() || late ? state : ABORTED_ERROR;
  }

  private static TestLedger ledgerWith(TransferState state, Variant variant, boolean confirm) {
    TestLedger ledger = new TestLedger(new LedgerSettings("Hub", true, confirm));
    ledger.decide(variant.parties().prepare());
    Transfer row = ledger.transfers.get(variant.parties().key());
    Transfer placed = state == RESERVED ? row : row.inState(state, TestLedger.NOW, row.prepared());
    if (variant.seen()) {
      placed = placed.withFulfilHash("hash").withErrorHash("hash");
    }
    ledger.transfers.put(row.key(), placed);
    if (!state.holdsReservation()) {
      long payer = TestLedger.position("A", "USD");
      ledger.put(ledger.accounts.get(payer).after(Movement.release(payer, AMOUNT)));
    }
    ledger.now = variant.expired() ? TestLedger.LATER : TestLedger.NOW;
    return ledger;
  }

  private static List<Variant> variants(Parties parties) {
    List<Variant> variants = new ArrayList<>();
    for (boolean expired : new boolean[] {false, true}) {
      for (boolean seen : new boolean[] {false, true}) {
        addOthers(variants, parties, seen, expired);
        for (String hash : seen ? Set.of("hash", "other") : Set.of("hash")) {
          for (String source : List.of(parties.payee(), "C")) {
            for (Optional<String> destination :
                List.of(Optional.<String>empty(), Optional.of("a"), Optional.of("C"))) {
              addOutcomes(variants, parties, seen, expired, hash, source, destination);
            }
          }
        }
      }
    }
    return variants;
  }

  private static void addOutcomes(
      List<Variant> variants,
      Parties parties,
      boolean seen,
      boolean expired,
      String hash,
      String source,
      Optional<String> destination) {
    boolean matches = !source.equals("C") && !destination.equals(Optional.of("C"));
    TransferKey key = parties.key();
    variants.add(
        new Variant(
            new Command.Fail(key, source, destination, "5104", "no", Optional.empty(), hash),
            parties,
            seen,
            matches,
            Optional.empty(),
            true,
            true,
            expired));
    for (Action action : Action.values()) {
      for (boolean understood : new boolean[] {true, false}) {
        for (String fulfilment :
            new String[] {TestLedger.FULFILMENT, TestLedger.WRONG_FULFILMENT, null}) {
          boolean fits =
              fulfilment == null ? parties.conversion() : fulfilment.equals(TestLedger.FULFILMENT);
          Command command =
              new Command.Fulfil(
                  key,
                  source,
                  destination,
                  action,
                  understood,
                  Optional.ofNullable(fulfilment),
                  Optional.<Instant>empty(),
                  Optional.empty(),
                  hash);
          variants.add(
              new Variant(
                  command, parties, seen, matches, Optional.of(action), understood, fits, expired));
        }
      }
    }
  }

  private static void addOthers(
      List<Variant> variants, Parties parties, boolean seen, boolean expired) {
    TransferKey key = parties.key();
    for (Command command :
        List.of(
            parties.prepare(),
            new Command.Expire(key),
            new Command.FundsOutCommit(key, ""),
            new Command.FundsOutAbort(key, ""))) {
      variants.add(
          new Variant(command, parties, seen, true, Optional.empty(), true, true, expired));
    }
  }
}
