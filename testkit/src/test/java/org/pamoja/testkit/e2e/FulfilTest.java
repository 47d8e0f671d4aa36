package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;

/**
 * PUT /transfers/{id} and its error form: who is told what, and what it does to money (transfers
 * §5).
 */
class FulfilTest extends EndToEnd {
  private static final String PREFIX = "Generic validation error - ";
  private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z";

  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");

  // ---- success

  @Test
  void transfers_5_commit_shouldForwardPayeesPutAndPostBothPositions() {
    BigDecimal payerBefore = position(payer);
    BigDecimal payeeBefore = position(payee);
    String id = reserve("7.5");
    assertThat(position(payer).subtract(payerBefore)).isEqualByComparingTo("7.5");
    assertThat(position(payee)).isEqualByComparingTo(payeeBefore);
    String body = Bodies.fulfil("COMMITTED");

    assertOk(put(id, body));

    Received told = payer.await("PUT", path(id));
    assertThat(told.text()).isEqualTo(body);
    assertThat(told.header("fspiop-source")).isEqualTo(payee.fspId());
    assertThat(position(payer).subtract(payerBefore)).isEqualByComparingTo("7.5");
    assertThat(position(payee).subtract(payeeBefore)).isEqualByComparingTo("-7.5");
    assertThat(state(payer, id)).isEqualTo("COMMITTED");
    // Confirmation to the payee is off by default.
    assertThat(payee.received("PUT", path(id))).hasSize(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "2.0"})
  void transfers_5_reserve_shouldTellPayerCommittedFromHubAndPatchPayee(String version) {
    String id = reserve("1");
    String completed = Bodies.time(Instant.now());
    String body =
        """
        {"transferState":"RESERVED","fulfilment":"%s","completedTimestamp":"%s",\
        "extensionList":{"extension":[{"key":"k","value":"v"}]}}"""
            .formatted(Bodies.FULFILMENT, completed);

    assertOk(payee.send(putMessage(id, body).version(version)));

    Received told = payer.await("PUT", path(id));
    assertThat(told.header("fspiop-source")).isEqualTo("Hub");
    assertThat(told.text())
        .isEqualTo(
            ("{\"completedTimestamp\":\"%s\",\"extensionList\":{\"extension\":[{\"key\":\"k\",\"value\":\"v\"}]},"
                    + "\"fulfilment\":\"%s\",\"transferState\":\"COMMITTED\"}")
                .formatted(completed, Bodies.FULFILMENT));
    Received patch = payee.await("PATCH", path(id));
    assertThat(patch.header("fspiop-source")).isEqualTo("Hub");
    assertThat(patch.text())
        .isEqualTo(
            ("{\"completedTimestamp\":\"%s\",\"extensionList\":{\"extension\":[{\"key\":\"k\",\"value\":\"v\"}]},"
                    + "\"transferState\":\"COMMITTED\"}")
                .formatted(completed));
    assertThat(state(payee, id)).isEqualTo("COMMITTED");
  }

  @Test
  void transfers_5_reserveWithoutTimestamp_shouldUseTheHubsTime() {
    String id = reserve("1");

    assertOk(
        put(id, "{\"transferState\":\"RESERVED\",\"fulfilment\":\"" + Bodies.FULFILMENT + "\"}"));

    assertThat(payer.await("PUT", path(id)).json().get("completedTimestamp").asString())
        .matches(TIME);
  }

  @Test
  void transfers_5_1_reserveInVersion10_shouldBeIgnored() {
    String id = reserve("1");

    assertOk(payee.send(putMessage(id, Bodies.fulfil("RESERVED")).version("1.0")));

    assertThat(state(payer, id)).isEqualTo("RESERVED");
    assertOk(put(id, Bodies.fulfil("COMMITTED")));
    payer.await("PUT", path(id));
    assertThat(payee.received("PATCH", path(id))).isEmpty();
  }

  // ---- faults

  @Test
  void transfers_5_2_unknownTransfer_shouldTellItsSender() {
    String id = Bodies.id();

    assertOk(put(id, Bodies.fulfil("COMMITTED")));

    assertError(payee, id, "2001", "Internal server error - transfer not found");
    assertThat(question(payee, id).errorCode()).isEqualTo("3208");
  }

  @Test
  void transfers_5_3_otherSource_shouldAbortAndTellPayer() {
    BigDecimal before = position(payer);
    ScriptedDfsp other = participant("other");
    String id = reserve("4");

    assertOk(other.send("PUT", path(id), payer.fspId(), Bodies.fulfil("COMMITTED")));

    String text = PREFIX + "fspiop-source does not match payee fsp on the Fulfil callback response";
    assertError(payer, id, "3100", text);
    assertAborted(payer, id, "3100: " + text);
    assertThat(position(payer)).isEqualByComparingTo(before);
  }

