package org.pamoja.hub.participants;

import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.CommonFields;
import org.pamoja.hub.admin.NumberRule;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import org.pamoja.hub.security.Principal;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.transfer.TransferKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations that set net debit caps: {@code initialPositionAndLimits} and {@code PUT limits}
 * (ledger-admin §4.1, §4.2), as a value or, in its place, as a percentage of the liquidity. The
 * ledger decides; its event of the same transaction names the principal, and the audit entry
 * follows it. Threads may share it.
 */
public final class LimitsResource implements AdminResource {
  private static final RequestRule INITIALISE =
      RequestRule.ofBody(
          required("currency", CommonFields.CURRENCY),
          required("limit", LimitBody.rule(required("type", LimitBody.TYPE))),
          optional("initialPosition", NumberRule.amount(NumberRule.Sign.ANY)));
  private static final RequestRule UPDATE =
      RequestRule.ofBody(
          required("currency", CommonFields.CURRENCY),
          required(
              "limit",
              LimitBody.rule(
                  required("type", LimitBody.TYPE),
                  required("alarmPercentage", NumberRule.upTo(100)))));

  private final Jdbi jdbi;
  private final ParticipantStore store;
  private final ParticipantAccounts accounts;
  private final ParticipantChanges changes;
  private final LedgerDesk ledger;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Supplier<String> ids;

  LimitsResource(ParticipantParts parts) {
    this.jdbi = parts.jdbi();
    this.store = parts.store();
    this.accounts = parts.accounts();
    this.changes = parts.changes();
    this.ledger = parts.ledger();
    this.audit = parts.audit();
    this.clock = parts.clock();
    this.ids = parts.ids();
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute(
            "POST",
            "/participants/{name}/initialPositionAndLimits",
            Permission.ADMIN_PARTICIPANTS,
            this::initialise),
        new AdminRoute(
            "PUT", "/participants/{name}/limits", Permission.ADMIN_PARTICIPANTS, this::update));
  }

  private Reply initialise(AdminRequest request) {
    ObjectNode body = INITIALISE.check(request).body();
    LimitBody limit = LimitBody.of(body.get("limit"));
    String name = request.parameter("name");
    Command command = jdbi.withHandle(handle -> initialiseCommand(handle, name, body, limit));
    Outcome outcome = ledger.decide(command, request.principal());
    if (outcome.status() != Outcome.Status.DONE) {
      // Somebody else initialised the accounts since they were looked at.
      throw alreadySet();
    }
    changes.ledgerChanged();
    record(request.principal(), "participant.initialise", name, body);
    return Reply.empty(201);
  }

  private Command initialiseCommand(Handle handle, String name, ObjectNode body, LimitBody limit) {
    String currency = body.get("currency").stringValue();
    RegisteredParticipant participant = store.require(handle, name);
    List<ParticipantAccount> own =
        accounts.of(handle, participant.id()).stream()
            .filter(account -> account.currency().equals(currency))
            .toList();
    ParticipantAccount position =
        ParticipantAccount.find(own, currency, AccountTypes.POSITION)
            .orElseThrow(ParticipantStore::notFound);
    if (own.stream().anyMatch(LimitsResource::isSet)) {
      throw alreadySet();
    }
    ParticipantAccount reconciliation =
        ParticipantAccount.find(
                accounts.of(handle, ParticipantSettings.HUB_ID),
                currency,
                AccountTypes.HUB_RECONCILIATION)
            .orElseThrow(ParticipantStore::notFound);
    JsonNode initial = body.get("initialPosition");
    return new Command.Initialise(
        position.id(),
        own.stream().map(ParticipantAccount::id).filter(id -> id != position.id()).toList(),
        reconciliation.id(),
        limit.value().orElse(BigInteger.ZERO),
        limit.percent(),
        initial == null ? 0 : AdminAmounts.minorUnits(initial),
        TransferKey.transfer(ids.get()));
  }

  private static boolean isSet(ParticipantAccount account) {
    boolean counts =
        account.type().equals(AccountTypes.POSITION)
            || account.type().equals(AccountTypes.SETTLEMENT);
    return counts && (account.initialised() || account.netDebitCap().isPresent());
  }

  private Reply update(AdminRequest request) {
    ObjectNode body = UPDATE.check(request).body();
    LimitBody limit = LimitBody.of(body.get("limit"));
    String name = request.parameter("name");
    String currency = body.get("currency").stringValue();
    ParticipantAccount position =
        jdbi.withHandle(
            handle ->
                LimitView.position(
                    accounts.of(handle, store.require(handle, name).id()), currency));
    if (position.netDebitCap().isEmpty()) {
      throw new FspiopException(
          ErrorCode.INTERNAL_SERVER_ERROR, "Participant Limit does not exist");
    }
    BigDecimal alarm = body.get("limit").get("alarmPercentage").decimalValue();
    Outcome outcome = ledger.decide(limit.command(position.id()), request.principal());
    if (outcome.status() == Outcome.Status.REFUSED) {
      throw new FspiopException(
          ErrorCode.INTERNAL_SERVER_ERROR, "Participant Limit does not exist");
    }
    // After the cap, which is what counts. Should this fail, the operator gets an error and repeats
    // both.
    jdbi.useHandle(
        handle ->
            AlarmPercentages.set(
                handle, position.id(), alarm, clock.instant(), request.principal().name()));
    record(request.principal(), "participant.limit", name, body);
    BigInteger cap = limit.value().orElseGet(() -> capNow(position.id()));
    ObjectNode answer = LimitView.withCurrency(currency, cap, limit.percent(), alarm);
    return AdminReplies.of(200, answer);
  }

  /** What a percentage comes to. */
  private BigInteger capNow(long account) {
    return jdbi.withHandle(handle -> accounts.find(handle, account))
        .flatMap(ParticipantAccount::netDebitCap)
        .orElse(BigInteger.ZERO);
  }

  private void record(Principal principal, String action, String name, ObjectNode body) {
    JsonNode initial = body.get("initialPosition");
    audit.record(
        principal,
        action,
        name,
        Map.of(
            "currency",
            body.get("currency").stringValue(),
            "limit",
            LimitBody.of(body.get("limit")).text(),
            "initialPosition",
            initial == null ? "" : initial.decimalValue().toPlainString()));
  }

  private static FspiopException alreadySet() {
    return new FspiopException(
        ErrorCode.INTERNAL_SERVER_ERROR, "Participant Limit or Initial Position already set");
  }
}
