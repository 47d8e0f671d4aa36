package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.AdminClient;
import org.pamoja.testkit.hub.EmbeddedHub;

/**
 * A scheme that decided otherwise: payees are told too, and on-us transfers allowed (transfers §§5,
 * 8).
 */
class SchemeSettingsTest extends EndToEnd {
  private final ScriptedDfsp payer;
  private final ScriptedDfsp payee;

  SchemeSettingsTest() {
    super(
        EmbeddedHub.start(
            "transfers.confirmToPayee", "true",
            "transfers.onUs", "true",
            "hubName", "switch",
            "outboundVersions.transfers", "1.1",
            "jws.sign", "false"));
    String account = "{\"currency\":\"USD\",\"type\":\"HUB_RECONCILIATION\"}";
    admin().post("/participants/switch/accounts", account);
    admin()
        .post(
            "/participants/switch/accounts",
            account.replace("RECONCILIATION", "MULTILATERAL_SETTLEMENT"));
    admin().post("/settlementModels", AdminClient.netModel("NET", "USD"));
    payer = participant("payer");
    payee = participant("payee");
  }

  @AfterAll
  void stop() {
    hub().close();
  }

  @Test
  void transfers_5_confirmation_shouldTellPayeeOfTheCommit() {
    String id = reserve(payee);

    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));

    payer.await("PUT", "/transfers/" + id);
    Received told = payee.await("PUT", "/transfers/" + id);
    assertThat(told.header("fspiop-source")).isEqualTo("switch");
    assertThat(told.header("content-type"))
        .isEqualTo("application/vnd.interoperability.transfers+json;version=1.1");
    assertThat(told.headers().contains("fspiop-signature")).isFalse();
    assertThat(told.json().get("transferState").asString()).isEqualTo("COMMITTED");
    assertThat(told.json().get("fulfilment").asString()).isEqualTo(Bodies.FULFILMENT);
  }

  @Test
  void transfers_5_1_confirmation_shouldTellPayeeOfItsWrongFulfilment() {
    String id = reserve(payee);

    String wrong = Bodies.fulfil("COMMITTED", Bodies.WRONG_FULFILMENT);
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), wrong));

    assertThat(error(payer, "/transfers/" + id).errorCode()).isEqualTo("3100");
    assertThat(error(payee, "/transfers/" + id).errorCode()).isEqualTo("3100");
  }

  @Test
  void transfers_8_onUs_shouldMoveTheOnePositionThereAndBack() {
    ScriptedDfsp own = participant("own");
    String id = Bodies.id();
    String body = Bodies.prepare(id, own.fspId(), own.fspId(), "5");
    assertAccepted(own.send("POST", "/transfers", own.fspId(), body));
    own.await("POST", "/transfers");
    assertThat(admin().position(own.fspId())).isEqualTo("5");

    assertOk(own.send("PUT", "/transfers/" + id, own.fspId(), Bodies.fulfil("COMMITTED")));

    own.await("PUT", "/transfers/" + id);
    assertThat(admin().position(own.fspId())).isEqualTo("0");
    assertThat(state(own, id)).isEqualTo("COMMITTED");
  }

  @Test
  void transfers_8_onUsThatFails_shouldTellTheOneDfspOnce() {
    ScriptedDfsp own = participant("own");
    String expiring = reserveOnUs(own, Duration.ofSeconds(2));
    String rejected = reserveOnUs(own, Duration.ofMinutes(1));
    String wrong = reserveOnUs(own, Duration.ofMinutes(1));

    String no = Bodies.error("5104", "no");
    assertOk(own.send("PUT", "/transfers/" + rejected + "/error", own.fspId(), no));
    String bad = Bodies.fulfil("COMMITTED", Bodies.WRONG_FULFILMENT);
    assertOk(own.send("PUT", "/transfers/" + wrong, own.fspId(), bad));

    assertToldOnce(own, rejected, "5104");
    assertToldOnce(own, wrong, "3100");
    assertToldOnce(own, expiring, "3303");
    assertThat(admin().position(own.fspId())).isEqualTo("0");
  }

  private String reserveOnUs(ScriptedDfsp own, Duration life) {
    String id = Bodies.id();
    String body = Bodies.prepare(id, own.fspId(), own.fspId(), "5", "USD", Bodies.in(life));
    assertAccepted(own.send("POST", "/transfers", own.fspId(), body));
    own.server().await(r -> r.text().contains(id));
    return id;
  }

  /** One message about a transfer follows the other, so a second one would be there by now. */
  private static void assertToldOnce(ScriptedDfsp own, String id, String code) {
    assertThat(error(own, "/transfers/" + id).errorCode()).isEqualTo(code);
    String body = Bodies.prepare(id, own.fspId(), own.fspId(), "6");
    assertAccepted(own.send("POST", "/transfers", own.fspId(), body));
    assertThat(own.server().await(2, r -> r.is("PUT", "/transfers/" + id + "/error")))
        .extracting(Received::errorCode)
        .containsExactly(code, "3106");
  }

  private String reserve(ScriptedDfsp to) {
    String id = Bodies.id();
    String body = Bodies.prepare(id, payer.fspId(), to.fspId(), "1");
    assertAccepted(payer.send("POST", "/transfers", to.fspId(), body));
    to.server().await(r -> r.text().contains(id));
    return id;
  }
}
