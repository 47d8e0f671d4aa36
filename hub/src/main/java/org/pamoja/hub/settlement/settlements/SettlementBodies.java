package org.pamoja.hub.settlement.settlements;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.settlement.request.Fields;

/** Reads the bodies of the settlement API (settlement §3.1, §4). Pure functions. */
final class SettlementBodies {
  private static final int MOST_WINDOWS = 1_000;
  private static final int MOST_PARTICIPANTS = 1_000;
  private static final int MOST_ACCOUNTS = 100;
  private static final List<String> ACCOUNT_STATES =
      List.of(
          "PENDING_SETTLEMENT",
          "PS_TRANSFERS_RECORDED",
          "PS_TRANSFERS_RESERVED",
          "PS_TRANSFERS_COMMITTED",
          "SETTLED");
  private static final List<String> SETTLEMENT_STATES = List.of("ABORTED", "INVALID");

  /** What a PUT of a whole settlement asks for. */
  sealed interface Update {}

  /** Accounts are to be moved on. */
  record Move(List<AccountChange> changes) implements Update {}

  /** The settlement is to be given up. */
  record Abort(String reason, Optional<String> externalReference) implements Update {}

  private record Participant(long id, List<AccountChange> changes) {}

  private SettlementBodies() {}

  /** POST /settlements. */
  static SettlementOrder order(AdminRequest request) {
    Fields body = Fields.ofBody(request.json());
    String model = body.text("settlementModel");
    String reason = body.text("reason");
    List<Long> windows = body.set("settlementWindows", MOST_WINDOWS, window -> window.number("id"));
    body.end();
    return new SettlementOrder(model, reason, windows, request.principal());
  }

  /** PUT /settlements/{id}. */
  static Update update(AdminRequest request) {
    Fields body = Fields.ofBody(request.json());
    Optional<String> state = body.optionalOneOf("state", SETTLEMENT_STATES);
    Optional<String> reason = body.optionalText("reason");
    Optional<String> reference = body.optionalText("externalReference");
    List<AccountChange> changes = new ArrayList<>();
    if (body.has("participants")) {
      body.list("participants", MOST_PARTICIPANTS, SettlementBodies::participant)
          .forEach(participant -> changes.addAll(participant.changes()));
    }
    body.end();
    if (body.has("participants")) {
      if (state.isPresent() || reason.isPresent() || reference.isPresent()) {
        throw invalid("No other properties are allowed when participants is provided");
      }
      return new Move(changes);
    }
    if (state.isPresent() != reason.isPresent()) {
      throw new FspiopException(ErrorCode.MISSING_ELEMENT, "State and reason are mandatory");
    }
    if (state.filter("ABORTED"::equals).isEmpty()) {
      throw invalid("Invalid request payload input");
    }
    return new Abort(reason.orElseThrow(), reference);
  }

  /** PUT /settlements/{sid}/participants/{pid}. */
  static List<AccountChange> ofParticipant(AdminRequest request, long participant) {
    Fields body = Fields.ofBody(request.json());
    List<AccountChange> changes = accounts(body, participant);
    body.end();
    return changes;
  }

  /** PUT /settlements/{sid}/participants/{pid}/accounts/{aid}. */
  static AccountChange ofAccount(AdminRequest request, long participant, long account) {
    Fields body = Fields.ofBody(request.json());
    AccountChange change = change(body, participant, account);
    body.end();
    return change;
  }

  private static Participant participant(Fields fields) {
    long id = fields.number("id");
    return new Participant(id, accounts(fields, id));
  }

  private static List<AccountChange> accounts(Fields fields, long participant) {
    return fields.list(
        "accounts", MOST_ACCOUNTS, account -> change(account, participant, account.number("id")));
  }

  private static AccountChange change(Fields fields, long participant, long account) {
    SettlementState state = SettlementState.valueOf(fields.oneOf("state", ACCOUNT_STATES));
    return new AccountChange(
        participant,
        account,
        state,
        fields.text("reason"),
        fields.optionalText("externalReference"),
        Optional.empty());
  }

  private static FspiopException invalid(String detail) {
    return new FspiopException(ErrorCode.VALIDATION_ERROR, detail);
  }
}
