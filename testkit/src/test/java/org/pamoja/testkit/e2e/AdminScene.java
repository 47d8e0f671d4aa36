package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.hub.EmbeddedHub;

/**
 * What the tests of the operators' API share: a hub of the class's own, on which nothing changes
 * but what a test asks for.
 */
abstract class AdminScene extends EndToEnd {

  AdminScene() {
    super(EmbeddedHub.start());
    admin().prepareCurrency("USD");
  }

  @AfterAll
  final void stop() {
    hub().close();
  }

  /** A participant with accounts and funds that nobody sends messages to. */
  final String registered(String funds) {
    String name = unique("dfsp");
    admin().open(name, "USD", "1000000");
    admin().deposit(name, "USD", funds);
    return name;
  }

  static void assertRefusal(Reply reply, String refusal) {
    assertThat(reply.refusal())
        .isEqualTo(refusal.length() > 137 ? refusal.substring(0, 137) : refusal);
  }

  /** What was asked for and refused is written into the audit log, and nothing else. */
  static Map<String, String> withoutAudit(Map<String, String> fingerprint) {
    Map<String, String> rest = new TreeMap<>(fingerprint);
    rest.keySet().removeIf(table -> table.startsWith("audit"));
    return rest;
  }
}
