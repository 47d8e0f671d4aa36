package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;

/** A hub with little room (architecture, decision 9): what it sheds, and what it still takes. */
class OverloadTest extends EndToEnd {
  private static final int PREPARES = 10;

  /** One in the batcher's hands and three in the ordinary part of the queue. */
  private static final int ROOM = 4;

  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final ScriptedDfsp payer;
  private final ScriptedDfsp payee;

  OverloadTest() {
    super(
        EmbeddedHub.start(
            "clearing.queueCapacity", "6",
            "clearing.reservedForOutcomes", "3",
            "clearing.batchSize", "1"));
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
  void architecture_9_fullQueue_shouldShedPreparesButTakeFulfils() throws Exception {
    String reserved = Bodies.id();
    assertAccepted(post(reserved));
    payee.server().await(r -> r.text().contains(reserved));
    List<String> ids = Stream.generate(Bodies::id).limit(PREPARES).toList();
    List<CompletableFuture<Reply>> prepares = new ArrayList<>();
    CompletableFuture<Reply> fulfil;

    try (AutoCloseable locked = hub().books().lock("account")) {
      assertThat(locked).isNotNull();
      for (String id : ids) {
        prepares.add(CompletableFuture.supplyAsync(() -> post(id), senders));
      }
      waitFor(prepares, PREPARES - ROOM);
      fulfil =
          CompletableFuture.supplyAsync(
              () ->
                  payee.send(
                      "PUT", "/transfers/" + reserved, payer.fspId(), Bodies.fulfil("COMMITTED")),
              senders);
      Reply refused =
          prepares.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow().join();
      assertThat(refused.refusal()).startsWith("503 2003 Service currently unavailable");
      assertThat(refused.headers().first("retry-after")).isPresent();
      assertThat(fulfil).isNotDone();
    }

    assertOk(fulfil.get(30, TimeUnit.SECONDS));
    payer.await("PUT", "/transfers/" + reserved);
    int accepted = 0;
    for (int i = 0; i < PREPARES; i++) {
      Reply reply = prepares.get(i).get(30, TimeUnit.SECONDS);
      String id = ids.get(i);
      if (reply.status() == 202) {
        accepted++;
        payee.server().await(r -> r.text().contains(id));
      } else {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(question(payer, id).errorCode()).isEqualTo("3208");
      }
    }
    assertThat(accepted).isEqualTo(ROOM);
    assertThat(admin().position(payer.fspId())).isEqualTo(String.valueOf(ROOM + 1));
  }

  private Reply post(String id) {
    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), "1");
    return payer.send("POST", "/transfers", payee.fspId(), body);
  }

  private static void waitFor(List<CompletableFuture<Reply>> replies, int number)
      throws InterruptedException {
    for (int tries = 0; tries < 1_000; tries++) {
      if (replies.stream().filter(CompletableFuture::isDone).count() >= number) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("fewer than " + number + " answers: " + replies);
  }
}
