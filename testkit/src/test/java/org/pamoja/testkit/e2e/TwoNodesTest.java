package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Answer;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.RawHttp;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.RecordingServer;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;

/** Two nodes on one database are one hub (architecture, decisions 11, 13, 14). */
class TwoNodesTest extends EndToEnd {
  private final EmbeddedHub second;

  TwoNodesTest() {
    super(EmbeddedHub.start(settings()));
    admin().prepareCurrency("USD");
    second = hub().secondNode(settings());
  }

  private static String[] settings() {
    return Stream.concat(
            Stream.of(DeliveryTest.impatient()), Stream.of("oracles.rememberFor", "1h"))
        .toArray(String[]::new);
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

  @Test
  void architecture_14_rememberedHolder_shouldBeForgottenByAllNodesWhenOneChangesIt() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp before = participant("before");
    ScriptedDfsp after = participant("after");
    AtomicReference<ScriptedDfsp> holder = new AtomicReference<>(before);
    try (RecordingServer oracle = RecordingServer.open(r -> oracleAnswer(r, holder.get()))) {
      int id = admin().registerOracle("ALIAS", "http://127.0.0.1:" + oracle.port());
      String party = "/ALIAS/a" + System.nanoTime();
      Message get = payer.message("GET", "/parties" + party);
      lookUpUntilAskedOf(before, get, payer);
      assertAskedOf(before, get, () -> payer.send(get));
      int asked = oracle.received(r -> r.method().equals("GET")).size();
      assertAskedOf(before, get, () -> at(second, get));
      assertAskedOf(before, get, () -> payer.send(get));
      assertThat(oracle.received(r -> r.method().equals("GET"))).hasSize(asked);

      holder.set(after);
      String change = "{\"fspId\":\"%s\",\"currency\":\"USD\"}".formatted(after.fspId());
      assertOk(before.send(before.message("PUT", "/participants" + party).body(change)));
      after.await("PUT", "/participants" + party);

      assertAskedOf(after, get, () -> payer.send(get));
      lookUpUntilAskedOf(after, get, payer, before);
      admin().removeOracle(id);
    }
  }

  @Test
  void architecture_14_otherOracle_shouldBeAskedByAllNodesWhateverTheyRemember() {
    ScriptedDfsp payer = participant("payer");
    ScriptedDfsp first = participant("first");
    ScriptedDfsp other = participant("other");
    try (RecordingServer one = RecordingServer.open(r -> oracleAnswer(r, first));
        RecordingServer two = RecordingServer.open(r -> oracleAnswer(r, other))) {
      int id = admin().registerOracle("ALIAS", "http://127.0.0.1:" + one.port());
      Message get = payer.message("GET", "/parties/ALIAS/a" + System.nanoTime());
      lookUpUntilAskedOf(first, get, payer);

      admin().removeOracle(id);
      int next = admin().registerOracle("ALIAS", "http://127.0.0.1:" + two.port());

      lookUpUntilAskedOf(other, get, payer, first);
      admin().removeOracle(next);
    }
  }

  private static void assertAskedOf(ScriptedDfsp holder, Message get, Supplier<Reply> lookUp) {
    int before = holder.received("GET", get.path()).size();
    assertAccepted(lookUp.get());
    holder.server().await(before + 1, r -> r.is("GET", get.path()));
  }

  /**
   * Looks a party up at the second node until it asks {@code holder}, which may take a second.
   *
   * @param others who learns of a look-up instead: the asker by an error, another holder
   */
  private void lookUpUntilAskedOf(ScriptedDfsp holder, Message get, ScriptedDfsp... others) {
    int before = heard(holder, get);
    for (int i = 0; i < 500 && heard(holder, get) == before; i++) {
      int outcomes = heard(holder, get) + heard(get, others);
      assertAccepted(at(second, get));
      for (int j = 0; j < 100 && heard(holder, get) + heard(get, others) == outcomes; j++) {
        pause();
      }
    }
    assertThat(heard(holder, get)).isGreaterThan(before);
  }

  private static int heard(Message get, ScriptedDfsp... dfsps) {
    return Stream.of(dfsps).mapToInt(dfsp -> heard(dfsp, get)).sum();
  }

  private static int heard(ScriptedDfsp dfsp, Message get) {
    return dfsp.server().received(r -> r.path().startsWith(get.path())).size();
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static Answer oracleAnswer(Received asked, ScriptedDfsp holder) {
    return asked.method().equals("GET")
        ? Answer.status(200, "{\"partyList\":[{\"fspId\":\"%s\"}]}".formatted(holder.fspId()))
        : Answer.status(201);
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
