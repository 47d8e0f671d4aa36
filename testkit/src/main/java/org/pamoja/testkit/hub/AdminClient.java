package org.pamoja.testkit.hub;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.RawHttp;
import org.pamoja.testkit.dfsp.Reply;
import tools.jackson.databind.JsonNode;

/**
 * What an operator does through the admin API: any call as it is, and the usual set-up in a line
 * (ledger-admin §1.2). Threads may share it.
 */
public final class AdminClient {
  private static final byte[] NOTHING = new byte[0];

  /** The look-up service's admin API wants the headers of the participants' one. */
  private static final List<Headers.Header> ORACLE_HEADERS =
      List.of(
          new Headers.Header("Content-Type", "application/json"),
          new Headers.Header("Accept", "application/json"),
          new Headers.Header("Date", "Tue, 01 Jan 2030 00:00:00 GMT"));

  /** Suffixes of the callback URL types of parties and participants, with their paths. */
  private static final Map<String, String> PARTY_PATHS =
      Map.of(
          "PARTICIPANT_PUT", "/participants/{{partyIdType}}/{{partyIdentifier}}",
          "PARTICIPANT_PUT_ERROR", "/participants/{{partyIdType}}/{{partyIdentifier}}/error",
          "PARTIES_GET", "/parties/{{partyIdType}}/{{partyIdentifier}}",
          "PARTIES_PUT", "/parties/{{partyIdType}}/{{partyIdentifier}}",
          "PARTIES_PUT_ERROR", "/parties/{{partyIdType}}/{{partyIdentifier}}/error");

  private static final Map<String, String> SUB_ID_PATHS =
      Map.of(
          "PARTICIPANT_SUB_ID_PUT",
          "/participants/{{partyIdType}}/{{partyIdentifier}}/{{partySubIdOrType}}",
          "PARTICIPANT_SUB_ID_PUT_ERROR",
          "/participants/{{partyIdType}}/{{partyIdentifier}}/{{partySubIdOrType}}/error",
          "PARTIES_SUB_ID_GET",
          "/parties/{{partyIdType}}/{{partyIdentifier}}/{{partySubIdOrType}}",
          "PARTIES_SUB_ID_PUT",
          "/parties/{{partyIdType}}/{{partyIdentifier}}/{{partySubIdOrType}}",
          "PARTIES_SUB_ID_PUT_ERROR",
          "/parties/{{partyIdType}}/{{partyIdentifier}}/{{partySubIdOrType}}/error");

  private static final Map<String, String> OTHER_PATHS =
      Map.of(
          "PARTICIPANT_BATCH_PUT", "/participants/{{requestId}}",
          "PARTICIPANT_BATCH_PUT_ERROR", "/participants/{{requestId}}/error",
          "QUOTES", "",
          "TRX_REQ_SERVICE", "",
          "AUTHORIZATIONS", "",
          "TRANSFER_POST", "/transfers",
          "TRANSFER_PUT", "/transfers/{{transferId}}",
          "TRANSFER_ERROR", "/transfers/{{transferId}}/error");

  private final IntSupplier port;

  /**
   * A client.
   *
   * @param port the hub's admin port, asked for each call
   */
  public AdminClient(IntSupplier port) {
    this.port = port;
  }

  /** GET. */
  public Reply get(String path) {
    return RawHttp.request(port.getAsInt(), "GET", path, List.of(), NOTHING);
  }

  /** POST with a JSON body. */
  public Reply post(String path, String json) {
    return call("POST", path, json);
  }

  /** PUT with a JSON body. */
  public Reply put(String path, String json) {
    return call("PUT", path, json);
  }

  /** DELETE. */
  public Reply delete(String path) {
    return RawHttp.request(port.getAsInt(), "DELETE", path, List.of(), NOTHING);
  }

  /** Any method with a JSON body. */
  public Reply call(String method, String path, String json) {
    List<Headers.Header> headers = List.of(new Headers.Header("Content-Type", "application/json"));
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return RawHttp.request(port.getAsInt(), method, path, headers, body);
  }

  /** The same with headers of the caller's choice. */
  public Reply call(String method, String path, List<Headers.Header> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return RawHttp.request(port.getAsInt(), method, path, headers, bytes);
  }

  /**
   * Registers the default oracle of a type, for no currency in particular.
   *
   * @return its number
   */
  public int registerOracle(String type, String endpoint) {
    return registerOracle(type, endpoint, "", true);
  }

  /**
   * Registers an oracle for one currency, or for none in particular when that is empty.
   *
   * @return its number
   */
  public int registerOracle(String type, String endpoint, String currency, boolean isDefault) {
    String body =
        """
        {"oracleIdType":"%s","endpoint":{"value":"%s","endpointType":"URL"},%s"isDefault":%s}"""
            .formatted(
                type,
                endpoint,
                currency.isEmpty() ? "" : "\"currency\":\"" + currency + "\",",
                isDefault);
    done(call("POST", "/oracles", ORACLE_HEADERS, body), 201);
    for (JsonNode oracle : call("GET", "/oracles?type=" + type, ORACLE_HEADERS, "").json()) {
      if (oracle.path("endpoint").path("value").asString("").equals(endpoint)) {
        return oracle.get("oracleId").asInt();
      }
    }
    throw new AssertionError("the oracle is not listed");
  }

