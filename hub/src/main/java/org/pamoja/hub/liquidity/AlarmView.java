package org.pamoja.hub.liquidity;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.hub.admin.AdminTime;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Alarms as operators and listeners see them. */
final class AlarmView {
  private AlarmView() {}

  static ObjectNode of(LiquidityAlarm alarm) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("id", alarm.id())
        .put("alarm", kind(alarm.kind()))
        .put("participant", alarm.participant())
        .put("currency", alarm.currency())
        .put("accountId", alarm.account())
        .put("state", alarm.isRaised() ? "raised" : "cleared")
        .put("raisedAt", AdminTime.text(alarm.raised()))
        .put("clearedAt", alarm.cleared().map(AdminTime::text).orElse(null));
    view.set("position", AdminAmounts.number(alarm.value()));
    alarm.cap().ifPresent(cap -> view.set("netDebitCap", AdminAmounts.number(cap)));
    view.set("liquidity", AdminAmounts.number(alarm.liquidity()));
    view.set("threshold", AdminAmounts.number(alarm.threshold()));
    return view;
  }

  /** The same as text, with numbers written out. */
  static String text(LiquidityAlarm alarm) {
    return new String(Json.canonical(of(alarm)), StandardCharsets.UTF_8);
  }

  /** {@code netDebitCap} or {@code liquidity}. */
  static String kind(LiquidityAlarm.Kind kind) {
    return switch (kind) {
      case NET_DEBIT_CAP -> "netDebitCap";
      case LIQUIDITY -> kind.name().toLowerCase(Locale.ROOT);
    };
  }
}
