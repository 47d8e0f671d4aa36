package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;

/** A hub whose database is away for a while: clear answers meanwhile, and nothing lost after. */
class DatabaseOutageTest extends EndToEnd {
  private static final String UNAVAILABLE = "503 2003 Service currently unavailable";
  private static final int MOST_TRIES = 500;

  /** A refusal comes at once, also on a busy machine; what was taken has no answer for 30 s. */
  private static final int REFUSED_WITHIN_MILLISECONDS = 2_000;

  /** Of a transfer that expires while the database is away. */
  private static final Duration LIFE = Duration.ofSeconds(2);

  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final ScriptedDfsp payer;
  private final ScriptedDfsp payee;

  DatabaseOutageTest() {
    super(EmbeddedHub.start("database.waitWithin", "300ms", "transfers.answerWithin", "30s"));
    admin().prepareCurrency("USD");
    payer = participant("payer");
    payee = participant("payee");
  }

  @AfterAll
  void stop() {
    senders.close();
    hub().close();
  }

  @Test
  void errors_2_databaseAway_shouldAnswer503AndDecideWhatWasTakenWhenItIsBack() throws Exception {
    String reserved = Bodies.id();
    assertAccepted(post(reserved, payee.fspId()));
    payee.server().await(r -> r.text().contains(reserved));
    String expiring = Bodies.id();
    assertAccepted(post(expiring, payee.fspId(), LIFE));
    List<String> taken = new ArrayList<>();
    List<CompletableFuture<Reply>> underWay = new ArrayList<>();

    try (AutoCloseable away = hub().books().cutOff()) {
      assertThat(away).isNotNull();
      refuseAfter(taken, underWay);

      assertThat(fulfil(reserved).refusal()).startsWith(UNAVAILABLE);
      assertThat(payer.get("/transfers/" + reserved).refusal())
          .isEqualTo(UNAVAILABLE + " - transfers cannot be read");
      assertThat(post(Bodies.id(), "not-in-memory").refusal())
          .isEqualTo(UNAVAILABLE + " - participants cannot be read");
      TimeUnit.MILLISECONDS.sleep(LIFE.toMillis());
    }

    for (int i = 0; i < taken.size(); i++) {
      assertAccepted(underWay.get(i).get(30, TimeUnit.SECONDS));
      String id = taken.get(i);
      payee.server().await(r -> r.text().contains(id));
    }
    for (ScriptedDfsp party : List.of(payer, payee)) {
      assertThat(error(party, "/transfers/" + expiring).errorCode()).isEqualTo("3303");
    }
    assertThat(state(payer, reserved)).isEqualTo("RESERVED");
    assertOk(fulfil(reserved));
    payer.await("PUT", "/transfers/" + reserved);
    assertThat(admin().position(payer.fspId())).isEqualTo(String.valueOf(taken.size() + 1));
  }

  /** Sends until one is refused; those before it were taken and wait. */
  private void refuseAfter(List<String> taken, List<CompletableFuture<Reply>> underWay)
      throws Exception {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      String id = Bodies.id();
      CompletableFuture<Reply> reply =
          CompletableFuture.supplyAsync(() -> post(id, payee.fspId()), senders);
      try {
        assertThat(reply.get(REFUSED_WITHIN_MILLISECONDS, TimeUnit.MILLISECONDS).refusal())
            .isEqualTo(UNAVAILABLE);
        return;
      } catch (TimeoutException waiting) {
        taken.add(id);
        underWay.add(reply);
      }
    }
    throw new AssertionError("nothing is refused though the database is away");
  }

  private Reply post(String id, String to) {
    return post(id, to, Duration.ofMinutes(10));
  }

  private Reply post(String id, String to, Duration life) {
    String body = Bodies.prepare(id, payer.fspId(), to, "1", "USD", Bodies.in(life));
    return payer.send("POST", "/transfers", to, body);
  }

  private Reply fulfil(String id) {
    return payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED"));
  }
}
