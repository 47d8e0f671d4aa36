package org.pamoja.testkit.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Refusal;
import org.pamoja.ledger.transfer.Failure;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * Makes commands that belong together often enough to get somewhere, and are wrong often enough to
 * be refused in every way. Each payment has a plan; mostly its next step is taken, sometimes any,
 * sometimes a spoilt one.
 */
final class CommandGenerator {
  private static final String BAD_FULFILMENT = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE";
  private static final Refusal FORBIDDEN =
      new Refusal(new Failure("4300", "Payer permission error"), "no-payments-today");

  /** Who pays whom, through which providers. */
  private final class Plan {
    final String id;
    final String payer = any(List.of("alice", "bob", "carol"));
    final String payee;
    final String currency = any(World.CURRENCIES);
    final long amount = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(60) * 10_000L;
    final boolean payerConversion = random.nextInt(3) == 0;
    final boolean payeeConversion = random.nextInt(4) == 0;
    final boolean gross = random.nextInt(4) == 0;
    final long fee = random.nextInt(4) == 0 ? 1 + random.nextInt(5_000) : 0;
    final Instant expiration;
    int step;

    Plan(String id, Instant now) {
      this.id = id;
      String other = any(List.of("alice", "bob", "carol", "dave"));
      payee =
          other.equals(payer) && random.nextInt(4) > 0
              ? (payer.equals("bob") ? "carol" : "bob")
              : other;
      expiration = now.plusMillis(random.nextInt(9_000) - 100);
    }
  }

  private final SplittableRandom random;
  private final List<Plan> plans = new ArrayList<>();
  private final List<Command> issued = new ArrayList<>();
  private final SettlementGenerator settlements;
  private int funds;

  CommandGenerator(long seed) {
    random = new SplittableRandom(seed);
    settlements = new SettlementGenerator(random);
  }

  /** Lets what a window came to be settled in the course of the following batches. */
  void settle(Map<Long, Long> nets) {
    settlements.settle(nets);
  }

  /** Commands that let everybody take part with some funds and a limit. */
  static List<Command> opening() {
    List<Command> commands = new ArrayList<>();
    for (String name : World.DFSPS) {
      for (String currency : name.equals("dave") ? List.of("USD") : World.CURRENCIES) {
        long start = name.equals("carol") ? -30_000 : 20_000;
        commands.add(initialise(name, currency, start, "open-" + name + currency));
        commands.add(
            new Command.FundsIn(
                TransferKey.transfer("start-" + name + currency),
                World.funds(name, currency),
                Money.of(currency, 1_500_000),
                "start",
                Optional.empty(),
                "h"));
      }
    }
    return commands;
  }

  private static Command initialise(String name, String currency, long start, String id) {
    return new Command.Initialise(
        World.position(name, currency),
        List.of(World.settlement(name, currency)),
        World.reconciliation(currency),
        BigInteger.valueOf(1_000_000),
        start,
        TransferKey.transfer(id));
  }

  List<Command> batch(Instant now) {
    int size = 1 + random.nextInt(random.nextInt(4) == 0 ? 30 : 6);
    List<Command> commands = new ArrayList<>(size);
    for (int index = 0; index < size; index++) {
      Command command = next(now);
      commands.add(command);
      issued.add(command);
    }
    return commands;
  }

  private Command next(Instant now) {
    int dice = random.nextInt(100);
    if (dice < 8 && !issued.isEmpty()) {
      return issued.get(random.nextInt(issued.size()));
    }
    if (dice < 20) {
      return administration(now);
    }
    if (dice < 32 && settlements.hasSomething()) {
      return settlements.next();
    }
    if (plans.isEmpty() || dice < 38) {
      plans.add(new Plan("t" + plans.size(), now));
    }
    int recent = Math.min(plans.size(), 6);
    Plan plan = plans.get(plans.size() - 1 - random.nextInt(recent));
    return dice < 80 ? step(plan, plan.step++) : step(plan, random.nextInt(7));
  }

  private Command step(Plan plan, int step) {
    return switch (step) {
      case 0 -> plan.payerConversion ? convert(plan, true) : step(plan, plan.step++);
      case 1 ->
          plan.payerConversion ? fulfil(in(plan), plan.payer, "fxp") : step(plan, plan.step++);
      case 2 -> prepare(plan);
      case 3 -> plan.payeeConversion ? convert(plan, false) : step(plan, plan.step++);
      case 4 ->
          plan.payeeConversion ? fulfil(out(plan), plan.payee, "fxp") : step(plan, plan.step++);
      case 5 -> end(plan);
      default -> new Command.Expire(any(List.of(payment(plan), in(plan), out(plan))));
    };
  }

  private Command end(Plan plan) {
    return switch (random.nextInt(8)) {
      case 0 -> fail(payment(plan), plan.payee, plan.payer);
      case 1 ->
          plan.payerConversion
              ? fail(in(plan), "fxp", plan.payer)
              : fulfil(payment(plan), plan.payer, plan.payee);
      case 2 ->
          plan.payeeConversion
              ? fail(out(plan), "fxp", plan.payee)
              : new Command.Expire(payment(plan));
      default -> fulfil(payment(plan), plan.payer, plan.payee);
    };
  }

