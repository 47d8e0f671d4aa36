package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.ScriptedDfsp;

/**
 * A transfer in each state it can be in, and every message that may still come for it: repeats and
 * changed ones of prepare, fulfilment and error, and GET (transfers §3.2, §5.2, §5 check 6, §7.1).
 */
class TransferRepeatsTest extends EndToEnd {
  private static final String INVALID_FULFILMENT =
      "3100: Generic validation error - invalid fulfilment";

  /** How the transfer stands, with the state shown and its cause. */
  private enum Standing {
    RESERVED("RESERVED", ""),
    COMMITTED("COMMITTED", ""),
    ABORTED_BY_PAYEE("ABORTED", "5104: Payee rejected transaction"),
    ABORTED_BY_HUB("ABORTED", INVALID_FULFILMENT),
    EXPIRED("ABORTED", "3303: Transfer expired"),
    OVER_LIQUIDITY("ABORTED", "4001: Payer FSP insufficient liquidity"),
    INVALID("ABORTED", "3100: Generic validation error - Participant %s EUR account not found");

    private final String shown;
    private final String cause;

    Standing(String shown, String cause) {
      this.shown = shown;
      this.cause = cause;
    }
  }

  private record Sent(String id, String prepare, String lastPut) {
    String path() {
      return "/transfers/" + id;
    }
  }

  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");
  private final Map<Standing, Sent> transfers = new EnumMap<>(Standing.class);

  @BeforeAll
  void bringEachTransferThere() {
    for (Standing standing : Standing.values()) {
      transfers.put(standing, sent(standing));
    }
    for (Standing standing : Standing.values()) {
      bringThere(standing, transfers.get(standing));
    }
  }

