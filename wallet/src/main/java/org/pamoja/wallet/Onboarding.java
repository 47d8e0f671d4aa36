package org.pamoja.wallet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts a DFSP on a hub through the admin API, step by step as any operator does (ledger-admin
 * §1.2). Steps that were done before are recognised and left as they are, so it may be repeated.
 * Blocks.
 */
public final class Onboarding {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Map<String, String> ENDPOINTS =
      Map.ofEntries(
          Map.entry(
              "FSPIOP_CALLBACK_URL_PARTICIPANT_PUT",
              "/participants/{{partyIdType}}/{{partyIdentifier}}"),
          Map.entry(
              "FSPIOP_CALLBACK_URL_PARTICIPANT_PUT_ERROR",
              "/participants/{{partyIdType}}/{{partyIdentifier}}/error"),
          Map.entry(
              "FSPIOP_CALLBACK_URL_PARTIES_GET", "/parties/{{partyIdType}}/{{partyIdentifier}}"),
          Map.entry(
              "FSPIOP_CALLBACK_URL_PARTIES_PUT", "/parties/{{partyIdType}}/{{partyIdentifier}}"),
          Map.entry(
              "FSPIOP_CALLBACK_URL_PARTIES_PUT_ERROR",
              "/parties/{{partyIdType}}/{{partyIdentifier}}/error"),
          Map.entry("FSPIOP_CALLBACK_URL_QUOTES", ""),
          Map.entry("FSPIOP_CALLBACK_URL_TRANSFER_POST", "/transfers"),
          Map.entry("FSPIOP_CALLBACK_URL_TRANSFER_PUT", "/transfers/{{transferId}}"),
          Map.entry("FSPIOP_CALLBACK_URL_TRANSFER_ERROR", "/transfers/{{transferId}}/error"));

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI admin;
  private final Supplier<String> ids;

  /**
   * @param admin base URL of the hub's admin interface
   * @param ids makes ids of deposits
   */
  public Onboarding(URI admin, Supplier<String> ids) {
    this.admin = admin;
    this.ids = ids;
  }

  /** The hub refused a step of the set-up. */
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Prepares the hub for a currency: its own accounts, and a model that settles net at a later
   * time.
   */
  public void prepareHub(String currency) {
    for (String type : List.of("HUB_MULTILATERAL_SETTLEMENT", "HUB_RECONCILIATION")) {
      post(
          "/participants/Hub/accounts",
          PartyBodies.object().put("currency", currency).put("type", type),
          "already been registered");
    }
    post(
        "/settlementModels",
        PartyBodies.object()
            .put("name", "DEFERREDNET" + currency)
            .put("settlementGranularity", "NET")
            .put("settlementInterchange", "MULTILATERAL")
            .put("settlementDelay", "DEFERRED")
            .put("currency", currency)
            .put("requireLiquidityCheck", true)
            .put("ledgerAccountType", "POSITION")
            .put("settlementAccountType", "SETTLEMENT")
            .put("autoPositionReset", true),
        "already exists");
  }

  /**
   * Registers a DFSP with accounts, a net debit cap, callback addresses and a first deposit.
   *
   * @param fspId its name
   * @param currency currency of its accounts
   * @param address base URL of its FSPIOP interface
   * @param netDebitCap whole units of the currency
   * @param deposit whole units of the currency, made only while it holds none
   */
  public void register(String fspId, String currency, URI address, long netDebitCap, long deposit) {
    post(
        "/participants",
        PartyBodies.object().put("name", fspId).put("currency", currency),
        "already been registered");
    ObjectNode limits = PartyBodies.object().put("currency", currency).put("initialPosition", 0);
    limits.putObject("limit").put("type", "NET_DEBIT_CAP").put("value", netDebitCap);
    post("/participants/" + fspId + "/initialPositionAndLimits", limits, "already set");
    ENDPOINTS.forEach(
        (type, path) ->
            post(
                "/participants/" + fspId + "/endpoints",
                PartyBodies.object().put("type", type).put("value", address + path),
                ""));
    depositOnce(fspId, currency, deposit);
  }

  private void depositOnce(String fspId, String currency, long deposit) {
    for (JsonNode account : get("/participants/" + fspId + "/accounts")) {
      boolean empty =
          account.path("ledgerAccountType").asString("").equals("SETTLEMENT")
              && account.path("currency").asString("").equals(currency)
              && account.path("value").asDouble() == 0;
      if (empty) {
        ObjectNode funds =
            PartyBodies.object()
                .put("transferId", ids.get())
                .put("externalReference", "first deposit")
                .put("action", "recordFundsIn")
                .put("reason", "opening of the account");
        funds.putObject("amount").put("amount", String.valueOf(deposit)).put("currency", currency);
        post("/participants/" + fspId + "/accounts/" + account.get("id").asString(), funds, "");
      }
    }
  }

  /** The value of a participant's POSITION, as the admin API writes it. */
  public String position(String fspId, String currency) {
    return get("/participants/" + fspId + "/positions?currency=" + currency)
        .path("value")
        .asString();
  }

  private JsonNode get(String path) {
    HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(admin.resolve(path)).GET());
    if (answer.statusCode() != 200) {
      throw refused("GET " + path, answer);
    }
    try {
      return Json.parse(answer.body());
    } catch (MalformedJsonException notJson) {
      throw refused("GET " + path, answer);
    }
  }

  private void post(String path, ObjectNode body, String doneBefore) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(admin.resolve(path))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.canonical(body)));
    HttpResponse<byte[]> answer = send(request);
    boolean repeated = !doneBefore.isEmpty() && text(answer).contains(doneBefore);
    if (answer.statusCode() >= 300 && !repeated) {
      throw refused("POST " + path, answer);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException failed) {
      throw new RefusedException(
          "the hub's admin interface is not reached: " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RefusedException("interrupted");
    }
  }

  private static RefusedException refused(String call, HttpResponse<byte[]> answer) {
    return new RefusedException(call + ": " + answer.statusCode() + " " + text(answer));
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
