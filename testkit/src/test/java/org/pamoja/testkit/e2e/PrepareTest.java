package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;

/** POST /transfers: what is refused after the 202, and what repeats bring (transfers §3). */
class PrepareTest extends EndToEnd {
  private static final String PREFIX = "Generic validation error - ";

  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");

  @Test
  void transfers_3_1_4_otherSource_shouldBeStoredInvalidAndToldToItsSender() {
    ScriptedDfsp other = participant("other");
    String id = Bodies.id();

    assertAccepted(other.send("POST", "/transfers", payee.fspId(), body(id, "1")));

    assertRefused(other, id, "3100", PREFIX + "FSPIOP-Source header should match Payer");
    assertInvalid(payer, id, PREFIX + "FSPIOP-Source header should match Payer");
  }

  @Test
  void transfers_3_1_4_sourceInOtherCase_shouldBeRefused() {
    String id = Bodies.id();
    String loud = payer.fspId().toUpperCase(Locale.ROOT);

    assertAccepted(
        payer.send(
            payer
                .message("POST", "/transfers")
                .with("FSPIOP-Source", loud)
                .to(payee.fspId())
                .body(body(id, "1"))));

    assertRefused(payer, id, "3100", PREFIX + "FSPIOP-Source header should match Payer");
  }

  @Test
  void transfers_3_1_7_unknownPayer_shouldChangeNothingButItsOwnRecord() {
    String id = Bodies.id();
    String body = Bodies.prepare(id, "nobody", payee.fspId(), "1");

    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));

    Received error = error(payer, "/transfers/" + id);
    assertThat(error.errorCode()).isEqualTo("3100");
  }

  @Test
  void transfers_3_1_7_inactivePayer_shouldBeRefused() {
    ScriptedDfsp idle = participant("idle");
    assertThat(admin().put("/participants/" + idle.fspId(), "{\"isActive\":false}").status())
        .isEqualTo(200);
    String id = Bodies.id();

    String body = Bodies.prepare(id, idle.fspId(), payee.fspId(), "1");
    assertAccepted(idle.send("POST", "/transfers", payee.fspId(), body));

    assertRefused(idle, id, "3100", PREFIX + "Participant " + idle.fspId() + " is inactive");
    admin().put("/participants/" + idle.fspId(), "{\"isActive\":true}");
    assertInvalid(idle, id, PREFIX + "Participant " + idle.fspId() + " is inactive");
  }

  @Test
  void transfers_3_1_8_unknownPayee_shouldBeStoredInvalid() {
    String id = Bodies.id();

    String body = Bodies.prepare(id, payer.fspId(), "nobody", "1");
    assertAccepted(payer.send("POST", "/transfers", "nobody", body));

    assertRefused(payer, id, "3100", PREFIX + "Participant nobody not found");
    assertInvalid(payer, id, PREFIX + "Participant nobody not found");
  }

  @Test
  void transfers_3_1_8_inactivePayee_shouldBeRefusedAndWorkAgainWhenActive() {
    ScriptedDfsp idle = participant("idle");
    String participant = "/participants/" + idle.fspId();
    assertThat(admin().put(participant, "{\"isActive\":false}").status()).isEqualTo(200);
    String id = Bodies.id();

    String body = Bodies.prepare(id, payer.fspId(), idle.fspId(), "1");
    assertAccepted(payer.send("POST", "/transfers", idle.fspId(), body));

    assertRefused(payer, id, "3100", PREFIX + "Participant " + idle.fspId() + " is inactive");
    assertThat(admin().put(participant, "{\"isActive\":true}").status()).isEqualTo(200);
    String next = Bodies.id();
    String again = Bodies.prepare(next, payer.fspId(), idle.fspId(), "1");
    assertAccepted(payer.send("POST", "/transfers", idle.fspId(), again));
    idle.server().await(r -> r.text().contains(next));
  }

  @Test
  void transfers_3_1_10_pastExpiration_shouldBeStoredInvalid() {
    String id = Bodies.id();
    String body =
        Bodies.prepare(
            id, payer.fspId(), payee.fspId(), "1", "USD", "2020-01-01T02:00:00.000+02:00");

    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));

    String reason = PREFIX + "Expiration date 2020-01-01T00:00:00.000Z is already in the past";
    assertRefused(payer, id, "3100", reason);
    assertInvalid(payer, id, reason);
  }

  @Test
  void transfers_3_1_11_payerIsPayee_shouldBeRefused() {
    String id = Bodies.id();

    String body = Bodies.prepare(id, payer.fspId(), payer.fspId(), "1");
    assertAccepted(payer.send("POST", "/transfers", payer.fspId(), body));

    // The reference's spelling, which its users may compare with.
    String reason =
        PREFIX
            + "Payer FSP and Payee FSP should be different, unless on-us tranfers are allowed by the"
            + " Scheme";
    assertRefused(payer, id, "3100", reason);
  }

  @Test
  void transfers_3_1_12_payerWithoutAccountInCurrency_shouldBeRefused() {
    String id = Bodies.id();
    String body =
        Bodies.prepare(
            id, payer.fspId(), payee.fspId(), "1", "EUR", Bodies.in(Duration.ofMinutes(1)));

    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));

    String reason = PREFIX + "Participant " + payer.fspId() + " EUR account not found";
    assertRefused(payer, id, "3100", reason);
    assertInvalid(payer, id, reason);
  }

  @Test
  void transfers_3_1_12_inactivePayerAccount_shouldBeRefusedUntilActive() {
    ScriptedDfsp idle = participant("idle");
    long account = admin().accountId(idle.fspId(), "POSITION", "USD");
    String path = "/participants/" + idle.fspId() + "/accounts/" + account;
    assertThat(admin().put(path, "{\"isActive\":false}").status()).isEqualTo(200);
    String id = Bodies.id();

    String body = Bodies.prepare(id, idle.fspId(), payee.fspId(), "1");
    assertAccepted(idle.send("POST", "/transfers", payee.fspId(), body));

    assertRefused(
        idle, id, "3100", PREFIX + "Participant " + idle.fspId() + " USD account is inactive");
    assertThat(admin().put(path, "{\"isActive\":true}").status()).isEqualTo(200);
    String next = Bodies.id();
    String again = Bodies.prepare(next, idle.fspId(), payee.fspId(), "1");
    assertAccepted(idle.send("POST", "/transfers", payee.fspId(), again));
    payee.server().await(r -> r.text().contains(next));
  }

  @Test
  void transfers_3_1_12_inactivePayeeAccount_shouldTellPayer() {
    ScriptedDfsp idle = participant("idle");
    long account = admin().accountId(idle.fspId(), "POSITION", "USD");
    String path = "/participants/" + idle.fspId() + "/accounts/" + account;
    assertThat(admin().put(path, "{\"isActive\":false}").status()).isEqualTo(200);
    String id = Bodies.id();

    String body = Bodies.prepare(id, payer.fspId(), idle.fspId(), "1");
    assertAccepted(payer.send("POST", "/transfers", idle.fspId(), body));

    assertThat(error(payer, "/transfers/" + id).errorCode()).isIn("3100", "3200");
  }

  @Test
  void transfers_3_1_invalidTransfer_shouldLeavePositionsAlone() {
    String before = admin().position(payer.fspId());
    String id = Bodies.id();

    String body = Bodies.prepare(id, payer.fspId(), "nobody", "5");
    assertAccepted(payer.send("POST", "/transfers", "nobody", body));

    error(payer, "/transfers/" + id);
    assertThat(admin().position(payer.fspId())).isEqualTo(before);
  }

  // ---- duplicates

  @Test
  void transfers_3_2_changedPrepare_shouldBe3106AndLeaveTransferAlone() {
    String id = reserve("3");
    Received forwarded = payee.server().received(r -> r.text().contains(id)).getFirst();

    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body(id, "4")));

    assertRefused(payer, id, "3106", "Modified request");
    assertThat(state(payer, id)).isEqualTo("RESERVED");
    assertThat(payee.server().received(r -> r.text().contains(id))).containsExactly(forwarded);
  }

  @Test
  void transfers_3_2_reorderedPrepare_shouldBeAnotherMessage() {
    String id = Bodies.id();
    String body = body(id, "3");
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));
    payee.server().await(r -> r.text().contains(id));
    String first = "\"transferId\":\"" + id + "\",";

    String swapped = body.replace(first, "").replaceFirst("}$", ",\"transferId\":\"" + id + "\"}");
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), swapped));

    assertRefused(payer, id, "3106", "Modified request");
  }

  @Test
  void transfers_3_2_samePrepareWhileReserved_shouldTellReserved() {
    String id = Bodies.id();
    String body = body(id, "2");
    send(body, id);

    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));

    Received answer = payer.await("PUT", "/transfers/" + id);
    assertThat(answer.header("fspiop-source")).isEqualTo("Hub");
    assertThat(answer.json().get("transferState").asString()).isEqualTo("RESERVED");
    assertThat(payee.server().received(r -> r.text().contains(id))).hasSize(1);
  }

  @Test
  void transfers_3_2_samePrepareAfterCommit_shouldTellCommittedWithFulfilment() {
    String id = Bodies.id();
    String body = body(id, "2");
    send(body, id);
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));
    payer.await("PUT", "/transfers/" + id);
    String position = admin().position(payer.fspId());

    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));

    Received answer = payer.server().await(2, r -> r.is("PUT", "/transfers/" + id)).get(1);
    assertThat(answer.header("fspiop-source")).isEqualTo("Hub");
    assertThat(answer.json().get("transferState").asString()).isEqualTo("COMMITTED");
    assertThat(answer.json().get("fulfilment").asString()).isEqualTo(Bodies.FULFILMENT);
    assertThat(answer.header("fspiop-signature")).isNotEmpty();
    assertThat(admin().position(payer.fspId())).isEqualTo(position);
  }

  @Test
  void transfers_3_2_samePrepareAfterAbort_shouldTellAbortedByPut() {
    String id = Bodies.id();
    String body = body(id, "2");
    send(body, id);
    String error = Bodies.error("5104", "Payee rejected transaction");
    assertOk(payee.send("PUT", "/transfers/" + id + "/error", payer.fspId(), error));
    error(payer, "/transfers/" + id);

    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));

    Received answer = payer.await("PUT", "/transfers/" + id);
    assertThat(answer.json().get("transferState").asString()).isEqualTo("ABORTED");
  }

  @Test
  void transfers_3_2_samePrepareAfterInvalid_shouldTellAborted() {
    String id = Bodies.id();
    String body = Bodies.prepare(id, payer.fspId(), "nobody", "1");
    assertAccepted(payer.send("POST", "/transfers", "nobody", body));
    error(payer, "/transfers/" + id);

    assertAccepted(payer.send("POST", "/transfers", "nobody", body));

    Received answer = payer.await("PUT", "/transfers/" + id);
    assertThat(answer.json().get("transferState").asString()).isEqualTo("ABORTED");
    assertThat(causes(answer.json()))
        .containsExactly("3100: " + PREFIX + "Participant nobody not found");
  }

  // ---- limits

  @Test
  void transfers_3_3_workedExample_shouldLetEqualityPass() {
    ScriptedDfsp small = participant("small", "500", "1000");
    assertThat(admin().value(small.fspId(), "SETTLEMENT", "USD")).isEqualByComparingTo("-1000");

    reserve(small, "400");
    assertThat(admin().position(small.fspId())).isEqualTo("400");
    refuse(small, "200", "4200", "Payer limit error");
    reserve(small, "100");
    assertThat(admin().position(small.fspId())).isEqualTo("500");
    refuse(small, "0.0001", "4200", "Payer limit error");
    receive(small, "300");
    assertThat(admin().position(small.fspId())).isEqualTo("200");
    admin().limit(small.fspId(), "USD", "5000");
    refuse(small, "900", "4001", "Payer FSP insufficient liquidity");
    reserve(small, "800");
    assertThat(admin().position(small.fspId())).isEqualTo("1000");
  }

  @Test
  void transfers_3_3_noLiquidity_shouldTellPayerFromHubAndTouchNoPosition() {
    String payerBefore = admin().position(payer.fspId());
    String payeeBefore = admin().position(payee.fspId());
    String id = Bodies.id();

    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body(id, "100000000")));

    Received error = error(payer, "/transfers/" + id);
    assertThat(error.text())
        .isEqualTo(
            "{\"errorInformation\":{\"errorCode\":\"4001\",\"errorDescription\":\"Payer FSP"
                + " insufficient liquidity\"}}");
    assertThat(error.header("fspiop-source")).isEqualTo("Hub");
    assertThat(error.header("fspiop-uri")).isEqualTo("/transfers/" + id + "/error");
    assertThat(error.header("fspiop-http-method")).isEqualTo("PUT");
    assertThat(error.header("fspiop-signature")).isNotEmpty();
    assertThat(state(payer, id)).isEqualTo("ABORTED");
    assertThat(admin().position(payer.fspId())).isEqualTo(payerBefore);
    assertThat(admin().position(payee.fspId())).isEqualTo(payeeBefore);
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999999999999", "99999999999999.9999"})
  void architecture_16_amountOf18Digits_shouldBeBeyondEveryLimit(String amount) {
    String id = Bodies.id();

    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body(id, amount)));

    assertThat(error(payer, "/transfers/" + id).errorCode()).isIn("4001", "4200");
    assertThat(state(payer, id)).isEqualTo("ABORTED");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "0.0001,0.0001", "12.3456,12.3456", "0.5,0.5"})
  void transfers_12_fourDecimals_shouldBeBookedExactly(String amount, String booked) {
    ScriptedDfsp exact = participant("exact");

    reserve(exact, amount);

    assertThat(admin().position(exact.fspId())).isEqualTo(booked);
  }

  @Test
  void transfers_3_1_6_moreThan18Digits_shouldBeRefused() {
    String id = Bodies.id();

    // 18 digits before the point and one after are 19 in all.
    assertAccepted(
        payer.send("POST", "/transfers", payee.fspId(), body(id, "999999999999999999.1")));

    assertRefused(
        payer, id, "3100", PREFIX + "Amount 999999999999999999.1 exceeds allowed precision of 18");
    assertThat(state(payer, id)).isEqualTo("ABORTED");
  }

  @Test
  void transfers_3_3_burst_shouldNeverOverrunALimit() {
    ScriptedDfsp small = participant("small", "10", "1000");
    List<String> ids = Stream.generate(Bodies::id).limit(30).toList();

    List<Thread> senders =
        ids.stream()
            .map(
                id ->
                    Thread.ofVirtual()
                        .start(
                            () ->
                                small.send(
                                    "POST",
                                    "/transfers",
                                    payee.fspId(),
                                    Bodies.prepare(id, small.fspId(), payee.fspId(), "1"))))
            .toList();
    senders.forEach(PrepareTest::join);

    small.server().await(20, r -> r.errorCode().equals("4200"));
    assertThat(admin().position(small.fspId())).isEqualTo("10");
    payee.server().await(10, r -> ids.stream().anyMatch(r.text()::contains));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private String body(String id, String amount) {
    return Bodies.prepare(id, payer.fspId(), payee.fspId(), amount);
  }

  private void send(String body, String id) {
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));
    payee.server().await(r -> r.text().contains(id));
  }

  private String reserve(String amount) {
    return reserve(payer, amount);
  }

  private String reserve(ScriptedDfsp from, String amount) {
    String id = Bodies.id();
    String body = Bodies.prepare(id, from.fspId(), payee.fspId(), amount);
    assertAccepted(from.send("POST", "/transfers", payee.fspId(), body));
    payee.server().await(r -> r.text().contains(id));
    return id;
  }

  private void refuse(ScriptedDfsp from, String amount, String code, String text) {
    String id = Bodies.id();
    String body = Bodies.prepare(id, from.fspId(), payee.fspId(), amount);
    Reply reply = from.send("POST", "/transfers", payee.fspId(), body);
    assertAccepted(reply);
    assertRefused(from, id, code, text);
  }

  private void receive(ScriptedDfsp to, String amount) {
    String id = Bodies.id();
    String body = Bodies.prepare(id, payer.fspId(), to.fspId(), amount);
    assertAccepted(payer.send("POST", "/transfers", to.fspId(), body));
    to.server().await(r -> r.text().contains(id));
    assertOk(to.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));
    payer.await("PUT", "/transfers/" + id);
  }

  private static void assertRefused(ScriptedDfsp told, String id, String code, String text) {
    Received error = error(told, "/transfers/" + id);
    assertThat(error.header("fspiop-source")).isEqualTo("Hub");
    assertThat(error.errorCode() + " " + error.errorDescription()).isEqualTo(code + " " + text);
  }

  private static void assertInvalid(ScriptedDfsp asker, String id, String cause) {
    Received answer = question(asker, id);
    assertThat(answer.json().path("transferState").asString("")).isEqualTo("ABORTED");
    assertThat(causes(answer.json())).containsExactly(cut("3100: " + cause));
  }

  private static String cut(String text) {
    return text.length() > 128 ? text.substring(0, 128) : text;
  }
}
