package org.pamoja.hub.settlement.bank;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.pamoja.fspiop.json.Json;
import org.pamoja.ledger.command.Command.FundsAccounts;
import org.pamoja.ledger.command.SettlementCommand.Finalisation;
import org.pamoja.ledger.command.SettlementCommand.FundsMovement;
import org.pamoja.ledger.transfer.TransferKey;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes what the ledger is asked for with an account's commit. Pure; threads may share it. */
final class FinalisationCommands {
  private FinalisationCommands() {}

  /** What is asked; empty when it is nothing but the commit. */
  static Optional<Finalisation> finalisation(Job job, SettledAccount account, Job.Done asked) {
    Optional<FundsMovement> funds =
        asked.fundsTransferId().map(id -> movement(job, account, asked, id));
    return funds.isEmpty() && asked.newCap().isEmpty()
        ? Optional.empty()
        : Optional.of(new Finalisation(asked.newCap(), funds));
  }

  private static FundsMovement movement(
      Job job, SettledAccount account, Job.Done asked, String id) {
    SettledAccount.Funds funds = account.funds().orElseThrow();
    ObjectNode extensions = extensions(job, id);
    return new FundsMovement(
        TransferKey.transfer(id),
        new FundsAccounts(
            account.participant(),
            funds.settlementAccount(),
            account.accountId(),
            funds.reconciliationAccount()),
        account.currency(),
        asked.funds().orElseThrow(),
        Optional.of(new String(Json.canonical(extensions), StandardCharsets.UTF_8)),
        Json.bodyHash(extensions));
  }

  /** In the shape of the admin API: who looks at the record later finds the settlement in it. */
  private static ObjectNode extensions(Job job, String id) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode entries = list.putArray("extension");
    entries
        .addObject()
        .put("key", "externalReference")
        .put("value", "Settlement " + job.key().settlement());
    entries
        .addObject()
        .put("key", "finalisation")
        .put("value", job.key().settlement() + "/" + job.key().number() + "/" + id);
    entries.addObject().put("key", "fileHash").put("value", job.fileHash());
    return list;
  }
}
