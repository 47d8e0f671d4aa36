package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.ScriptedDfsp;

/**
 * Outcomes from and to parties who are not, or no longer, what they should be (transfers §5 check
 * 3, §5.1, §6).
 */
class FulfilPartiesTest extends EndToEnd {
  private static final String WRONG_DESTINATION =
      "3100 Generic validation error - fspiop-destination does not match payer fsp on the Fulfil"
          + " callback response";

  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");

  @ParameterizedTest
  @ValueSource(strings = {"COMMITTED", "RESERVED"})
  void transfers_5_3_destinationThatDoesNotExist_shouldAbortAndTellBoth(String state) {
    String id = reserve(payer, payee, Duration.ofMinutes(10));

    assertOk(payee.send("PUT", path(id), "nobody", Bodies.fulfil(state)));

    assertAborted(id);
    if (state.equals("RESERVED")) {
      Received patch = payee.await("PATCH", path(id));
      assertThat(patch.json().get("transferState").asString()).isEqualTo("ABORTED");
      assertThat(causes(patch.json())).singleElement().asString().startsWith("3100: Generic");
    }
  }

  @Test
  void transfers_5_3_errorToADestinationThatDoesNotExist_shouldAbortAndTellPayer() {
    String id = reserve(payer, payee, Duration.ofMinutes(10));

    assertOk(payee.send("PUT", path(id) + "/error", "nobody", Bodies.error("5104", "no")));

    assertAborted(id);
  }

  @Test
  void transfers_5_3_sourceThatDoesNotExist_shouldAbortAndTellPayer() {
    String id = reserve(payer, payee, Duration.ofMinutes(10));

    assertOk(
        payee.send(
            payee
                .message("PUT", path(id))
                .with("FSPIOP-Source", "nobody")
                .to(payer.fspId())
                .body(Bodies.fulfil("COMMITTED"))));

    assertThat(error(payer, path(id)).errorCode()).isEqualTo("3100");
    assertThat(state(payer, id)).isEqualTo("ABORTED");
    assertThat(admin().position(payer.fspId())).isEqualTo("0");
  }

  /** The money was promised while both could pay: only new transfers are refused. */
  @ParameterizedTest
  @CsvSource({"payer,", "payee,", "payer,POSITION", "payee,POSITION"})
  void transfers_5_inactiveSinceThePrepare_shouldStillCommit(String side, String account) {
    ScriptedDfsp from = participant("from");
    ScriptedDfsp to = participant("to");
    String id = reserve(from, to, Duration.ofMinutes(10));
    deactivate(side.equals("payer") ? from : to, account);

    assertOk(to.send("PUT", path(id), from.fspId(), Bodies.fulfil("COMMITTED")));

    from.await("PUT", path(id));
    assertThat(admin().position(from.fspId())).isEqualTo("1");
    assertThat(admin().position(to.fspId())).isEqualTo("-1");
  }

  @Test
  void transfers_6_inactiveSinceThePrepare_shouldStillExpireAndFreeTheMoney() {
    ScriptedDfsp from = participant("from");
    ScriptedDfsp to = participant("to");
    String id = reserve(from, to, Duration.ofSeconds(2));
    deactivate(from, "POSITION");
    deactivate(to, null);

    assertThat(error(from, path(id)).errorCode()).isEqualTo("3303");
    assertThat(error(to, path(id)).errorCode()).isEqualTo("3303");
    assertThat(admin().position(from.fspId())).isEqualTo("0");
  }

  private void deactivate(ScriptedDfsp dfsp, String account) {
    String path = "/participants/" + dfsp.fspId();
    String what =
        account == null
            ? path
            : path + "/accounts/" + admin().accountId(dfsp.fspId(), account, "USD");
    assertThat(admin().put(what, "{\"isActive\":false}").status()).isEqualTo(200);
  }

  private void assertAborted(String id) {
    Received told = error(payer, path(id));
    assertThat(told.header("fspiop-source")).isEqualTo("Hub");
    assertThat(told.errorCode() + " " + told.errorDescription()).isEqualTo(WRONG_DESTINATION);
    assertThat(state(payer, id)).isEqualTo("ABORTED");
    assertThat(admin().position(payer.fspId())).isEqualTo("0");
  }

  private String reserve(ScriptedDfsp from, ScriptedDfsp to, Duration life) {
    String id = Bodies.id();
    String expiration = Bodies.time(Instant.now().plus(life));
    String body = Bodies.prepare(id, from.fspId(), to.fspId(), "1", "USD", expiration);
    assertAccepted(from.send("POST", "/transfers", to.fspId(), body));
    to.server().await(r -> r.text().contains(id));
    return id;
  }

  private static String path(String id) {
    return "/transfers/" + id;
  }
}
