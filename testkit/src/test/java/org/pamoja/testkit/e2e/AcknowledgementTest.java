package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Answer;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.RawHttp.Unread;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.ScriptedDfsp;

/**
 * A request is acknowledged before its sender is told what came of it (FSPIOP, asynchronous
 * requests): a client that takes the callback for an answer to something it has not sent yet would
 * lose it. What has reached the sender's socket is looked at when the callback comes, so that the
 * order is seen as it is, whoever reads how fast.
 */
class AcknowledgementTest extends EndToEnd {
  private static final int ROUNDS = 6;
  private static final int AT_A_TIME = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String NOBODY = "nobody-of-this-name";

  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");

  /** What was sent and has its answer still in the socket, by the transfer's or quote's id. */
  private final Map<String, Unread> sent = new HashMap<>();

  private final Set<String> told = new HashSet<>();
  private final List<String> overtaking = new ArrayList<>();

  @Test
  void transfers_3_1_refusedPrepare_shouldBeAcknowledgedBeforeTheError() {
    assertAcknowledgedFirst("/transfers/", this::tooLarge);
  }

  @Test
  void transfers_4_1_outcomeOfNothing_shouldBeAcknowledgedBeforeTheError() {
    assertAcknowledgedFirst("/transfers/", this::fulfilOfNothing);
  }

  @Test
  void transfers_7_1_get_shouldBeAcknowledgedBeforeTheAnswer() {
    assertAcknowledgedFirst("/transfers/", id -> payer.message("GET", "/transfers/" + id));
  }

  @Test
  void quotes_toNobody_shouldBeAcknowledgedBeforeTheError() {
    assertAcknowledgedFirst("/quotes/", this::quoteToNobody);
  }

  @Test
  void parties_ofNobody_shouldBeAcknowledgedBeforeTheError() {
    assertAcknowledgedFirst(
        "/parties/ACCOUNT_ID/", id -> payer.message("GET", "/parties/ACCOUNT_ID/" + id));
  }

  private void assertAcknowledgedFirst(String path, Function<String, Message> message) {
    payer.forgetRules();
    overtaking.clear();
    payer.rule(callback -> callback.path().startsWith(path), this::look, _ -> {});
    for (int round = 0; round < ROUNDS; round++) {
      List<String> ids = Stream.generate(Bodies::id).limit(AT_A_TIME).toList();
      ids.forEach(id -> begin(id, message.apply(id)));
      awaitCallbacks(ids);
      ids.forEach(this::end);
    }
    assertThat(overtaking).as("callbacks that came before their 202").isEmpty();
  }

  private synchronized void begin(String id, Message message) {
    // Under the lock, so that a callback finds the socket it has to look at.
    sent.put(id, payer.begin(message));
  }

  private synchronized Answer look(Received callback) {
    String id = callback.path().split("/error")[0].replaceFirst(".*/", "");
    if (!sent.get(id).hasCome()) {
      overtaking.add(callback.path());
    }
    told.add(id);
    notifyAll();
    return Answer.usual();
  }

  private synchronized void awaitCallbacks(List<String> ids) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!told.containsAll(ids)) {
      assertThat(System.nanoTime()).as("the callbacks come").isLessThan(deadline);
      pause();
    }
  }

  private void pause() {
    try {
      wait(100);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  private synchronized void end(String id) {
    try (Unread answer = sent.remove(id)) {
      assertThat(answer.read().status()).isIn(200, 202);
    }
  }

  private Message tooLarge(String id) {
    String expiration = Bodies.time(Instant.now().plusSeconds(60));
    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), "100000000", "USD", expiration);
    return payer.message("POST", "/transfers").to(payee.fspId()).body(body);
  }

  private Message fulfilOfNothing(String id) {
    return payer
        .message("PUT", "/transfers/" + id)
        .to(payee.fspId())
        .body(Bodies.fulfil("COMMITTED"));
  }

  private Message quoteToNobody(String id) {
    String body = Bodies.quote(id, payer.fspId(), NOBODY, "1");
    return payer.message("POST", "/quotes").to(NOBODY).body(body);
  }
}
