package org.pamoja.hub.books;

import java.util.List;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.ledger.postgres.BooksProof;
import org.pamoja.ledger.postgres.WindowProof;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Proofs as operators see them. */
final class ProofViews {
  private ProofViews() {}

  static ObjectNode of(WholeProof proof) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("sound", proof.isSound());
    ArrayNode currencies = view.putArray("currencies");
    for (BooksProof.Total total : proof.totals()) {
      ObjectNode line = currencies.addObject().put("currency", total.currency());
      line.set("debits", AdminAmounts.number(total.debits()));
      line.set("credits", AdminAmounts.number(total.credits()));
      line.set("reserved", AdminAmounts.number(total.pending()));
    }
    view.set("discrepancies", texts(proof.discrepancies()));
    proof
        .history()
        .ifPresent(
            history ->
                view.putObject("history")
                    .put("batches", history.batches())
                    .put("events", history.events()));
    return view;
  }

  static ObjectNode of(WindowProof proof) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("settlementWindowId", proof.window())
        .put("state", proof.state().name())
        .put("sound", proof.isSound());
    ArrayNode sums = view.putArray("sums");
    for (WindowProof.Sum sum : proof.sums()) {
      ObjectNode line =
          sums.addObject().put("currency", sum.currency()).put("entryType", sum.entry().name());
      line.set("debits", AdminAmounts.number(sum.debits()));
      line.set("net", AdminAmounts.number(sum.net()));
    }
    ArrayNode accounts = view.putArray("accounts");
    for (WindowProof.Line line : proof.lines()) {
      ObjectNode account =
          accounts
              .addObject()
              .put("accountId", line.account())
              .put("participant", line.participant())
              .put("ledgerAccountType", line.type())
              .put("currency", line.currency())
              .put("entryType", line.entry().name());
      account.set("transfers", AdminAmounts.number(line.transfers()));
      account.set("movement", AdminAmounts.number(line.posted()));
      line.flowed().ifPresent(flowed -> account.set("flows", AdminAmounts.number(flowed)));
    }
    view.set("discrepancies", texts(proof.discrepancies()));
    return view;
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    texts.forEach(list::add);
    return list;
  }
}
