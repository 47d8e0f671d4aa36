package org.pamoja.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;

/**
 * A hundred copies of one message at the same moment: one effect, one story (transfers §3.2, §5.2
 * and §11).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConcurrentCopiesTest {
  private static final int COPIES = 100;

  private EmbeddedHub hub;
  private ScriptedDfsp payer;
  private ScriptedDfsp payee;

  @BeforeAll
  void start() {
    hub = EmbeddedHub.start();
    hub.admin().prepareCurrency("USD");
    payer = ScriptedDfsp.open("payer", hub::fspiopPort);
    payee = ScriptedDfsp.open("payee", hub::fspiopPort);
    for (ScriptedDfsp dfsp : List.of(payer, payee)) {
      hub.admin().onboard(dfsp.fspId(), "USD", dfsp.address().toString(), "1000", "1000");
    }
  }

  @AfterAll
  void stop() {
    payer.close();
    payee.close();
    hub.close();
  }

  @Test
  void transfers_3_2_hundredCopiesOfAPrepareAtOnce_shouldReserveOnce() throws Exception {
    String id = Bodies.id();
    String before = hub.admin().position("payer");

    List<Reply> replies =
        atOnce(payer, payer.message("POST", "/transfers").to("payee").body(prepare(id, "3")));

    assertThat(replies).extracting(Reply::toString).containsOnly("202 ");
    // Each copy but the first is a repeat of what is reserved, and its sender is told so.
    List<Received> told = payer.server().await(COPIES - 1, r -> r.is("PUT", "/transfers/" + id));
    assertThat(told)
        .extracting(r -> r.json().path("transferState").asString())
        .containsOnly("RESERVED");
    payee.server().await(r -> r.text().contains(id));
    assertMoved(before, "3");
    fulfilled(id);
    assertThat(payer.received("PUT", "/transfers/" + id)).hasSize(COPIES);
    assertThat(payer.received("PUT", "/transfers/" + id + "/error")).isEmpty();
    assertThat(payee.server().received(r -> r.text().contains(id))).hasSize(1);
    hub.books().check();
  }

  @Test
  void transfers_5_2_hundredCopiesOfAFulfilAtOnce_shouldCommitOnce() throws Exception {
    String id = Bodies.id();
    String before = hub.admin().position("payer");
    String payeeBefore = hub.admin().position("payee");
    payer.send("POST", "/transfers", "payee", prepare(id, "2"));
    payee.server().await(r -> r.text().contains(id));

    List<Reply> replies =
        atOnce(
            payee,
            payee.message("PUT", "/transfers/" + id).to("payer").body(Bodies.fulfil("COMMITTED")));

    assertThat(replies).extracting(Reply::toString).containsOnly("200 ");
    // Each copy but the first is a repeat of what is committed, and its sender is told so.
    List<Received> told = payee.server().await(COPIES - 1, r -> r.is("PUT", "/transfers/" + id));
    assertThat(told)
        .extracting(r -> r.json().path("transferState").asString())
        .containsOnly("COMMITTED");
    payer.await("PUT", "/transfers/" + id);
    assertMoved(before, "2");
    assertThat(difference(hub.admin().position("payee"), payeeBefore)).isEqualTo("-2");
    assertThat(payer.received("PUT", "/transfers/" + id)).hasSize(1);
    assertThat(payee.received("PUT", "/transfers/" + id + "/error")).isEmpty();
    hub.books().check();
  }

  private void fulfilled(String id) {
    payee.send("PUT", "/transfers/" + id, "payer", Bodies.fulfil("COMMITTED"));
    payer.server().await(r -> r.is("PUT", "/transfers/" + id) && r.text().contains("COMMITTED"));
  }

  private void assertMoved(String before, String amount) {
    assertThat(difference(hub.admin().position("payer"), before)).isEqualTo(amount);
  }

  private static String difference(String after, String before) {
    return new BigDecimal(after)
        .subtract(new BigDecimal(before))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String prepare(String id, String amount) {
    return Bodies.prepare(id, "payer", "payee", amount);
  }

  /** Every sender waits until all are ready. */
  private static List<Reply> atOnce(ScriptedDfsp sender, Message message)
      throws InterruptedException, ExecutionException {
    CyclicBarrier ready = new CyclicBarrier(COPIES);
    Callable<Reply> send =
        () -> {
          ready.await();
          return sender.send(message);
        };
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> copies = new ArrayList<>();
      for (int i = 0; i < COPIES; i++) {
        copies.add(senders.submit(send));
      }
      for (Future<Reply> copy : copies) {
        replies.add(copy.get());
      }
    }
    return replies;
  }
}
