package org.pamoja.hub.settlement.settlements;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.settlement.windows.WindowView;
import org.pamoja.ledger.postgres.SettlementWindows.SettlementWindow;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Settlements as replies show them (settlement §3, §4). Pure functions. */
final class SettlementView {
  private SettlementView() {}

  /** The whole, as it is asked for. */
  static ObjectNode whole(WholeSettlement whole) {
    Settlement settlement = whole.settlement();
    ObjectNode view =
        object()
            .put("id", settlement.id())
            .put("state", settlement.state().name())
            .put("reason", settlement.reason())
            .put("createdDate", AdminTime.text(settlement.created()))
            .put("changedDate", AdminTime.text(settlement.changed()));
    addParts(view, whole);
    return view;
  }

  /** The whole, as its maker sees it. */
  static ObjectNode made(WholeSettlement whole) {
    return whole(whole).put("settlementModel", whole.settlement().modelName());
  }

  /** A part of it, restricted to a participant or an account. */
  static ObjectNode part(WholeSettlement whole) {
    ObjectNode view =
        object().put("id", whole.settlement().id()).put("state", whole.settlement().state().name());
    addParts(view, whole);
    return view;
  }

  /** One that was given up. */
  static ObjectNode aborted(Settlement settlement) {
    return object()
        .put("id", settlement.id())
        .put("state", settlement.state().name())
        .put("reason", settlement.reason());
  }

  /**
   * What became of a request to move accounts on.
   *
   * @param whole the settlement with the windows that it concerned
   * @param handled what became of each change
   */
  static ObjectNode changed(WholeSettlement whole, List<Handled> handled) {
    Settlement settlement = whole.settlement();
    ObjectNode view =
        object()
            .put("id", settlement.id())
            .put("state", settlement.state().name())
            .put("createdDate", AdminTime.text(settlement.created()));
    addWindows(view, whole);
    ParticipantList participants = new ParticipantList(view);
    for (Handled one : handled) {
      participants.add(one.change().participant(), handled(one));
    }
    return view;
  }

  private static ObjectNode handled(Handled handled) {
    ObjectNode view = object().put("id", handled.change().account());
    handled
        .account()
        .ifPresent(
            account -> {
              describe(view, account);
              view.put("createdDate", AdminTime.text(account.created()));
            });
    handled
        .failure()
        .ifPresent(
            failure ->
                view.putObject("errorInformation")
                    .put("errorCode", failure.errorCode())
                    .put("errorDescription", failure.errorDescription()));
    return view;
  }

  private static void addParts(ObjectNode view, WholeSettlement whole) {
    addWindows(view, whole);
    ParticipantList participants = new ParticipantList(view);
    for (SettlementAccount account : whole.accounts()) {
      ObjectNode shown = object().put("id", account.account());
      describe(shown, account);
      participants.add(account.participant(), shown);
    }
  }

  private static void addWindows(ObjectNode view, WholeSettlement whole) {
    ArrayNode windows = view.putArray("settlementWindows");
    for (SettlementWindow window : whole.windows()) {
      windows.add(
          WindowView.inSettlement(
              window,
              whole.contents().stream()
                  .filter(content -> content.window() == window.id())
                  .toList()));
    }
  }

  private static void describe(ObjectNode view, SettlementAccount account) {
    view.put("state", account.state().name()).put("reason", account.reason());
    account.externalReference().ifPresent(reference -> view.put("externalReference", reference));
    view.putObject("netSettlementAmount")
        .put("currency", account.currency())
        .set("amount", AdminAmounts.number(BigInteger.valueOf(account.netAmount())));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The member {@code participants}: accounts under their owners, in order of appearance. */
  private static final class ParticipantList {
    private final ArrayNode list;
    private final Map<Long, ArrayNode> accounts = new HashMap<>();

    ParticipantList(ObjectNode view) {
      list = view.putArray("participants");
    }

    void add(long participant, ObjectNode account) {
      accounts
          .computeIfAbsent(participant, id -> list.addObject().put("id", id).putArray("accounts"))
          .add(account);
    }
  }
}