  private Sent sent(Standing standing) {
    String id = Bodies.id();
    String amount = standing == Standing.OVER_LIQUIDITY ? "100000000" : "1";
    String currency = standing == Standing.INVALID ? "EUR" : "USD";
    Duration life = standing == Standing.EXPIRED ? Duration.ofSeconds(2) : Duration.ofMinutes(9);
    String expiration = Bodies.time(Instant.now().plus(life));
    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), amount, currency, expiration);
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));
    String put =
        standing == Standing.ABORTED_BY_HUB
            ? Bodies.fulfil("RESERVED", Bodies.WRONG_FULFILMENT)
            : Bodies.fulfil("COMMITTED");
    return new Sent(id, body, put);
  }

  private void bringThere(Standing standing, Sent sent) {
    switch (standing) {
      case RESERVED -> payee.server().await(r -> r.text().contains(sent.id()));
      case COMMITTED -> {
        assertOk(payee.send("PUT", sent.path(), payer.fspId(), sent.lastPut()));
        payer.await("PUT", sent.path());
      }
      case ABORTED_BY_HUB -> {
        assertOk(payee.send("PUT", sent.path(), payer.fspId(), sent.lastPut()));
        error(payer, sent.path());
      }
      case ABORTED_BY_PAYEE -> {
        assertOk(payee.send("PUT", sent.path() + "/error", payer.fspId(), refusal("5104")));
        error(payer, sent.path());
      }
      case EXPIRED, OVER_LIQUIDITY, INVALID -> error(payer, sent.path());
    }
  }

  @ParameterizedTest
  @EnumSource
  void transfers_3_2_samePrepare_shouldTellItsSenderHowItStands(Standing standing) {
    Sent sent = transfers.get(standing);
    Map<String, String> before = positions();

    Received answer =
        told(
            payer,
            sent.path(),
            () -> assertAccepted(payer.send("POST", "/transfers", payee.fspId(), sent.prepare())));

    assertThat(answer.method() + " " + answer.path()).isEqualTo("PUT " + sent.path());
    assertShows(answer, standing);
    assertThat(positions()).isEqualTo(before);
    assertThat(requestsFor(sent)).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void transfers_3_2_changedPrepare_shouldBe3106AndChangeNothing(Standing standing) {
    Sent sent = transfers.get(standing);
    String changed = sent.prepare().replaceFirst("\"amount\":\"1", "\"amount\":\"2");
    Map<String, String> before = positions();

    Received answer =
        told(
            payer,
            sent.path(),
            () -> assertAccepted(payer.send("POST", "/transfers", payee.fspId(), changed)));

    assertError(answer, "3106", "Modified request");
    assertShows(question(payer, sent.id()), standing);
    assertThat(positions()).isEqualTo(before);
    assertThat(requestsFor(sent)).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void transfers_7_1_get_shouldShowBothPartiesTheSame(Standing standing) {
    Sent sent = transfers.get(standing);

    for (ScriptedDfsp party : List.of(payer, payee)) {
      Received answer = question(party, sent.id());
      assertThat(answer.method() + " " + answer.path()).isEqualTo("PUT " + sent.path());
      assertThat(answer.json().get("completedTimestamp").asString()).endsWith("Z");
      assertShows(answer, standing);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "RESERVED")
  void transfers_5_6_fulfilOfWhatHasEnded_shouldTellPayeeAndChangeNothing(Standing standing) {
    Sent sent = transfers.get(standing);
    String fulfil = Bodies.fulfil("RESERVED");
    boolean second = standing == Standing.COMMITTED || standing == Standing.ABORTED_BY_HUB;
    Map<String, String> before = positions();

    Received first = answerToPut(sent.path() + "/error", sent.path(), fulfil);

    assertError(
        first,
        second ? "3106" : "3100",
        second ? "Modified request" : "Generic validation error - non-RESERVED transfer state");
    if (!second) {
      Received patch = payee.await("PATCH", sent.path());
      assertThat(patch.json().get("transferState").asString()).isEqualTo("ABORTED");
      assertThat(patch.json().get("transferId").asString()).isEqualTo(sent.id());
    }
    Received again = answerToPut(sent.path(), sent.path(), second ? sent.lastPut() : fulfil);
    assertShows(again, standing);
    assertShows(question(payer, sent.id()), standing);
    assertThat(positions()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "RESERVED")
  void transfers_5_3_errorForWhatHasEnded_shouldTellPayeeAndChangeNothing(Standing standing) {
    Sent sent = transfers.get(standing);
    String error = sent.path() + "/error";
    boolean second = standing == Standing.ABORTED_BY_PAYEE;
    int toldBefore = payer.received("PUT", error).size();
    Map<String, String> before = positions();

    Received first = answerToPut(error, error, refusal("5105"));

    assertError(
        first,
        second ? "3106" : "3100",
        second ? "Modified request" : "Generic validation error - non-RESERVED transfer state");
    Received again = answerToPut(sent.path(), error, refusal(second ? "5104" : "5105"));
    assertShows(again, standing);
    assertShows(question(payer, sent.id()), standing);
    assertThat(positions()).isEqualTo(before);
    assertThat(payer.received("PUT", error)).hasSize(toldBefore);
  }

  /** What the payee gets on one path for a PUT to another. */
  private Received answerToPut(String answered, String path, String body) {
    int before = payee.received("PUT", answered).size();
    assertOk(payee.send("PUT", path, payer.fspId(), body));
    return payee.server().await(before + 1, r -> r.is("PUT", answered)).get(before);
  }

  /** The next message about a transfer that a DFSP gets. */
  private static Received told(ScriptedDfsp dfsp, String path, Runnable cause) {
    int before = dfsp.server().received(r -> r.path().startsWith(path)).size();
    cause.run();
    return dfsp.server().await(before + 1, r -> r.path().startsWith(path)).get(before);
  }

  private void assertShows(Received answer, Standing standing) {
    assertThat(answer.header("fspiop-source")).isEqualTo("Hub");
    assertThat(answer.json().path("transferState").asString("")).isEqualTo(standing.shown);
    assertThat(answer.json().path("fulfilment").asString(""))
        .isEqualTo(standing == Standing.COMMITTED ? Bodies.FULFILMENT : "");
    String cause = standing.cause.formatted(payer.fspId());
    assertThat(causes(answer.json())).isEqualTo(cause.isEmpty() ? List.of() : List.of(cause));
  }

  private static void assertError(Received answer, String code, String text) {
    assertThat(answer.header("fspiop-source")).isEqualTo("Hub");
    assertThat(answer.errorCode() + " " + answer.errorDescription()).isEqualTo(code + " " + text);
  }

  private long requestsFor(Sent sent) {
    return payee.received("POST", "/transfers").stream()
        .filter(request -> request.text().contains(sent.id()))
        .count();
  }

  private Map<String, String> positions() {
    return Map.of(
        "payer", admin().position(payer.fspId()), "payee", admin().position(payee.fspId()));
  }

  private static String refusal(String code) {
    return Bodies.error(code, "Payee rejected transaction");
  }
}
