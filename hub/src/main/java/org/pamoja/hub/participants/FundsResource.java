package org.pamoja.hub.participants;

import static org.pamoja.hub.admin.ListRule.listOf;
import static org.pamoja.hub.admin.ObjectRule.object;
import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.hub.admin.CommonFields;
import org.pamoja.hub.admin.NumberRule;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.transfer.TransferKey;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records of funds paid in and out at the settlement bank (ledger-admin §5). 202 means that the
 * record is durable and decided; a repeated transferId and a withdrawal beyond the funds held get
 * 202 as well and change nothing in the end. The ledger's event names the principal in the same
 * transaction; the audit entry follows it. Threads may share it.
 */
public final class FundsResource implements AdminResource {
  private static final String ACCOUNT = "/participants/{name}/accounts/{id}";
  private static final String ACTION_LABEL = "action is missing or not supported";
  private static final int MAX_EXTENSIONS = 16;

  private static final RequestRule RECORD =
      RequestRule.ofBody(
              required("transferId", CommonFields.TRANSFER_ID),
              required("externalReference", TextRule.text()),
              required("action", TextRule.oneOf("recordFundsIn", "recordFundsOutPrepareReserve"))
                  .labelled(ACTION_LABEL),
              required("reason", TextRule.text()),
              required(
                      "amount",
                      object(
                          required("amount", NumberRule.amount(NumberRule.Sign.POSITIVE)),
                          required("currency", CommonFields.CURRENCY)))
                  .labelled("No amount provided"),
              optional(
                  "extensionList",
                  object(
                      optional(
                          "extension",
                          listOf(
                              object(
                                  optional("key", TextRule.text()),
                                  optional("value", TextRule.text())),
                              MAX_EXTENSIONS)))))
          .withPath(required("id", NumberRule.id()));
  private static final RequestRule CONCLUDE =
      RequestRule.ofBody(
              required("action", TextRule.oneOf("recordFundsOutCommit", "recordFundsOutAbort"))
                  .labelled(ACTION_LABEL),
              required("reason", TextRule.text()))
          .withPath(
              required("id", NumberRule.id()), required("transferId", CommonFields.TRANSFER_ID));

  private final Jdbi jdbi;
  private final FundsChecks checks;
  private final FundsCommands commands;
  private final LedgerDesk ledger;
  private final AuditLog audit;

  FundsResource(ParticipantParts parts) {
    this.jdbi = parts.jdbi();
    this.checks = new FundsChecks(parts.store(), parts.accounts());
    this.commands = new FundsCommands(parts.clock());
    this.ledger = parts.ledger();
    this.audit = parts.audit();
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("POST", ACCOUNT, Permission.ADMIN_FUNDS, this::record),
        new AdminRoute(
            "PUT", ACCOUNT + "/transfers/{transferId}", Permission.ADMIN_FUNDS, this::conclude));
  }

  private Reply record(AdminRequest request) {
    RequestRule.Checked checked = RECORD.check(request);
    ObjectNode body = checked.body();
    String currency = body.get("amount").get("currency").stringValue();
    Command.FundsAccounts accounts =
        jdbi.withHandle(
            handle ->
                checks.forRecord(handle, request.parameter("name"), accountId(checked), currency));
    Outcome outcome =
        ledger.decide(
            commands.record(body, accounts, request.json().orElseThrow()), request.principal());
    long units = AdminAmounts.minorUnits(body.get("amount").get("amount"));
    audit.record(
        request.principal(),
        "funds." + body.get("action").stringValue(),
        accounts.participant(),
        Map.of(
            "transferId", body.get("transferId").stringValue(),
            "account", Long.toString(accounts.settlement()),
            "amount", Amounts.format(units),
            "currency", currency,
            "reason", body.get("reason").stringValue(),
            "outcome", outcome.status().name()));
    return Reply.ACCEPTED;
  }

  private Reply conclude(AdminRequest request) {
    RequestRule.Checked checked = CONCLUDE.check(request);
    String transferId = checked.path().get("transferId").stringValue();
    long account = accountId(checked);
    String participant =
        jdbi.withHandle(
            handle -> checks.forConclusion(handle, request.parameter("name"), account, transferId));
    String action = checked.body().get("action").stringValue();
    String reason = checked.body().get("reason").stringValue();
    TransferKey key = TransferKey.transfer(transferId);
    Command command =
        action.equals("recordFundsOutCommit")
            ? new Command.FundsOutCommit(key, reason)
            : new Command.FundsOutAbort(key, reason);
    Outcome outcome = ledger.decide(command, request.principal());
    audit.record(
        request.principal(),
        "funds." + action,
        participant,
        Map.of(
            "transferId",
            transferId,
            "account",
            Long.toString(account),
            "reason",
            reason,
            "outcome",
            outcome.status().name()));
    return Reply.ACCEPTED;
  }

  private static long accountId(RequestRule.Checked checked) {
    return checked.path().get("id").decimalValue().longValueExact();
  }
}
