package org.pamoja.hub.participants;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.transfer.TransferKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the ledger's command of a checked request to record funds (ledger-admin §5.2). Threads may
 * share it.
 */
final class FundsCommands {
  /** How long a withdrawal may stay reserved. */
  private static final Duration VALIDITY = Duration.ofSeconds(432_000);

  private final InstantSource clock;

  FundsCommands(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The command.
   *
   * @param body the checked body
   * @param accounts where it is booked
   * @param received the body as received, whose hash tells a repeat
   */
  Command record(ObjectNode body, Command.FundsAccounts accounts, JsonNode received) {
    TransferKey key = TransferKey.transfer(body.get("transferId").stringValue());
    JsonNode amount = body.get("amount");
    Money money =
        Money.of(
            amount.get("currency").stringValue(), AdminAmounts.minorUnits(amount.get("amount")));
    String reason = body.get("reason").stringValue();
    Optional<String> extensions = Optional.of(extensions(body));
    String hash = Json.bodyHash(received);
    if (body.get("action").stringValue().equals("recordFundsIn")) {
      return new Command.FundsIn(key, accounts, money, reason, extensions, hash);
    }
    Instant expiration = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(VALIDITY);
    return new Command.FundsOutReserve(key, accounts, money, reason, expiration, extensions, hash);
  }

  /**
   * The request's extensions and its external reference, in the API's shape; entries without a key
   * are dropped.
   */
  private static String extensions(ObjectNode body) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode entries = list.putArray("extension");
    for (JsonNode entry : body.path("extensionList").path("extension")) {
      if (entry.has("key")) {
        entries
            .addObject()
            .put("key", entry.get("key").stringValue())
            .put("value", entry.path("value").asString(""));
      }
    }
    entries
        .addObject()
        .put("key", "externalReference")
        .put("value", body.get("externalReference").stringValue());
    return new String(Json.canonical(list), StandardCharsets.UTF_8);
  }
}
