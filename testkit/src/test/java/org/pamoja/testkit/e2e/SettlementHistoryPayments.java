package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.RawHttp;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.e2e.SettlementReckoning.Account;
import org.pamoja.testkit.hub.EmbeddedHub;

/** The payments of a history: at once, in two steps with others between them, and under way. */
final class SettlementHistoryPayments {
  private static final int LARGEST_AMOUNT = 50;
  private static final int STREAM = 6;

  /** A transfer. */
  private record Payment(
      String id, ScriptedDfsp from, ScriptedDfsp to, String currency, long amount) {
    Account payer() {
      return new Account(from.fspId(), currency);
    }

    Account payee() {
      return new Account(to.fspId(), currency);
    }

    @Override
    public String toString() {
      return "%s to %s %d %s".formatted(from.fspId(), to.fspId(), amount, currency);
    }
  }

  private final List<EmbeddedHub> nodes;
  private final List<ScriptedDfsp> dfsps;
  private final SettlementReckoning model;
  private final SplittableRandom random;
  private final List<Payment> reserved = new ArrayList<>();

  SettlementHistoryPayments(
      List<EmbeddedHub> nodes,
      List<ScriptedDfsp> dfsps,
      SettlementReckoning model,
      SplittableRandom random) {
    this.nodes = nodes;
    this.dfsps = dfsps;
    this.model = model;
    this.random = random;
  }

  /** Pays. */
  String pay() {
    Payment payment = payment();
    if (!prepare(payment)) {
      return "no room for " + payment;
    }
    fulfil(payment, node());
    model.commit(payment.payer(), payment.payee(), payment.amount(), model.openWindow());
    return "pay " + payment;
  }

  /** Leaves a transfer reserved. */
  String reserve() {
    Payment payment = payment();
    if (!prepare(payment)) {
      return "no room to reserve " + payment;
    }
    reserved.add(payment);
    return "reserve " + payment;
  }

  /** Whether any transfer is left reserved. */
  boolean areReserved() {
    return !reserved.isEmpty();
  }

  /** Ends a transfer that was left reserved, one way or the other. */
  String end() {
    if (reserved.isEmpty()) {
      return reserve();
    }
    Payment payment = reserved.remove(random.nextInt(reserved.size()));
    if (random.nextInt(3) == 0) {
      String path = "/transfers/" + payment.id() + "/error";
      Reply reply =
          send(node(), payment.to(), "PUT", path, payment.from(), Bodies.error("5000", "no"));
      assertThat(reply.status()).isEqualTo(200);
      model.release(payment.payer(), payment.amount());
      return "abort " + payment;
    }
    fulfil(payment, node());
    model.commit(payment.payer(), payment.payee(), payment.amount(), model.openWindow());
    return "commit " + payment;
  }

  /**
   * A stream of fulfilments while both nodes close the window: each is in the one or in the next,
   * which only the ledger can tell; the sums of both windows are the model's all the same.
   */
  String closeAmongPayments() {
    List<Payment> stream = new ArrayList<>();
    for (int i = 0; i < STREAM; i++) {
      Payment payment = payment();
      if (prepare(payment)) {
        stream.add(payment);
      }
    }
    long open = model.openWindow();
    if (!model.windows.get(open).used) {
      stream.forEach(this::fulfilInOpenWindow);
      return "stream " + stream;
    }
    List<CompletableFuture<Void>> under = new ArrayList<>();
    for (Payment payment : stream) {
      EmbeddedHub node = node();
      under.add(
          CompletableFuture.runAsync(() -> fulfil(payment, node), Thread::startVirtualThread));
    }
    List<CompletableFuture<Reply>> closings =
        nodes.stream()
            .map(
                node ->
                    CompletableFuture.supplyAsync(
                        () -> SettlementHistory.close(node.admin(), open),
                        Thread::startVirtualThread))
            .toList();
    under.forEach(CompletableFuture::join);
    List<Reply> closed =
        closings.stream().map(CompletableFuture::join).filter(it -> it.status() == 200).toList();
    assertThat(closed).hasSize(1);
    model.close(open, closed.getFirst().json().get("settlementWindowId").asLong());
    stream.forEach(payment -> commitWhereItIs(payment, open));
    return "close window " + open + " among " + stream;
  }

  private void fulfilInOpenWindow(Payment payment) {
    fulfil(payment, node());
    model.commit(payment.payer(), payment.payee(), payment.amount(), model.openWindow());
  }

  private void commitWhereItIs(Payment payment, long closed) {
    List<String> windows =
        nodes
            .getFirst()
            .books()
            .rows(
                "select distinct window_id from posting where transfer_id = '"
                    + payment.id()
                    + "'");
    assertThat(windows).as("one window holds all of a transfer").hasSize(1);
    long window = Long.parseLong(windows.getFirst());
    assertThat(window).isIn(closed, model.openWindow());
    model.commit(payment.payer(), payment.payee(), payment.amount(), window);
  }

  private EmbeddedHub node() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  private Payment payment() {
    int from = random.nextInt(dfsps.size());
    int to = (from + 1 + random.nextInt(dfsps.size() - 1)) % dfsps.size();
    String currency =
        SettlementHistory.CURRENCIES.get(random.nextInt(SettlementHistory.CURRENCIES.size()));
    return new Payment(
        Bodies.id(), dfsps.get(from), dfsps.get(to), currency, 1 + random.nextInt(LARGEST_AMOUNT));
  }

  /** False when the model has no room for it; then the hub has none either. */
  private boolean prepare(Payment payment) {
    String body =
        Bodies.prepare(
            payment.id(),
            payment.from().fspId(),
            payment.to().fspId(),
            String.valueOf(payment.amount()),
            payment.currency(),
            Bodies.in(Duration.ofMinutes(10)));
    boolean room = model.mayReserve(payment.payer(), payment.amount());
    Reply reply = send(node(), payment.from(), "POST", "/transfers", payment.to(), body);
    assertThat(reply.status()).isEqualTo(202);
    if (room) {
      payment.to().server().await(request -> request.text().contains(payment.id()));
      model.reserve(payment.payer(), payment.amount());
    } else {
      payment.from().await("PUT", "/transfers/" + payment.id() + "/error");
    }
    return room;
  }

  private static void fulfil(Payment payment, EmbeddedHub node) {
    String path = "/transfers/" + payment.id();
    Reply reply = send(node, payment.to(), "PUT", path, payment.from(), Bodies.fulfil("COMMITTED"));
    assertThat(reply.status()).isEqualTo(200);
  }

  private static Reply send(
      EmbeddedHub node,
      ScriptedDfsp sender,
      String method,
      String path,
      ScriptedDfsp destination,
      String body) {
    Message message = sender.message(method, path).to(destination.fspId()).body(body);
    return RawHttp.request(
        node.fspiopPort(), message.method(), message.path(), message.headers(), message.body());
  }
}
