package org.pamoja.hub.settlement.bank;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.hub.admin.AdminTime;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How previews and finalisations are shown. Pure; threads may share it. */
final class FinalisationViews {
  /** More findings are of no use to anybody. */
  private static final int MOST_FINDINGS = 500;

  private FinalisationViews() {}

  /** A preview: findings, what remains to be confirmed, effects in the order of work. */
  static ObjectNode preview(Finalisations.Preview preview, Choice choice, String fileHash) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("settlementId", preview.settlement().id()).put("fileHash", fileHash);
    putFindings(view, preview, choice);
    ArrayNode effects = view.putArray("effects");
    preview.effects().forEach(effect -> putEffect(effects.addObject(), effect));
    return view;
  }

  /**
   * Adds what was found to an object: errors before warnings when there is more than anybody reads.
   */
  static void putFindings(ObjectNode view, Finalisations.Preview preview, Choice choice) {
    ArrayNode findings = view.putArray("findings");
    for (Finding finding : shown(preview.findings())) {
      ObjectNode shown =
          findings
              .addObject()
              .put("code", finding.code().name())
              .put("severity", finding.code().severity().name())
              .put("text", finding.text());
      finding.line().ifPresent(line -> shown.put("line", line));
      finding.accountId().ifPresent(account -> shown.put("accountId", account));
    }
    Set<FindingCode> unconfirmed = preview.unconfirmed(choice);
    ArrayNode names = view.putArray("toBeConfirmed");
    unconfirmed.stream().sorted().forEach(code -> names.add(code.name()));
  }

  private static List<Finding> shown(List<Finding> findings) {
    return findings.size() <= MOST_FINDINGS
        ? findings
        : findings.stream()
            .sorted(Comparator.comparing(Finding::isError).reversed())
            .limit(MOST_FINDINGS)
            .toList();
  }

  /** A finalisation, with its accounts if it was read with them. */
  static ObjectNode job(Job job) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("settlementId", job.key().settlement())
        .put("finalisation", job.key().number())
        .put("state", job.state().name())
        .put("detail", job.detail())
        .put("reason", job.reason())
        .put("processFunds", job.choice().funds())
        .put("processNdcIncreases", job.choice().capIncreases())
        .put("processNdcDecreases", job.choice().capDecreases())
        .put("fileType", job.fileType())
        .put("fileHash", job.fileHash())
        .put("createdDate", AdminTime.text(job.createdAt()))
        .put("createdBy", job.by().name())
        .put("changedDate", AdminTime.text(job.changedAt()));
    ArrayNode confirmed = view.putArray("confirmed");
    job.choice().confirmed().stream().sorted().forEach(code -> confirmed.add(code.name()));
    ArrayNode accounts = view.putArray("accounts");
    job.rows().forEach(row -> putRow(accounts.addObject(), row));
    return view;
  }

  private static void putRow(ObjectNode view, Job.Row row) {
    view.put("accountId", row.accountId())
        .put("participant", row.participant())
        .put("currency", row.currency())
        .put("state", row.state().name())
        .put("detail", row.detail());
    view.set("netSettlementAmount", AdminAmounts.number(BigInteger.valueOf(row.netAmount())));
    putAmount(view, "bankBalance", row.bankBalance());
    row.accepted()
        .hubBalance()
        .ifPresent(balance -> view.set("hubBalance", AdminAmounts.number(balance)));
    putFunds(view, row.done().funds());
    row.done().fundsTransferId().ifPresent(id -> view.put("fundsTransferId", id));
    row.done().newCap().ifPresent(cap -> view.set("netDebitCap", AdminAmounts.number(cap)));
  }

  private static void putEffect(ObjectNode view, Effect effect) {
    SettledAccount account = effect.account();
    view.put("accountId", account.accountId())
        .put("participantId", account.participantId())
        .put("participant", account.participant())
        .put("currency", account.currency())
        .put("state", account.state())
        .put("stateAfter", "SETTLED");
    view.set("netSettlementAmount", AdminAmounts.number(BigInteger.valueOf(account.netAmount())));
    putAmount(view, "bankBalance", effect.bankBalance());
    account
        .funds()
        .ifPresent(funds -> view.set("hubBalance", AdminAmounts.number(funds.balance())));
    effect
        .balanceAfter()
        .ifPresent(balance -> view.set("hubBalanceAfter", AdminAmounts.number(balance)));
    putFunds(view, effect.funds());
    account.netDebitCap().ifPresent(cap -> view.set("netDebitCap", AdminAmounts.number(cap)));
    effect.newCap().ifPresent(cap -> view.set("netDebitCapAfter", AdminAmounts.number(cap)));
    view.put("netDebitCapFollowsLiquidity", account.capFollowsLiquidity());
  }

  private static void putFunds(ObjectNode view, OptionalLong funds) {
    if (funds.isPresent()) {
      view.put("fundsAction", funds.getAsLong() > 0 ? "recordFundsIn" : "recordFundsOut");
      view.set(
          "fundsAmount", AdminAmounts.number(BigInteger.valueOf(Math.absExact(funds.getAsLong()))));
    }
  }

  private static void putAmount(ObjectNode view, String name, OptionalLong amount) {
    if (amount.isPresent()) {
      view.set(name, AdminAmounts.number(BigInteger.valueOf(amount.getAsLong())));
    }
  }
}