  @Test
  void transfers_5_3_otherDestination_shouldAbortAndTellPayer() {
    BigDecimal before = position(payer);
    String id = reserve("4");

    assertOk(payee.send("PUT", path(id), payee.fspId(), Bodies.fulfil("COMMITTED")));

    String text =
        PREFIX + "fspiop-destination does not match payer fsp on the Fulfil callback response";
    assertError(payer, id, "3100", text);
    assertAborted(payer, id, "3100: " + text);
    assertThat(position(payer)).isEqualByComparingTo(before);
  }

  @Test
  void transfers_5_3_namesInOtherCase_shouldBeAccepted() {
    String id = reserve("1");
    Message message =
        putMessage(id, Bodies.fulfil("COMMITTED"))
            .with("FSPIOP-Source", payee.fspId().toUpperCase(Locale.ROOT))
            .with("FSPIOP-Destination", payer.fspId().toUpperCase(Locale.ROOT));

    assertOk(payee.send(message));

    payer.await("PUT", path(id));
    assertThat(state(payer, id)).isEqualTo("COMMITTED");
  }

  @Test
  void transfers_5_3_noDestination_shouldBeAccepted() {
    String id = reserve("1");

    assertOk(payee.send(putMessage(id, Bodies.fulfil("COMMITTED")).without("FSPIOP-Destination")));

    assertThat(payer.await("PUT", path(id)).header("fspiop-destination")).isEqualTo(payer.fspId());
  }

  @Test
  void transfers_5_3_mismatchOnFinishedTransfer_shouldNotTouchIt() {
    ScriptedDfsp other = participant("other");
    String id = commit("1");
    BigDecimal before = position(payer);

    assertOk(other.send("PUT", path(id), payer.fspId(), Bodies.fulfil("COMMITTED")));

    assertThat(state(payer, id)).isEqualTo("COMMITTED");
    assertThat(position(payer)).isEqualByComparingTo(before);
    assertThat(payer.received("PUT", path(id) + "/error")).isEmpty();
  }

  @Test
  void transfers_5_5_wrongFulfilmentOfReserve_shouldAbortAndPatchPayee() {
    BigDecimal before = position(payer);
    String id = reserve("4");

    assertOk(put(id, Bodies.fulfil("RESERVED", Bodies.WRONG_FULFILMENT)));

    assertThat(error(payer, path(id)).errorCode()).isEqualTo("3100");
    JsonNode patch = payee.await("PATCH", path(id)).json();
    assertThat(patch.get("transferId").asString()).isEqualTo(id);
    assertThat(patch.get("transferState").asString()).isEqualTo("ABORTED");
    assertThat(patch.get("completedTimestamp").asString()).matches(TIME);
    assertThat(causes(patch)).containsExactly("3100: " + PREFIX + "invalid fulfilment");
    assertAborted(payer, id, "3100: " + PREFIX + "invalid fulfilment");
    assertThat(position(payer)).isEqualByComparingTo(before);
  }

  @Test
  void transfers_5_5_wrongFulfilmentOfCommit_shouldAbortAndTellPayerOnly() {
    String id = reserve("4");

    assertOk(put(id, Bodies.fulfil("COMMITTED", Bodies.WRONG_FULFILMENT)));

    assertThat(error(payer, path(id)).errorCode()).isEqualTo("3100");
    assertAborted(payee, id, "3100: " + PREFIX + "invalid fulfilment");
    assertThat(payee.received("PATCH", path(id))).isEmpty();
  }

  @Test
  void transfers_5_5_missingFulfilment_shouldAbort() {
    BigDecimal before = position(payer);
    String id = reserve("4");

    assertOk(put(id, "{\"transferState\":\"COMMITTED\"}"));

    assertThat(error(payer, path(id)).errorCode()).isEqualTo("3100");
    assertAborted(payer, id, "3100: " + PREFIX + "invalid fulfilment");
    assertThat(position(payer)).isEqualByComparingTo(before);
  }

  @Test
  void transfers_5_6_finishedTransfer_shouldTellPayee() {
    String id = reserve("4");
    assertOk(putError(id, "5104", "Payee rejected transaction"));
    error(payer, path(id));

    assertOk(put(id, Bodies.fulfil("RESERVED")));

    assertError(payee, id, "3100", PREFIX + "non-RESERVED transfer state");
    JsonNode patch = payee.await("PATCH", path(id)).json();
    assertThat(patch.get("transferId").asString()).isEqualTo(id);
    assertThat(patch.get("transferState").asString()).isEqualTo("ABORTED");
    assertThat(patch.get("completedTimestamp").asString()).matches(TIME);
    assertThat(patch.has("extensionList")).isFalse();
    assertAborted(payer, id, "5104: Payee rejected transaction");
  }

