package org.pamoja.hub.participants;

import java.util.List;
import org.pamoja.hub.admin.AdminTime;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The participant object of all replies (ledger-admin §2.1). Threads may share it. */
final class ParticipantView {
  private final String uriBase;

  ParticipantView(String uriBase) {
    this.uriBase = uriBase;
  }

  /** The object; flags are 0 and 1, as in the reference. */
  ObjectNode of(RegisteredParticipant participant, List<ParticipantAccount> accounts) {
    String uri = uriBase + "/participants/" + participant.name();
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("name", participant.name())
        .put("id", uri)
        .put("created", AdminTime.text(participant.created()))
        .put("isActive", flag(participant.active()))
        .put("isProxy", flag(participant.proxy()));
    view.putObject("links").put("self", uri);
    ArrayNode list = view.putArray("accounts");
    accounts.forEach(account -> list.add(account(account)));
    return view;
  }

  /** The reference never knows its dates here; null keeps clients that rely on it working. */
  private static ObjectNode account(ParticipantAccount account) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    return view.put("id", account.id())
        .put("ledgerAccountType", account.type())
        .put("currency", account.currency())
        .put("isActive", flag(account.active()))
        .putNull("createdDate")
        .put("createdBy", "unknown");
  }

  private static int flag(boolean value) {
    return value ? 1 : 0;
  }
}
