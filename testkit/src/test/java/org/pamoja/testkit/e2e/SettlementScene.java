package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;
import tools.jackson.databind.JsonNode;

/**
 * Tests of settlement share a hub of their own, since a window holds what everybody paid. Each test
 * begins with an empty window.
 */
abstract class SettlementScene extends EndToEnd {
  static final String RECORDED = "PS_TRANSFERS_RECORDED";
  static final String RESERVED = "PS_TRANSFERS_RESERVED";
  static final String COMMITTED = "PS_TRANSFERS_COMMITTED";
  static final String SETTLED = "SETTLED";

  /** The documented example, of which only transfers between wallets take notice. */
  private static final String FEES = "../docs/interchange-fees.json";

  SettlementScene() {
    this(Shared.HUB);
  }

  SettlementScene(EmbeddedHub hub) {
    super(hub);
  }

  /** Started by the first class, stopped with the program. */
  private static final class Shared {
    static final EmbeddedHub HUB = start();

    private static EmbeddedHub start() {
      EmbeddedHub hub = EmbeddedHub.start("settlement.feesFile", FEES);
      Runtime.getRuntime().addShutdownHook(new Thread(hub::close));
      hub.admin().prepareCurrency("USD");
      hub.admin().prepareCurrency("EUR");
      return hub;
    }
  }

  @BeforeEach
  void beginWithAnEmptyWindow() {
    long open = openWindow();
    Reply closed = closeWindow(open);
    if (closed.status() != 200) {
      assertThat(closed.errorDescription()).endsWith("Window " + open + " is empty");
    }
  }

  /** A participant in a currency with a limit of 10000 and funds of 1000. */
  final ScriptedDfsp dfsp(String prefix, String currency) {
    return participant(prefix, currency, "10000", "1000");
  }

  /** Opens the hub's accounts of a currency that a test makes models for. */
  final void hubAccounts(String currency) {
    for (String type : List.of("HUB_MULTILATERAL_SETTLEMENT", "HUB_RECONCILIATION")) {
      admin()
          .post(
              "/participants/Hub/accounts",
              "{\"currency\":\"%s\",\"type\":\"%s\"}".formatted(currency, type));
    }
  }

  /** The number by which the API calls a participant. */
  final long number(ScriptedDfsp dfsp) {
    return Long.parseLong(
        hub()
            .books()
            .rows("select id from participant where name = '" + dfsp.fspId() + "'")
            .getFirst());
  }

  /** Number of a participant's POSITION account. */
  final long position(ScriptedDfsp dfsp, String currency) {
    return admin().accountId(dfsp.fspId(), "POSITION", currency);
  }

