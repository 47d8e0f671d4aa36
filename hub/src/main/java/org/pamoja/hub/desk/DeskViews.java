package org.pamoja.hub.desk;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.delivery.Backlog;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.hub.delivery.Undelivered;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the desk shows, as JSON. Pure functions. */
final class DeskViews {
  private DeskViews() {}

  /** One message without what it says. */
  static ObjectNode row(DeskRow row, Instant now) {
    Undelivered message = row.message();
    ObjectNode view = object();
    view.put("id", DeliveryId.text(message.pointer()))
        .put("participant", message.participant())
        .put(message.about().conversion() ? "commitRequestId" : "transferId", message.about().id())
        .put("state", row.state().text())
        .put("createdAt", AdminTime.text(message.createdAt()))
        .put("attempts", message.attempts())
        .put("lastError", message.lastError())
        .put("tryUnderWay", row.isUnderWay(now));
    if (row.state() == DeskState.WAITING) {
      view.put("nextTryAt", AdminTime.text(message.nextTryAt()));
    }
    row.endedAt().ifPresent(at -> view.put("endedAt", AdminTime.text(at)));
    row.droppedBy().ifPresent(name -> view.put("droppedBy", name));
    row.dropReason().ifPresent(reason -> view.put("dropReason", reason));
    return view;
  }

  /**
   * What a message says.
   *
   * @param urlTemplate where the participant wants it, empty when it has told nothing
   */
  static ObjectNode message(OutboundMessage message, Optional<String> urlTemplate) {
    ObjectNode view = object();
    view.put("method", message.method()).put("endpointType", message.endpointType());
    urlTemplate.ifPresent(template -> view.put("urlTemplate", template + message.suffix()));
    ObjectNode variables = view.putObject("variables");
    message.variables().forEach(variables::put);
    view.set("headers", headers(message.headers()));
    body(view, message.body());
    return view;
  }

  /** JSON as such, anything else as base64url. */
  private static void body(ObjectNode view, byte[] body) {
    if (body.length == 0) {
      return;
    }
    try {
      view.set("body", Json.parse(body));
    } catch (MalformedJsonException other) {
      view.put("bodyBase64Url", base64(body));
    }
  }

  static ObjectNode headers(Headers headers) {
    ObjectNode view = object();
    for (Headers.Header header : headers) {
      view.put(header.name(), header.value());
    }
    return view;
  }

  /** What one participant is owed. */
  static ObjectNode backlog(Backlog backlog, boolean cutOff, String lastError) {
    return object()
        .put("participant", backlog.participant())
        .put("waiting", backlog.undelivered())
        .put("oldestAgeMs", backlog.oldest().toMillis())
        .put("dead", backlog.dead())
        .put("breaker", cutOff ? "open" : "closed")
        .put("lastError", lastError);
  }

  /** What was decided about one message. */
  static ObjectNode decision(String id, DeliveryDesk.Decision decision) {
    ObjectNode view = object().put("id", id);
    return switch (decision) {
      case DeliveryDesk.Resent _ -> view.put("result", "resent");
      case DeliveryDesk.Dropped(String reason, boolean tryUnderWay) ->
          view.put("result", "dropped").put("reason", reason).put("tryUnderWay", tryUnderWay);
      case DeliveryDesk.Gone(String reason) ->
          view.put("result", "unchanged").put("reason", reason);
    };
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
