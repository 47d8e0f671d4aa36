package org.pamoja.hub.settlement.windows;

import java.util.Collection;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.ledger.postgres.SettlementWindows.SettlementWindow;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Windows and contents as replies show them (settlement §2.1, §3.1). Pure functions. */
public final class WindowView {
  private WindowView() {}

  /** A window alone, as closing shows the new one. */
  static ObjectNode plain(SettlementWindow window) {
    return described(window, "settlementWindowId");
  }

  /** A window with its contents. */
  static ObjectNode whole(SettlementWindow window, Collection<Content> contents) {
    ObjectNode view = plain(window);
    ArrayNode list = view.putArray("content");
    for (Content content : contents) {
      ObjectNode shown = content(content);
      content
          .settlement()
          .ifPresentOrElse(
              id -> shown.put("settlementId", id), () -> shown.putNull("settlementId"));
      list.add(shown);
    }
    return view;
  }

  /** A window with those contents that a settlement took, as the settlement shows it. */
  public static ObjectNode inSettlement(SettlementWindow window, Collection<Content> contents) {
    ObjectNode view = described(window, "id");
    ArrayNode list = view.putArray("content");
    contents.forEach(content -> list.add(content(content)));
    return view;
  }

  private static ObjectNode described(SettlementWindow window, String idName) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(idName, window.id())
        .put("state", window.state().name())
        .put("reason", window.reason())
        .put("createdDate", AdminTime.text(window.createdAt()))
        .put("changedDate", AdminTime.text(window.changedAt()));
  }

  private static ObjectNode content(Content content) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", content.id())
        .put("state", content.state().name())
        .put("ledgerAccountType", content.accountType())
        .put("currencyId", content.currency())
        .put("createdDate", AdminTime.text(content.created()))
        .put("changedDate", AdminTime.text(content.changed()));
  }
}
