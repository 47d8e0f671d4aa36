package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Answer;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;

/**
 * What participants are owed reaches them, whatever happens in between (architecture, decision 13).
 */
class DeliveryTest extends EndToEnd {

  DeliveryTest() {
    super(EmbeddedHub.start(impatient()));
    admin().prepareCurrency("USD");
  }

  @AfterAll
  void stop() {
    hub().close();
  }

  /** Settings that try again soon. */
  static String[] impatient() {
    return new String[] {
      "delivery.firstPause", "50ms",
      "delivery.longestPause", "200ms",
      "delivery.longestRequestPause", "200ms",
      "delivery.breakerFirstPause", "100ms",
      "delivery.breakerLongestPause", "200ms",
      "delivery.confirmWithin", "1s",
      "delivery.lease", "1s",
      "transport.requestTimeout", "1s",
      "transport.connectTimeout", "500ms"
    };
  }

  @Test
  void architecture_13_payeeAwayAtPrepare_shouldGetItWhileReserved() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp payee = participant("payee");
    payee.server().goAway();
    String id = prepare(payer, payee);
    assertThat(state(payer, id)).isEqualTo("RESERVED");

    payee.server().comeBack();

    payee.server().await(r -> r.is("POST", "/transfers"));
    commit(payer, payee, id);
    assertThat(payer.await("PUT", "/transfers/" + id).header("fspiop-source"))
        .isIn(payee.fspId(), "Hub");
    assertThat(state(payer, id)).isEqualTo("COMMITTED");
  }

  @Test
  void architecture_13_payeeAwayUntilExpiry_shouldGetOnlyTheError() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp payee = participant("payee");
    payee.server().goAway();
    String id = Bodies.id();
    String body =
        Bodies.prepare(
            id, payer.fspId(), payee.fspId(), "1", "USD", Bodies.in(Duration.ofMillis(500)));
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));
    assertThat(error(payer, "/transfers/" + id).errorCode()).isEqualTo("3303");

    payee.server().comeBack();

    assertThat(error(payee, "/transfers/" + id).errorCode()).isEqualTo("3303");
    assertThat(payee.received("POST", "/transfers")).isEmpty();
    assertThat(admin().position(payer.fspId())).isEqualTo("0");
  }

  @Test
  void architecture_13_payerAwayAtCommit_shouldGetItsOutcome() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp payee = participant("payee");
    String id = prepare(payer, payee);
    payee.server().await(r -> r.is("POST", "/transfers"));
    payer.server().goAway();
    String body = Bodies.fulfil("COMMITTED");
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), body));

    // Somebody else's payments go on meanwhile.
    ScriptedDfsp other = participant("other");
    String others = prepare(other, payee);
    payee.server().await(r -> r.text().contains(others));
    commit(other, payee, others);
    other.await("PUT", "/transfers/" + others);

    payer.server().comeBack();

    Received told = payer.await("PUT", "/transfers/" + id);
    assertThat(told.text()).isEqualTo(body);
    assertThat(told.header("fspiop-source")).isEqualTo(payee.fspId());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 408, 429})
  void architecture_13_temporaryRefusal_shouldBeTriedAgain(int status) {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp payee = participant("payee");
    AtomicBoolean first = new AtomicBoolean(true);
    payee.rule(
        r -> r.method().equals("POST"),
        r -> first.getAndSet(false) ? Answer.status(status) : Answer.usual(),
        r -> {});

    prepare(payer, payee);

    payee.server().await(2, r -> r.is("POST", "/transfers"));
  }

  @Test
  void architecture_13_brokenConnection_shouldBeTriedAgain() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp payee = participant("payee");
    AtomicBoolean first = new AtomicBoolean(true);
    payee.rule(
        r -> r.method().equals("POST"),
        r -> first.getAndSet(false) ? Answer.reset() : Answer.usual(),
        r -> {});

    prepare(payer, payee);

    payee.server().await(2, r -> r.is("POST", "/transfers"));
  }

  @Test
  void architecture_13_silentPayee_shouldHoldUpNobodyAndGetTheOutcome() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp silent = participant("silent");
    ScriptedDfsp payee = participant("payee");
    silent.answer(r -> r.method().equals("POST"), Answer.silence());
    prepare(payer, silent);
    silent.server().await(r -> r.is("POST", "/transfers"));

    String id = prepare(payer, payee);
    payee.server().await(r -> r.text().contains(id));
    commit(payer, payee, id);

    payer.await("PUT", "/transfers/" + id);
    // It is asked again as long as the transfer is reserved.
    silent.server().await(2, r -> r.is("POST", "/transfers"));
  }

  @Test
  void architecture_13_finalRefusalOfOutcome_shouldGoToTheDesk() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp payee = participant("payee");
    String id = prepare(payer, payee);
    payee.server().await(r -> r.is("POST", "/transfers"));
    payer.answer(r -> r.is("PUT", "/transfers/" + id), Answer.status(400));

    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));

    payer.await("PUT", "/transfers/" + id);
    String dead = "select dead from undelivered where transfer_id = '" + id + "'";
    for (int tries = 0; hub().books().rows(dead).isEmpty() && tries < 500; tries++) {
      pause();
    }
    assertThat(hub().books().rows(dead)).containsExactly("t");
    assertThat(payer.received("PUT", "/transfers/" + id)).hasSize(1);
  }

  @Test
  void architecture_13_restart_shouldNotForgetWhatIsOwed() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp payee = participant("payee");
    String id = prepare(payer, payee);
    payee.server().await(r -> r.is("POST", "/transfers"));
    payer.server().goAway();
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("RESERVED")));

    hub().stop();
    payer.server().comeBack();
    hub().startAgain();

    assertThat(payer.await("PUT", "/transfers/" + id).json().get("transferState").asString())
        .isEqualTo("COMMITTED");
    payee.await("PATCH", "/transfers/" + id);
    assertThat(admin().position(payer.fspId())).isEqualTo("1");
  }

  @Test
  void transfers_7_2_changedEndpoint_shouldBeUsedAtOnce() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp payee = participant("payee");
    ScriptedDfsp moved = ScriptedDfsp.open(payee.fspId(), hub()::fspiopPort);
    admin()
        .setEndpoint(
            payee.fspId(),
            "FSPIOP_CALLBACK_URL_TRANSFER_POST",
            moved.address() + "/base/v2/transfers");

    prepare(payer, payee);

    Received request = moved.await("POST", "/base/v2/transfers");
    assertThat(request.header("fspiop-uri")).isEqualTo("/transfers");
    assertThat(payee.received("POST", "/transfers")).isEmpty();
    moved.close();
  }

  @Test
  void transfers_7_2_missingEndpoint_shouldKeepTheTransferReserved() {
    ScriptedDfsp payer = participant("payer");
    String nameless = unique("nameless");
    admin().open(nameless, "USD", "1000");
    String id = Bodies.id();

    String body = Bodies.prepare(id, payer.fspId(), nameless, "1");
    assertAccepted(payer.send("POST", "/transfers", nameless, body));

    assertThat(state(payer, id)).isEqualTo("RESERVED");
  }

  private static String prepare(ScriptedDfsp payer, ScriptedDfsp payee) {
    String id = Bodies.id();
    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), "1");
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));
    return id;
  }

  private static void commit(ScriptedDfsp payer, ScriptedDfsp payee, String id) {
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
