package org.pamoja.hub.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.message.PartyKey;

/**
 * The rules in force, ready to judge: immutable, replaced as a whole. A judgement takes a few
 * microseconds; the ILP packet is opened, which takes more, only where a rule asks for what is in
 * it. Rules are judged in the set's order, those that limit a period after all others, screeners
 * last; the first that refuses is the one that is told.
 */
final class RuleSet {
  private final long version;
  private final List<Rule> rules;
  private final List<Rule> direct;
  private final List<Rule.Period> periods;
  private final List<Rule.Screening> screenings;
  private final Map<String, Counter> counters;
  private final BlockLists blocked;

  /**
   * @param version of the set
   * @param rules all of them, those that are not in force too
   * @param counters by id of the rule, for each period rule in force
   * @param blocked parties on block lists
   */
  RuleSet(long version, List<Rule> rules, Map<String, Counter> counters, BlockLists blocked) {
    this.version = version;
    this.rules = List.copyOf(rules);
    this.counters = Map.copyOf(counters);
    this.blocked = blocked;
    List<Rule> plain = new ArrayList<>();
    List<Rule.Period> limiting = new ArrayList<>();
    List<Rule.Screening> asking = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.head().enabled()) {
        switch (rule) {
          case Rule.Period period -> limiting.add(period);
          case Rule.Screening screening -> asking.add(screening);
          case Rule.Direction _, Rule.Amount _, Rule.Pairs _, Rule.Blocked _ -> plain.add(rule);
        }
      }
    }
    this.direct = List.copyOf(plain);
    this.periods = List.copyOf(limiting);
    this.screenings = List.copyOf(asking);
  }

  long version() {
    return version;
  }

  List<Rule> rules() {
    return rules;
  }

  Map<String, Counter> counters() {
    return counters;
  }

  BlockLists blocked() {
    return blocked;
  }

  /** Whether no rule is in force. */
  boolean isEmpty() {
    return direct.isEmpty() && periods.isEmpty() && screenings.isEmpty();
  }

  /** Whether transfers have to be counted. */
  boolean counts() {
    return !periods.isEmpty();
  }

  /** What the rules that need nothing but the payment say. */
  Optional<RuleRefusal> judge(Payment payment) {
    for (Rule rule : direct) {
      Optional<RuleRefusal> refusal = judge(rule, payment);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  /** What the payment takes of periods. */
  List<Claim> claims(Payment payment) {
    List<Claim> claims = new ArrayList<>(periods.size());
    for (Rule.Period rule : periods) {
      String participant = payment.key(rule.of());
      Counter counter = counters.get(rule.head().id());
      if (counter != null && rule.head().concerns(participant) && looksAt(rule.head(), payment)) {
        long amount = payment.units().orElse(Long.MAX_VALUE);
        claims.add(new Claim(rule, new Claim.Key(counter.id(), participant), counter, amount));
      }
    }
    return claims;
  }

  /** By counter, the oldest bucket that its rule looks at. */
  Map<String, Instant> oldestBuckets(Instant now) {
    Map<String, Instant> oldest = new HashMap<>();
    for (Rule.Period rule : periods) {
      Counter counter = counters.get(rule.head().id());
      if (counter != null) {
        oldest.put(counter.id(), rule.unit().plus(rule.unit().start(now), 1 - rule.buckets()));
      }
    }
    return oldest;
  }

  /** Who has to be asked. */
  List<Rule.Screening> screenings(Payment payment, Stage stage) {
    List<Rule.Screening> asked = new ArrayList<>(0);
    for (Rule.Screening rule : screenings) {
      boolean concerns =
          rule.head().concerns(payment.key(Side.PAYER))
              || rule.head().concerns(payment.key(Side.PAYEE));
      if (concerns && rule.at().contains(stage) && looksAt(rule.head(), payment)) {
        asked.add(rule);
      }
    }
    return asked;
  }

  /** That a period is used up. */
  static RuleRefusal exceeded(Rule.Period rule) {
    return refusal(rule.head(), RuleCodes.limit(rule.of()), Texts.PERIOD).orElseThrow();
  }

  private Optional<RuleRefusal> judge(Rule rule, Payment payment) {
    return switch (rule) {
      case Rule.Direction it -> direction(it, payment);
      case Rule.Amount it -> amount(it, payment);
      case Rule.Pairs it -> pairs(it, payment);
      case Rule.Blocked it -> blocked(it, payment);
      case Rule.Period _, Rule.Screening _ -> Optional.empty();
    };
  }

  private static Optional<RuleRefusal> direction(Rule.Direction rule, Payment payment) {
    Side forbidden = rule.allowed() == Side.PAYER ? Side.PAYEE : Side.PAYER;
    return rule.head().concerns(payment.key(forbidden))
        ? within(rule, payment, RuleCodes.permission(forbidden), Texts.direction(forbidden))
        : Optional.empty();
  }

  private static Optional<RuleRefusal> amount(Rule.Amount rule, Payment payment) {
    if (!rule.head().concerns(payment.key(rule.of()))) {
      return Optional.empty();
    }
    long amount = payment.units().orElse(Long.MAX_VALUE);
    ErrorCode code = RuleCodes.limit(rule.of());
    if (amount > rule.maximum().orElse(Long.MAX_VALUE)) {
      return within(rule, payment, code, Texts.MAXIMUM);
    }
    return amount < rule.minimum().orElse(0)
        ? within(rule, payment, code, Texts.MINIMUM)
        : Optional.empty();
  }

  private static Optional<RuleRefusal> pairs(Rule.Pairs rule, Payment payment) {
    String payer = payment.key(Side.PAYER);
    if (!rule.head().concerns(payer)) {
      return Optional.empty();
    }
    boolean named = false;
    for (Rule.Pair pair : rule.pairs()) {
      named |= pair.matches(payer, payment.key(Side.PAYEE));
    }
    return named == rule.allow()
        ? Optional.empty()
        : within(rule, payment, ErrorCode.PAYER_PERMISSION_ERROR, Texts.PAIR);
  }

  private Optional<RuleRefusal> blocked(Rule.Blocked rule, Payment payment) {
    for (Side side : Side.values()) {
      if (rule.looksAt(side) && rule.head().concerns(payment.key(side))) {
        Optional<RuleRefusal> refusal = blocked(rule, payment, side);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<RuleRefusal> blocked(Rule.Blocked rule, Payment payment, Side side) {
    Optional<PartyKey> party =
        payment.details().flatMap(it -> side == Side.PAYER ? it.payer() : it.payee());
    if (party.isEmpty()) {
      return rule.head().applyUnreadable()
          ? within(rule, payment, RuleCodes.blocked(side), Texts.UNREADABLE)
          : Optional.empty();
    }
    return blocked.contains(rule.list(), party.get())
        ? within(rule, payment, RuleCodes.blocked(side), Texts.BLOCKED)
        : Optional.empty();
  }

  private static Optional<RuleRefusal> within(
      Rule rule, Payment payment, ErrorCode code, String text) {
    return looksAt(rule.head(), payment) ? refusal(rule.head(), code, text) : Optional.empty();
  }

  /** Whether a payment's currency and scenario are the rule's business. */
  private static boolean looksAt(Rule.Head head, Payment payment) {
    if (head.currency().isPresent() && !head.currency().get().equals(payment.amount().currency())) {
      return false;
    }
    if (head.scenario().isEmpty()) {
      return true;
    }
    Optional<Payment.Details> details = payment.details();
    return details.isEmpty()
        ? head.applyUnreadable()
        : head.scenario().get().equals(details.get().scenario());
  }

  private static Optional<RuleRefusal> refusal(Rule.Head head, ErrorCode code, String text) {
    return Optional.of(
        new RuleRefusal(head.id(), head.code().orElse(code), head.message().orElse(text), ""));
  }
}