  @Test
  void transfers_5_8_reject_shouldChangeNothingUntilTheError() {
    BigDecimal before = position(payer);
    String id = reserve("4");

    assertOk(put(id, "{\"transferState\":\"ABORTED\"}"));

    assertThat(state(payer, id)).isEqualTo("RESERVED");
    assertThat(position(payer).subtract(before)).isEqualByComparingTo("4");
    assertOk(put(id, Bodies.fulfil("COMMITTED")));
    assertError(payee, id, "3106", "Modified request");
    assertOk(putError(id, "5104", "no"));
    assertThat(error(payer, path(id)).errorCode()).isEqualTo("5104");
    assertAborted(payer, id, "5104: no");
    assertThat(position(payer)).isEqualByComparingTo(before);
  }

  // ---- duplicates

  @Test
  void transfers_5_2_samePutAfterCommit_shouldTellPayeeCommitted() {
    String id = reserve("1");
    String body = Bodies.fulfil("COMMITTED");
    assertOk(put(id, body));
    payer.await("PUT", path(id));

    assertOk(put(id, body));

    Received told = payee.await("PUT", path(id));
    assertThat(told.header("fspiop-source")).isEqualTo("Hub");
    assertThat(told.header("fspiop-http-method")).isEqualTo("PUT");
    assertThat(told.json().get("transferState").asString()).isEqualTo("COMMITTED");
    assertThat(told.json().get("fulfilment").asString()).isEqualTo(Bodies.FULFILMENT);
    assertThat(payer.received("PUT", path(id))).hasSize(1);
  }

  @Test
  void transfers_5_2_samePutWhileReserved_shouldTellNobody() {
    String id = reserve("1");
    String body = "{\"transferState\":\"ABORTED\"}";
    assertOk(put(id, body));

    assertOk(put(id, body));

    assertThat(state(payee, id)).isEqualTo("RESERVED");
    assertThat(payee.received("PUT", path(id))).hasSize(1);
    assertThat(payee.received("PUT", path(id) + "/error")).isEmpty();
    assertThat(payer.server().received(r -> r.path().startsWith(path(id)))).isEmpty();
  }

  @Test
  void transfers_5_2_changedPut_shouldTellPayee3106() {
    String id = commit("1");

    assertOk(
        put(id, "{\"transferState\":\"COMMITTED\",\"fulfilment\":\"" + Bodies.FULFILMENT + "\"}"));

    Received told = error(payee, path(id));
    assertThat(told.errorCode() + " " + told.errorDescription()).isEqualTo("3106 Modified request");
    assertThat(told.header("content-type"))
        .isEqualTo("application/vnd.interoperability.transfers+json;version=2.0");
    assertThat(state(payer, id)).isEqualTo("COMMITTED");
  }

  @Test
  void transfers_5_2_sameErrorAgain_shouldStayAborted() {
    String id = reserve("1");
    assertOk(putError(id, "5104", "no"));
    error(payer, path(id));

    assertOk(putError(id, "5104", "no"));

    assertThat(payee.await("PUT", path(id)).json().get("transferState").asString())
        .isEqualTo("ABORTED");
    assertThat(state(payer, id)).isEqualTo("ABORTED");
    assertThat(payer.received("PUT", path(id) + "/error")).hasSize(1);
  }

  @Test
  void transfers_5_2_changedErrorAgain_shouldBe3106AndStayAborted() {
    String id = reserve("1");
    assertOk(putError(id, "5104", "no"));
    error(payer, path(id));

    assertOk(putError(id, "5105", "no"));

    assertError(payee, id, "3106", "Modified request");
    assertAborted(payer, id, "5104: no");
  }

  // ---- the payee's error

  @Test
  void transfers_5_3_payeesError_shouldForwardItsBytesAndFreeMoney() {
    BigDecimal before = position(payer);
    String id = reserve("4");
    String body =
        " {\"errorInformation\" : {\"errorDescription\":\"Zahlung abgelehnt \u00fc\",\"errorCode\":\"5105\"}}";

    assertOk(payee.send("PUT", path(id) + "/error", payer.fspId(), body));

    Received told = error(payer, path(id));
    assertThat(told.text()).isEqualTo(body);
    assertThat(told.header("fspiop-source")).isEqualTo(payee.fspId());
    assertThat(told.header("fspiop-uri")).isEqualTo(path(id) + "/error");
    assertAborted(payer, id, "5105: Zahlung abgelehnt \u00fc");
    assertThat(position(payer)).isEqualByComparingTo(before);
  }

