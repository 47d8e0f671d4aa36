package org.pamoja.hub.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pamoja.hub.admin.AdminTime;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a set of rules would have done to transfers that were reserved. Periods are counted from the
 * first of these transfers on, without what was given back; screeners are not asked. Used once, by
 * one thread.
 */
final class DryRun {
  private static final int EXAMPLES = 5;

  private record Refused(RuleRefusal refusal, ReservedTransfers.Reserved transfer) {}

  private final RuleSet rules;
  private final UsageBook book = new UsageBook();
  private final Map<UsageBook.Bucket, UsageBook.Count> counts = new HashMap<>();
  private final Map<String, List<Refused>> refused = new LinkedHashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /** For one candidate; {@code rules} has a counter for each of its period rules. */
  DryRun(RuleSet rules) {
    this.rules = rules;
  }

  /** Goes through the transfers, the oldest first. */
  ObjectNode run(List<ReservedTransfers.Reserved> transfers) {
    int sum = 0;
    for (ReservedTransfers.Reserved transfer : transfers) {
      Optional<RuleRefusal> refusal = judge(transfer);
      if (refusal.isPresent()) {
        sum++;
        note(refusal.get(), transfer);
      }
    }
    return report(transfers, sum);
  }

  private Optional<RuleRefusal> judge(ReservedTransfers.Reserved transfer) {
    Optional<RuleRefusal> refusal = rules.judge(transfer.payment());
    if (refusal.isPresent()) {
      return refusal;
    }
    List<Claim> claims = rules.claims(transfer.payment());
    Optional<Rule.Period> full = book.check(claims, transfer.at());
    if (full.isEmpty()) {
      claims.forEach(claim -> count(claim, transfer.at()));
    }
    return full.map(RuleSet::exceeded);
  }

  private void count(Claim claim, Instant at) {
    UsageBook.Bucket bucket = new UsageBook.Bucket(claim.key(), claim.rule().unit().start(at));
    UsageBook.Count count =
        counts.merge(
            bucket,
            new UsageBook.Count(claim.amount(), 1),
            (one, other) -> one.plus(other.amount(), other.transfers()));
    book.counted(Map.of(bucket, count), List.of());
  }

  private void note(RuleRefusal refusal, ReservedTransfers.Reserved transfer) {
    numbers.merge(refusal.rule(), 1, Integer::sum);
    List<Refused> examples = refused.computeIfAbsent(refusal.rule(), _ -> new ArrayList<>());
    if (examples.size() < EXAMPLES) {
      examples.add(new Refused(refusal, transfer));
    }
  }

  private ObjectNode report(List<ReservedTransfers.Reserved> transfers, int sum) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("transfers", transfers.size()).put("refused", sum);
    if (!transfers.isEmpty()) {
      report
          .put("from", AdminTime.text(transfers.getFirst().at()))
          .put("to", AdminTime.text(transfers.getLast().at()));
    }
    ArrayNode byRule = report.putArray("rules");
    for (Rule rule : rules.rules()) {
      String id = rule.head().id();
      ObjectNode line = byRule.addObject().put("id", id);
      line.put("refused", numbers.getOrDefault(id, 0));
      if (rule instanceof Rule.Screening || !rule.head().enabled()) {
        line.put("judged", false);
      }
      ArrayNode examples = line.putArray("examples");
      refused.getOrDefault(id, List.of()).forEach(it -> put(examples.addObject(), it));
    }
    return report;
  }

  private static void put(ObjectNode json, Refused it) {
    Payment payment = it.transfer().payment();
    json.put("transferId", payment.id())
        .put("payerFsp", payment.name(Side.PAYER))
        .put("payeeFsp", payment.name(Side.PAYEE))
        .put("at", AdminTime.text(it.transfer().at()))
        .put("errorCode", it.refusal().information().errorCode())
        .put("errorDescription", it.refusal().information().errorDescription())
        .putObject("amount")
        .put("amount", payment.amount().amount())
        .put("currency", payment.amount().currency());
  }
}
