package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.AdminClient;
import org.pamoja.testkit.hub.EmbeddedHub;
import tools.jackson.databind.JsonNode;

/**
 * Tests through the hub's two doors and a real database. All classes share one hub, and each has
 * participants of its own. The books are proved after every test (see {@link
 * org.pamoja.testkit.books.ProveBooksAfterEach}).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EndToEnd {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final EmbeddedHub hub;
  private final List<ScriptedDfsp> dfsps = new ArrayList<>();

  /** Tests on the hub that all classes share. */
  EndToEnd() {
    this(SharedHub.get());
  }

  /** Tests on a hub of the class's own. */
  EndToEnd(EmbeddedHub hub) {
    this.hub = hub;
  }

  @AfterAll
  final void closeParticipants() {
    dfsps.forEach(ScriptedDfsp::close);
  }

  final EmbeddedHub hub() {
    return hub;
  }

  final AdminClient admin() {
    return hub.admin();
  }

  /** A name nobody else has. */
  static String unique(String prefix) {
    return prefix + "-" + NUMBER.incrementAndGet();
  }

  /** A new participant with a USD account, callback URLs, a limit and funds of a million. */
  final ScriptedDfsp participant(String prefix) {
    return participant(prefix, "1000000", "1000000");
  }

  /** A new participant with this limit and these funds in USD. */
  final ScriptedDfsp participant(String prefix, String limit, String funds) {
    return participant(prefix, "USD", limit, funds);
  }

  /** A new participant with this limit and these funds in a currency. */
  final ScriptedDfsp participant(String prefix, String currency, String limit, String funds) {
    ScriptedDfsp dfsp = ScriptedDfsp.open(unique(prefix), hub::fspiopPort);
    dfsps.add(dfsp);
    admin().onboard(dfsp.fspId(), currency, dfsp.address().toString(), limit, funds);
    return dfsp;
  }

  /** The answer of the hub to GET /transfers/{id}, which comes as a callback. */
  static Received question(ScriptedDfsp asker, String transferId) {
    String path = "/transfers/" + transferId;
    int before = asker.server().received(r -> r.path().startsWith(path)).size();
    assertThat(asker.get(path).status()).isEqualTo(202);
    return asker.server().await(before + 1, r -> r.path().startsWith(path)).get(before);
  }

  /** The state a GET shows. */
  static String state(ScriptedDfsp asker, String transferId) {
    return question(asker, transferId).json().path("transferState").asString("");
  }

  /** The values of all {@code cause} extensions. */
  static List<String> causes(JsonNode body) {
    List<String> causes = new ArrayList<>();
    for (JsonNode extension : body.path("extensionList").path("extension")) {
      if (extension.path("key").asString().equals("cause")) {
        causes.add(extension.path("value").asString());
      }
    }
    return causes;
  }

  static void assertAccepted(Reply reply) {
    assertThat(reply.toString()).isEqualTo("202 ");
  }

  static void assertOk(Reply reply) {
    assertThat(reply.toString()).isEqualTo("200 ");
  }

  /** The next error callback on a path. */
  static Received error(ScriptedDfsp dfsp, String path) {
    return dfsp.await("PUT", path + "/error");
  }
}
