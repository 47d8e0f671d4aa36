package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;

/**
 * The largest message there may be, on a hub of its own: its history would slow down other tests.
 */
class LargeBodyTest extends EndToEnd {
  private static final int LIMIT = 5_242_880;

  LargeBodyTest() {
    super(EmbeddedHub.start());
    admin().prepareCurrency("USD");
  }

  @AfterAll
  void stop() {
    hub().close();
  }

  @Test
  void messages_1_bodyAtTheLimit_shouldBeForwardedUnchanged() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp payee = participant("payee");
    String body = Bodies.prepare(Bodies.id(), payer.fspId(), payee.fspId(), "1");
    byte[] large = (body + " ".repeat(LIMIT - body.length())).getBytes(StandardCharsets.UTF_8);

    assertAccepted(payer.send(payer.message("POST", "/transfers").body(large)));

    Received forwarded = payee.await("POST", "/transfers");
    assertThat(forwarded.body()).isEqualTo(large);
  }
}