  @Test
  void transfers_5_3_unknownErrorCode_shouldBeStoredAs3100() {
    String id = reserve("4");

    assertOk(putError(id, "9999", "strange"));

    assertThat(error(payer, path(id)).errorCode()).isIn("9999", "3100");
    assertAborted(payer, id, "3100: " + PREFIX + "API specification undefined errorCode");
  }

  @Test
  void transfers_5_3_errorOfStranger_shouldAbort() {
    ScriptedDfsp other = participant("other");
    String id = reserve("4");

    assertOk(other.send("PUT", path(id) + "/error", payer.fspId(), Bodies.error("5104", "no")));

    assertThat(error(payer, path(id)).errorCode()).isEqualTo("3100");
    assertThat(state(payer, id)).isEqualTo("ABORTED");
  }

  @Test
  void transfers_5_3_errorAfterCommit_shouldTellPayeeAndLeaveMoney() {
    String id = commit("4");
    BigDecimal before = position(payer);

    assertOk(putError(id, "5104", "too late"));

    assertError(payee, id, "3100", PREFIX + "non-RESERVED transfer state");
    assertThat(state(payer, id)).isEqualTo("COMMITTED");
    assertThat(position(payer)).isEqualByComparingTo(before);
  }

  // ---- what is refused before the 200

  @Test
  void transfers_2_completedInFuture_shouldBeRefusedAndChangeNothing() {
    String id = reserve("1");

    Reply reply = put(id, completedAt(Instant.now().plus(Duration.ofMinutes(5))));

    assertThat(reply.refusal())
        .isEqualTo(
            "400 3100 "
                + PREFIX
                + "completedTimestamp fails because future timestamp was provided");
    assertThat(state(payer, id)).isEqualTo("RESERVED");
  }

  @Test
  void transfers_2_completedLongAgo_shouldBeRefused() {
    String id = reserve("1");

    Reply reply = put(id, completedAt(Instant.now().minus(Duration.ofMinutes(6))));

    assertThat(reply.refusal())
        .startsWith(
            "400 3100 "
                + PREFIX
                + "completedTimestamp fails because provided timestamp exceeded the maximum timeout");
  }

  @Test
  void transfers_2_patchOfDfsp_shouldNotBeImplemented() {
    Reply reply =
        payee.send("PATCH", path(Bodies.id()), payer.fspId(), "{\"transferState\":\"COMMITTED\"}");

    assertThat(reply.status() + " " + reply.errorCode()).isEqualTo("501 2002");
  }

  private static String completedAt(Instant time) {
    return """
    {"fulfilment":"%s","completedTimestamp":"%s","transferState":"COMMITTED"}"""
        .formatted(Bodies.FULFILMENT, Bodies.time(time));
  }

  private String reserve(String amount) {
    String id = Bodies.id();
    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), amount);
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));
    payee.server().await(r -> r.text().contains(id));
    return id;
  }

  private String commit(String amount) {
    String id = reserve(amount);
    assertOk(put(id, Bodies.fulfil("COMMITTED")));
    payer.await("PUT", path(id));
    return id;
  }

  private Message putMessage(String id, String body) {
    return payee.message("PUT", path(id)).to(payer.fspId()).body(body);
  }

  private Reply put(String id, String body) {
    return payee.send(putMessage(id, body));
  }

  private Reply putError(String id, String code, String text) {
    return payee.send("PUT", path(id) + "/error", payer.fspId(), Bodies.error(code, text));
  }

  private static String path(String id) {
    return "/transfers/" + id;
  }

  private BigDecimal position(ScriptedDfsp dfsp) {
    return admin().value(dfsp.fspId(), "POSITION", "USD");
  }

  private static void assertError(ScriptedDfsp told, String id, String code, String text) {
    Received error = error(told, path(id));
    assertThat(error.header("fspiop-source")).isEqualTo("Hub");
    assertThat(error.errorCode() + " " + error.errorDescription()).isEqualTo(code + " " + text);
  }

  private static void assertAborted(ScriptedDfsp asker, String id, String cause) {
    Received answer = question(asker, id);
    assertThat(answer.json().path("transferState").asString("")).isEqualTo("ABORTED");
    assertThat(causes(answer.json()))
        .containsExactly(cause.length() > 128 ? cause.substring(0, 128) : cause);
  }
}