  /** The value of an account without trailing zeros. */
  final String value(String fspId, String type, String currency) {
    BigDecimal value = admin().value(fspId, type, currency);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** The value of a USD account. */
  final String value(ScriptedDfsp dfsp, String type) {
    return value(dfsp.fspId(), type, "USD");
  }

  /** Pays from one to the other and waits until it is committed. */
  final void pay(ScriptedDfsp payer, ScriptedDfsp payee, String amount, String currency) {
    String id = Bodies.id();
    reserve(id, payer, payee, amount, currency);
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));
  }

  /** Prepares a transfer and waits until the payee has it. */
  final void reserve(
      String id, ScriptedDfsp payer, ScriptedDfsp payee, String amount, String currency) {
    String body =
        Bodies.prepare(
            id, payer.fspId(), payee.fspId(), amount, currency, Bodies.in(Duration.ofMinutes(10)));
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));
    payee.server().await(request -> request.text().contains(id));
  }

  /** Number of the open window. */
  final long openWindow() {
    JsonNode open = admin().get("/v2/settlementWindows?state=OPEN").json();
    assertThat(open.size()).isEqualTo(1);
    return open.get(0).get("settlementWindowId").asLong();
  }

  /** Asks to close a window. */
  final Reply closeWindow(long id) {
    return admin()
        .post("/v2/settlementWindows/" + id, "{\"state\":\"CLOSED\",\"reason\":\"end of day\"}");
  }

  /** Closes the open window and returns its number when it is summed up. */
  final long closedWindow() {
    long id = openWindow();
    assertThat(closeWindow(id).status()).isEqualTo(200);
    awaitClosed(id);
    return id;
  }

  /** Waits until a closed window is summed up, whoever does it. */
  final void awaitClosed(long id) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (window(id).get("state").asString().equals("PROCESSING")) {
      assertThat(System.nanoTime()).as("window is processed in time").isLessThan(end);
      try {
        Thread.sleep(20);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }

  /** A window as the API shows it. */
  final JsonNode window(long id) {
    return admin().get("/v2/settlementWindows/" + id).json();
  }

  /** Asks for a settlement. */
  final Reply settle(String model, Long... windows) {
    String ids =
        Arrays.stream(windows).map(id -> "{\"id\":" + id + "}").collect(Collectors.joining(","));
    return admin()
        .post(
            "/v2/settlements",
            "{\"settlementModel\":\"%s\",\"reason\":\"daily\",\"settlementWindows\":[%s]}"
                .formatted(model, ids));
  }

  /** A new settlement's number. */
  final long settlement(String model, Long... windows) {
    Reply made = settle(model, windows);
    assertThat(made.status()).as(made.toString()).isEqualTo(200);
    return made.json().get("id").asLong();
  }

  /** A settlement as the API shows it. */
  final JsonNode settlement(long id) {
    return admin().get("/v2/settlements/" + id).json();
  }

  /** Asks for another state of one account. */
  final Reply move(long settlement, ScriptedDfsp dfsp, String currency, String state) {
    return admin()
        .put(
            "/v2/settlements/%d/participants/%d/accounts/%d"
                .formatted(settlement, number(dfsp), position(dfsp, currency)),
            "{\"state\":\"%s\",\"reason\":\"by hand\"}".formatted(state));
  }

  /** Asks for another state of all accounts, as the official tests do. */
  final Reply moveAll(long settlement, String state) {
    String participants =
        settlement(settlement)
            .get("participants")
            .valueStream()
            .map(
                participant ->
                    "{\"id\":%d,\"accounts\":[%s]}"
                        .formatted(
                            participant.get("id").asLong(),
                            participant
                                .get("accounts")
                                .valueStream()
                                .map(
                                    account ->
                                        "{\"id\":%d,\"state\":\"%s\",\"reason\":\"all\"}"
                                            .formatted(account.get("id").asLong(), state))
                                .collect(Collectors.joining(","))))
            .collect(Collectors.joining(","));
    Reply moved =
        admin().put("/v2/settlements/" + settlement, "{\"participants\":[" + participants + "]}");
    hub().books().check();
    return moved;
  }

  /** Takes a settlement through all states. */
  final void settleCompletely(long settlement) {
    for (String state : new String[] {RECORDED, RESERVED, COMMITTED, SETTLED}) {
      Reply moved = moveAll(settlement, state);
      assertThat(moved.json().get("state").asString()).as(moved.toString()).isEqualTo(state);
    }
  }

  /** The net amounts of a settlement by account. */
  final Map<Long, BigDecimal> netAmounts(JsonNode settlement) {
    Map<Long, BigDecimal> amounts = new LinkedHashMap<>();
    for (JsonNode participant : settlement.get("participants")) {
      for (JsonNode account : participant.get("accounts")) {
        amounts.put(
            account.get("id").asLong(), account.at("/netSettlementAmount/amount").decimalValue());
      }
    }
    return amounts;
  }

  /** The error of an account in the answer to a PUT, as code and description; empty for none. */
  static String accountError(Reply reply) {
    JsonNode error = reply.json().at("/participants/0/accounts/0/errorInformation");
    return error.isMissingNode()
        ? ""
        : error.get("errorCode").asString() + " " + error.get("errorDescription").asString();
  }
}