  /** Takes an oracle out of use. */
  public void removeOracle(int id) {
    done(call("DELETE", "/oracles/" + id, ORACLE_HEADERS, ""), 204);
  }

  /** Prepares the hub for a currency: its own accounts, and a model that settles net and later. */
  public void prepareCurrency(String currency) {
    for (String type : List.of("HUB_MULTILATERAL_SETTLEMENT", "HUB_RECONCILIATION")) {
      String account = "{\"currency\":\"%s\",\"type\":\"%s\"}".formatted(currency, type);
      done(post("/participants/Hub/accounts", account), 201);
    }
    done(post("/settlementModels", netModel("DEFERREDNET" + currency, currency)), 201);
  }

  /** A settlement model as the official collections make it. */
  public static String netModel(String name, String currency) {
    return """
    {"name":"%s","settlementGranularity":"NET","settlementInterchange":"MULTILATERAL",\
    "settlementDelay":"DEFERRED","currency":"%s","requireLiquidityCheck":true,\
    "ledgerAccountType":"POSITION","settlementAccountType":"SETTLEMENT","autoPositionReset":true}"""
        .formatted(name, currency);
  }

  /** A participant with accounts, a limit, all callback URLs under one address, and funds. */
  public void onboard(String fspId, String currency, String address, String limit, String funds) {
    open(fspId, currency, limit);
    setEndpoints(fspId, address);
    deposit(fspId, currency, funds);
  }

  /** A participant with accounts in a currency and a limit, but without callback URLs and funds. */
  public void open(String fspId, String currency, String limit) {
    String name = "{\"name\":\"%s\",\"currency\":\"%s\"}".formatted(fspId, currency);
    done(post("/participants", name), 201);
    String limits =
        """
        {"currency":"%s","limit":{"type":"NET_DEBIT_CAP","value":%s},"initialPosition":0}"""
            .formatted(currency, limit);
    done(post("/participants/" + fspId + "/initialPositionAndLimits", limits), 201);
  }

  /** Sets all callback URLs to paths under an address. */
  public void setEndpoints(String fspId, String address) {
    for (Map<String, String> paths : List.of(PARTY_PATHS, SUB_ID_PATHS, OTHER_PATHS)) {
      paths.forEach(
          (type, path) -> setEndpoint(fspId, "FSPIOP_CALLBACK_URL_" + type, address + path));
    }
  }

  /** Sets one callback URL. */
  public void setEndpoint(String fspId, String type, String url) {
    String endpoint = "{\"type\":\"%s\",\"value\":\"%s\"}".formatted(type, url);
    done(post("/participants/" + fspId + "/endpoints", endpoint), 201);
  }

  /** Records funds a participant has brought in. */
  public void deposit(String fspId, String currency, String amount) {
    String path =
        "/participants/" + fspId + "/accounts/" + accountId(fspId, "SETTLEMENT", currency);
    done(post(path, funds(Bodies.id(), "recordFundsIn", amount, currency)), 202);
  }

  /** A record of funds that come in or are to go out. */
  public static String funds(String transferId, String action, String amount, String currency) {
    return """
    {"transferId":"%s","externalReference":"ref","action":"%s","reason":"test",\
    "amount":{"amount":"%s","currency":"%s"}}"""
        .formatted(transferId, action, amount, currency);
  }

  /** Changes a net debit cap. */
  public void limit(String fspId, String currency, String value) {
    String body =
        """
        {"currency":"%s","limit":{"type":"NET_DEBIT_CAP","value":%s,"alarmPercentage":10}}"""
            .formatted(currency, value);
    done(put("/participants/" + fspId + "/limits", body), 200);
  }

  /** The value of an account, as the admin API tells it. */
  public BigDecimal value(String fspId, String type, String currency) {
    return account(fspId, type, currency).get("value").decimalValue();
  }

  /** The value of a POSITION in USD, with trailing zeros removed, for comparisons. */
  public String position(String fspId) {
    BigDecimal value = value(fspId, "POSITION", "USD");
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** The number under which the admin API knows an account. */
  public long accountId(String fspId, String type, String currency) {
    return account(fspId, type, currency).get("id").asLong();
  }

  private JsonNode account(String fspId, String type, String currency) {
    Reply reply = done(get("/participants/" + fspId + "/accounts"), 200);
    for (JsonNode account : reply.json()) {
      if (account.get("ledgerAccountType").asString().equals(type)
          && account.get("currency").asString().equals(currency)) {
        return account;
      }
    }
    throw new AssertionError(fspId + " has no " + type + " account in " + currency + ": " + reply);
  }

  private static Reply done(Reply reply, int status) {
    if (reply.status() != status) {
      throw new AssertionError("expected " + status + " but got " + reply);
    }
    return reply;
  }
}