  private Command prepare(Plan plan) {
    String payee = spoilt() ? "nobody" : plan.payee;
    // Now and then somebody else's, which must not spend what a conversion has reserved.
    String payer = spoilt() ? "carol" : plan.payer;
    Command.Prepare plain =
        new Command.Prepare(
            payment(plan),
            spoilt() ? "carol" : payer,
            World.party(payer, plan.currency),
            World.party(payee, plan.currency),
            amount(plan.currency, plan.amount),
            spoilt() ? "short" : World.CONDITION,
            plan.expiration,
            Optional.empty(),
            hash());
    Command.Prepare whole = withFee(plan, gross(plan, plain, payer, payee), payer, payee);
    return spoilt() ? whole.refusedBy(FORBIDDEN) : whole;
  }

  private Command.Prepare gross(Plan plan, Command.Prepare plain, String payer, String payee) {
    if (!plan.gross) {
      return plain;
    }
    return plain.settledGross(
        new Command.GrossAccounts(
            World.settlement(spoilt() ? payee : payer, plan.currency),
            World.settlement(payee, spoilt() ? "USD" : plan.currency)));
  }

  private Command.Prepare withFee(Plan plan, Command.Prepare plain, String payer, String payee) {
    if (plan.fee == 0) {
      return plain;
    }
    return plain.withFee(
        new Command.Fee(
            plan.fee,
            World.fee(payer, plan.currency),
            World.fee(spoilt() ? "fxp" : payee, plan.currency)));
  }

  private Command convert(Plan plan, boolean payerSide) {
    String other = plan.currency.equals("USD") ? "EUR" : "USD";
    String from = payerSide ? other : plan.currency;
    String to = payerSide ? plan.currency : other;
    if (spoilt()) {
      to = from;
    }
    String initiator = payerSide ? plan.payer : spoilt() ? "alice" : plan.payee;
    Money source =
        payerSide ? amount(from, plan.amount + 100) : Money.of(from, spoilt() ? 1 : plan.amount);
    Money target = payerSide ? Money.of(to, plan.amount) : amount(to, plan.amount / 2);
    return new Command.PrepareConversion(
        spoilt() ? TransferKey.conversion(plan.id + "-more") : payerSide ? in(plan) : out(plan),
        plan.id,
        spoilt() ? "bob" : initiator,
        World.party(initiator, from),
        World.party(initiator, to),
        World.party("fxp", from),
        World.party("fxp", to),
        source,
        target,
        World.CONDITION,
        spoilt()
            ? plan.expiration.minusSeconds(8)
            : plan.expiration.plusMillis(random.nextInt(2_000) - 1_000),
        Optional.empty(),
        hash());
  }

  private Command fulfil(TransferKey key, String payer, String payee) {
    Action action =
        random.nextInt(12) == 0
            ? Action.REJECT
            : random.nextBoolean() ? Action.RESERVE : Action.COMMIT;
    Optional<String> fulfilment =
        spoilt() ? Optional.empty() : Optional.of(spoilt() ? BAD_FULFILMENT : World.FULFILMENT);
    return new Command.Fulfil(
        key,
        spoilt() ? "dave" : payee,
        destination(payer),
        action,
        !spoilt(),
        fulfilment,
        Optional.empty(),
        Optional.empty(),
        hash());
  }

  private Command fail(TransferKey key, String payee, String payer) {
    return new Command.Fail(
        key,
        spoilt() ? "dave" : payee,
        destination(payer),
        "5104",
        "Payee rejected",
        Optional.empty(),
        hash());
  }

  private Command administration(Instant now) {
    String name = any(List.of("alice", "bob", "carol", "fxp"));
    String currency = any(World.CURRENCIES);
    TransferKey key =
        TransferKey.transfer(
            "w" + (spoilt() ? funds : random.nextInt(3) == 0 ? funds++ : Math.max(0, funds - 1)));
    return switch (random.nextInt(10)) {
      case 0 ->
          random.nextInt(3) == 0
              ? new Command.SetNetDebitCapPercent(
                  World.position(name, currency), random.nextInt(10_001))
              : new Command.SetNetDebitCap(
                  World.position(name, currency),
                  BigInteger.valueOf(random.nextInt(200) * 10_000L));
      case 1 -> new Command.SetAccountActive(World.position(name, currency), random.nextInt(4) > 0);
      case 2 -> new Command.SetAccountActive(World.position(name, currency), true);
      case 3 -> initialise(name, currency, 5, "again-" + issued.size());
      case 4, 5 ->
          new Command.FundsIn(
              key,
              World.funds(name, currency),
              Money.of(currency, 1 + random.nextInt(500_000)),
              "deposit",
              Optional.empty(),
              hash());
      case 6, 7 ->
          new Command.FundsOutReserve(
              key,
              World.funds(name, currency),
              Money.of(currency, 1 + random.nextInt(1_200_000)),
              "withdrawal",
              now.plusMillis(random.nextInt(60_000)),
              Optional.empty(),
              hash());
      case 8 ->
          random.nextInt(3) > 0
              ? new Command.FundsOutCommit(key, "paid out")
              : new Command.Expire(key);
      default -> new Command.FundsOutAbort(key, "not paid out");
    };
  }

  private Money amount(String currency, long units) {
    return random.nextInt(150) == 0 ? World.huge(currency) : Money.of(currency, units);
  }

  private Optional<String> destination(String payer) {
    return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(spoilt() ? "fxp" : payer);
  }

  private String hash() {
    return random.nextInt(25) == 0 ? "other" : "hash";
  }

  private boolean spoilt() {
    return random.nextInt(40) == 0;
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static TransferKey payment(Plan plan) {
    return TransferKey.transfer(plan.id);
  }

  private static TransferKey in(Plan plan) {
    return TransferKey.conversion(plan.id + "-in");
  }

  private static TransferKey out(Plan plan) {
    return TransferKey.conversion(plan.id + "-out");
  }
}
