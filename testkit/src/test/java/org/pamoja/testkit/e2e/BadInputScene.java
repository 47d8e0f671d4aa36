package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;

/**
 * What the tests of bad input share: a hub of the class's own, on which nothing changes but what a
 * test sends, and two participants.
 */
abstract class BadInputScene extends EndToEnd {
  final ScriptedDfsp payer;
  final ScriptedDfsp payee;

  BadInputScene() {
    super(EmbeddedHub.start());
    admin().prepareCurrency("USD");
    payer = participant("payer");
    payee = participant("payee");
  }

  @AfterAll
  final void stop() {
    hub().close();
  }

  /** A prepare from payer to payee, with an id that is new. */
  final String prepare(String amount) {
    return Bodies.prepare(Bodies.id(), payer.fspId(), payee.fspId(), amount);
  }

  final Reply post(String body) {
    return post("/transfers", body);
  }

  final Reply post(String path, String body) {
    return payer.send("POST", path, payee.fspId(), body);
  }

  /** The hub still works. */
  final void payThrough() {
    String id = Bodies.id();
    assertAccepted(post(Bodies.prepare(id, payer.fspId(), payee.fspId(), "1")));
    payee.server().await(r -> r.text().contains(id));
  }

  static void assertNoInternalError(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isLessThan(500).isGreaterThan(0);
    assertThat(reply.text()).doesNotContain("Exception").doesNotContain("\tat ");
  }
}
