package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;

/** What becomes of transfers nobody answers in time (transfers §6). */
class ExpiryTest extends EndToEnd {
  /** The hub's promise, and as much again for a machine that is busy. */
  private static final Duration PROMISED = Duration.ofSeconds(3);

  private static final Duration SLACK = Duration.ofSeconds(3);

  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");

  @Test
  void transfers_6_reserved_shouldTellBothAndFreeMoneyInTime() {
    BigDecimal before = admin().value(payer.fspId(), "POSITION", "USD");
    Instant expiration = Instant.now().plusMillis(700);
    String id = reserve("9", expiration);

    Received payerTold = error(payer, "/transfers/" + id);
    Received payeeTold = error(payee, "/transfers/" + id);

    for (Received told : new Received[] {payerTold, payeeTold}) {
      assertThat(told.errorCode() + " " + told.errorDescription())
          .isEqualTo("3303 Transfer expired");
      assertThat(told.header("fspiop-source")).isEqualTo("Hub");
      assertThat(told.header("fspiop-signature")).isNotEmpty();
      assertThat(told.at()).isAfterOrEqualTo(expiration);
      assertThat(told.at()).isBefore(expiration.plus(PROMISED).plus(SLACK));
    }
    assertThat(payerTold.header("fspiop-destination")).isEqualTo(payer.fspId());
    assertThat(payeeTold.header("fspiop-destination")).isEqualTo(payee.fspId());
    assertThat(admin().value(payer.fspId(), "POSITION", "USD")).isEqualByComparingTo(before);
    Received answer = question(payer, id);
    assertThat(answer.json().get("transferState").asString()).isEqualTo("ABORTED");
    assertThat(causes(answer.json())).containsExactly("3303: Transfer expired");
  }

  @Test
  void transfers_5_7_lateFulfil_shouldTellPayeeAndNeverMoveMoney() {
    Instant expiration = Instant.now().plusMillis(500);
    String id = reserve("9", expiration);
    error(payee, "/transfers/" + id);
    BigDecimal before = admin().value(payee.fspId(), "POSITION", "USD");

    String body = Bodies.fulfil("RESERVED");
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), body));

    Received told = payee.server().await(2, r -> r.is("PUT", "/transfers/" + id + "/error")).get(1);
    assertThat(told.errorCode()).isIn("3100", "3303");
    assertThat(payee.await("PATCH", "/transfers/" + id).json().get("transferState").asString())
        .isEqualTo("ABORTED");
    assertThat(admin().value(payee.fspId(), "POSITION", "USD")).isEqualByComparingTo(before);
    assertThat(payer.received("PUT", "/transfers/" + id)).isEmpty();
  }

  @Test
  void transfers_6_committed_shouldNotExpire() {
    Instant expiration = Instant.now().plusMillis(600);
    String id = reserve("9", expiration);
    String body = Bodies.fulfil("COMMITTED");
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), body));
    String later = reserve("1", expiration.plusMillis(10));

    // What expires later has expired, so the committed one's turn has passed.
    error(payer, "/transfers/" + later);

    assertThat(state(payer, id)).isEqualTo("COMMITTED");
    assertThat(payer.received("PUT", "/transfers/" + id + "/error")).isEmpty();
  }

  @Test
  void transfers_12_reserveIn10ThenExpiry_shouldShowOneCause() {
    Instant expiration = Instant.now().plusMillis(700);
    String id = reserve("1", expiration);
    assertOk(
        payee.send(
            payee
                .message("PUT", "/transfers/" + id)
                .version("1.0")
                .to(payer.fspId())
                .body(Bodies.fulfil("RESERVED"))));

    error(payer, "/transfers/" + id);

    assertThat(causes(question(payer, id).json())).containsExactly("3303: Transfer expired");
  }

  @Test
  void transfers_6_expirationWithOffset_shouldMeanTheSameMoment() {
    Instant expiration = Instant.now().plusMillis(700);
    String offset = Bodies.time(expiration.plus(Duration.ofHours(5))).replace("Z", "+05:00");
    String id = Bodies.id();

    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), "1", "USD", offset);
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));

    payee.server().await(r -> r.text().contains(id));
    assertThat(error(payer, "/transfers/" + id).errorCode()).isEqualTo("3303");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999-19:59"})
  void transfers_3_1_10_theLastExpirationThereIs_shouldBeTaken(String expiration) {
    String id = Bodies.id();
    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), "1", "USD", expiration);

    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));

    payee.server().await(r -> r.text().contains(id));
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));
    payer.await("PUT", "/transfers/" + id);
  }

  @Test
  void transfers_6_restart_shouldStillExpireOnTime() {
    try (EmbeddedHub own = EmbeddedHub.start()) {
      own.admin().prepareCurrency("USD");
      ScriptedDfsp from = ScriptedDfsp.open(unique("from"), own::fspiopPort);
      ScriptedDfsp to = ScriptedDfsp.open(unique("to"), own::fspiopPort);
      own.admin().onboard(from.fspId(), "USD", from.address().toString(), "100", "100");
      own.admin().onboard(to.fspId(), "USD", to.address().toString(), "100", "100");
      String id = Bodies.id();
      String expiration = Bodies.in(Duration.ofMillis(1_200));
      String body = Bodies.prepare(id, from.fspId(), to.fspId(), "1", "USD", expiration);
      assertAccepted(from.send("POST", "/transfers", to.fspId(), body));

      own.stop();
      own.startAgain();

      assertThat(error(from, "/transfers/" + id).errorCode()).isEqualTo("3303");
      assertThat(error(to, "/transfers/" + id).errorCode()).isEqualTo("3303");
      assertThat(own.admin().position(from.fspId())).isEqualTo("0");
      own.books().check();
      from.close();
      to.close();
    }
  }

  private String reserve(String amount, Instant expiration) {
    String id = Bodies.id();
    String body =
        Bodies.prepare(id, payer.fspId(), payee.fspId(), amount, "USD", Bodies.time(expiration));
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));
    payee.server().await(r -> r.text().contains(id));
    return id;
  }
}
