package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.RawHttp;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;

/** Two nodes on one database are one hub (architecture, decisions 11, 13, 14). */
class TwoNodesTest extends EndToEnd {
  private final EmbeddedHub second;

  TwoNodesTest() {
    super(EmbeddedHub.start(DeliveryTest.impatient()));
    admin().prepareCurrency("USD");
    second = hub().secondNode(DeliveryTest.impatient());
  }

  @AfterAll
  void stop() {
    second.close();
    hub().close();
  }

  @Test
  void architecture_11_transfer_shouldBeOneWhateverNodeItsMessagesReach() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp payee = participant("payee");
    String id = Bodies.id();
    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), "2");

    assertAccepted(at(second, payer.message("POST", "/transfers").to(payee.fspId()).body(body)));
    payee.server().await(r -> r.text().contains(id));
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));
    payer.await("PUT", "/transfers/" + id);

    assertThat(hub().admin().position(payer.fspId())).isEqualTo("2");
    assertThat(second.admin().position(payee.fspId())).isEqualTo("-2");
  }

  @Test
  void architecture_9_samePrepareAtBothNodes_shouldReserveOnce() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp payee = participant("payee");
    List<String> ids = Stream.generate(Bodies::id).limit(20).toList();
    List<Thread> senders = new ArrayList<>();
    for (String id : ids) {
      Message message =
          payer
              .message("POST", "/transfers")
              .to(payee.fspId())
              .body(Bodies.prepare(id, payer.fspId(), payee.fspId(), "1"));
      for (EmbeddedHub node : List.of(hub(), second)) {
        senders.add(Thread.ofVirtual().start(() -> at(node, message)));
      }
    }
    senders.forEach(TwoNodesTest::join);

    for (String id : ids) {
      payee.server().await(r -> r.text().contains(id));
      assertThat(payer.await("PUT", "/transfers/" + id).json().get("transferState").asString())
          .isEqualTo("RESERVED");
    }
    assertThat(admin().position(payer.fspId())).isEqualTo("20");
    assertThat(payee.received("POST", "/transfers")).hasSize(20);
  }

  @Test
  void architecture_14_participantMadeAtOneNode_shouldBeKnownAtTheOther() {
    ScriptedDfsp payee = participant("payee");
    ScriptedDfsp fresh = participant("fresh");
    String id = Bodies.id();

    String body = Bodies.prepare(id, fresh.fspId(), payee.fspId(), "1");
    assertAccepted(at(second, fresh.message("POST", "/transfers").body(body)));

    payee.server().await(r -> r.text().contains(id));
    admin().limit(fresh.fspId(), "USD", "1");
    String next = Bodies.id();
    String over = Bodies.prepare(next, fresh.fspId(), payee.fspId(), "1");
    assertAccepted(at(second, fresh.message("POST", "/transfers").body(over)));
    assertThat(error(fresh, "/transfers/" + next).errorCode()).isEqualTo("4200");
  }

  @Test
  void architecture_13_nodeThatIsGone_shouldBeTakenOver() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp payee = participant("payee");
    String id = Bodies.id();
    EmbeddedHub third = hub().secondNode(DeliveryTest.impatient());
    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), "1");
    assertAccepted(at(third, payer.message("POST", "/transfers").body(body)));
    payee.server().await(r -> r.text().contains(id));
    payer.server().goAway();
    Message fulfil =
        payee.message("PUT", "/transfers/" + id).to(payer.fspId()).body(Bodies.fulfil("COMMITTED"));
    assertOk(at(third, fulfil));

    third.close();
    payer.server().comeBack();

    payer.await("PUT", "/transfers/" + id);
  }

  private static Reply at(EmbeddedHub node, Message message) {
    return RawHttp.request(
        node.fspiopPort(), message.method(), message.path(), message.headers(), message.body());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
