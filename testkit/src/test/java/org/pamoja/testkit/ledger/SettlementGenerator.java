package org.pamoja.testkit.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.SettlementCommand.AbortSettlement;
import org.pamoja.ledger.command.SettlementCommand.CommitSettlement;
import org.pamoja.ledger.command.SettlementCommand.Finalisation;
import org.pamoja.ledger.command.SettlementCommand.FundsMovement;
import org.pamoja.ledger.command.SettlementCommand.RecordSettlement;
import org.pamoja.ledger.command.SettlementCommand.ReserveSettlement;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * Makes the commands that settle what windows came to: each account mostly step by step to its end,
 * some aborted, some out of order, some spoilt.
 */
final class SettlementGenerator {
  private static final int COMMITTED = 3;

  /** One account on its way. */
  private static final class Plan {
    final TransferKey key;
    final long account;
    final long net;
    int step;

    Plan(TransferKey key, long account, long net) {
      this.key = key;
      this.account = account;
      this.net = net;
    }

    String owner() {
      return World.DFSPS.get((int) (account / 10) - 1);
    }

    String currency() {
      long place = account % 10;
      return place == 1 || place == 5 ? "USD" : "EUR";
    }
  }

  private final SplittableRandom random;
  private final List<Plan> plans = new ArrayList<>();
  private int settlements;
  private int funds;

  SettlementGenerator(SplittableRandom random) {
    this.random = random;
  }

  /** Further accounts to be settled, with what they owe. */
  void settle(Map<Long, Long> nets) {
    nets.forEach((account, net) -> plans.add(plan(account, net)));
  }

  private Plan plan(long account, long net) {
    return new Plan(TransferKey.transfer("s" + settlements++), account, net);
  }

  boolean hasSomething() {
    return !plans.isEmpty();
  }

  Command next() {
    Plan plan = plans.get(random.nextInt(plans.size()));
    int step = random.nextInt(6) == 0 ? random.nextInt(4) : plan.step++;
    if (step >= COMMITTED && random.nextInt(3) == 0) {
      plans.remove(plan);
    }
    return switch (step) {
      case 0 -> record(plan);
      case 1 -> new ReserveSettlement(plan.key, random.nextBoolean(), "reserved");
      case 2 -> random.nextInt(5) == 0 ? new AbortSettlement(plan.key, "given up") : commit(plan);
      default -> new AbortSettlement(plan.key, "too late");
    };
  }

  private Command record(Plan plan) {
    String currency = plan.currency();
    return new RecordSettlement(
        plan.key,
        spoilt() ? "dave" : plan.owner(),
        spoilt() ? 777 : plan.account,
        spoilt() ? World.reconciliation(currency) : World.multilateral(currency),
        spoilt() ? "EUR" : currency,
        spoilt() ? 0 : plan.net,
        random.nextInt(12) > 0,
        "recorded");
  }

  private Command commit(Plan plan) {
    if (random.nextInt(3) > 0) {
      return new CommitSettlement(plan.key, "by hand");
    }
    Optional<BigInteger> cap =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(BigInteger.valueOf(random.nextInt(200) * 10_000L));
    Finalisation finalisation = new Finalisation(cap, funds(plan));
    return new CommitSettlement(plan.key, Optional.of(finalisation), "by the bank's file");
  }

  private Optional<FundsMovement> funds(Plan plan) {
    if (random.nextInt(3) == 0) {
      return Optional.empty();
    }
    long amount = random.nextBoolean() ? -plan.net : random.nextInt(2_000_000) - 1_000_000;
    String owner = spoilt() ? "fxp" : plan.owner();
    TransferKey key = TransferKey.transfer("f" + (spoilt() ? funds : funds++));
    return amount == 0
        ? Optional.empty()
        : Optional.of(
            new FundsMovement(
                key,
                World.funds(owner, plan.currency()),
                plan.currency(),
                amount,
                Optional.empty(),
                "hash"));
  }

  private boolean spoilt() {
    return random.nextInt(40) == 0;
  }
}
