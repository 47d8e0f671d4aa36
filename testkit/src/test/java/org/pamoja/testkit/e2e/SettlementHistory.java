package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.e2e.SettlementReckoning.Account;
import org.pamoja.testkit.e2e.SettlementReckoning.Settlement;
import org.pamoja.testkit.hub.AdminClient;
import org.pamoja.testkit.hub.EmbeddedHub;

/** One history: it does something on the hub and the same in the model, and compares them. */
final class SettlementHistory {
  static final List<String> CURRENCIES = List.of("USD", "EUR", "INR");
  private static final List<String> SETTLED_LATER = List.of("USD", "EUR");
  private static final List<String> TARGETS =
      List.of(
          SettlementScene.RECORDED,
          SettlementScene.RESERVED,
          SettlementScene.COMMITTED,
          SettlementScene.SETTLED);
  private static final int LARGEST_AMOUNT = 50;

  private final SettlementScene scene;
  private final List<EmbeddedHub> nodes;
  private final SettlementHistoryPayments payments;
  private final List<ScriptedDfsp> dfsps;
  private final SettlementReckoning model;
  private final SplittableRandom random;
  private final long seed;
  private final List<String> done = new ArrayList<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<Account, Long> accounts = new HashMap<>();

  SettlementHistory(
      SettlementScene scene,
      List<EmbeddedHub> nodes,
      List<ScriptedDfsp> dfsps,
      SettlementReckoning model,
      SplittableRandom random,
      long seed) {
    this.scene = scene;
    this.nodes = nodes;
    this.dfsps = dfsps;
    this.model = model;
    this.random = random;
    this.seed = seed;
    this.payments = new SettlementHistoryPayments(nodes, dfsps, model, random);
    for (ScriptedDfsp dfsp : dfsps) {
      numbers.put(dfsp.fspId(), scene.number(dfsp));
      for (String currency : CURRENCIES) {
        accounts.put(new Account(dfsp.fspId(), currency), scene.position(dfsp, currency));
      }
    }
  }

  /** The name of the model of a currency. */
  static String model(String currency) {
    return "DEFERREDNET" + currency;
  }

  void step() {
    String what =
        switch (random.nextInt(20)) {
          case 0, 1, 2, 3 -> payments.pay();
          case 4 -> payments.reserve();
          case 5 -> payments.end();
          case 6 -> moveFunds();
          case 7 -> closeWindow();
          case 8 -> payments.closeAmongPayments();
          case 9, 10 -> create();
          case 11, 12, 13, 14, 15, 16 -> move();
          case 17 -> abort();
          case 18 -> abortAndMove();
          default -> finalise();
        };
    check(what);
  }

  /** Ends all that is under way, so that nothing is owed to anybody at last. */
  void settleAll() {
    while (payments.areReserved()) {
      check(payments.end());
    }
    if (model.windows.get(model.openWindow()).used) {
      check(closeWindow());
    }
    model.settlements.forEach(
        (id, settlement) -> {
          if (!settlement.isOver()) {
            check(moveThrough(id));
          }
        });
    for (String currency : SETTLED_LATER) {
      List<Long> left = free(currency);
      if (!left.isEmpty()) {
        check(create(currency, left));
        check(moveThrough(model.settlements.keySet().stream().reduce((_, last) -> last).get()));
      }
    }
    assertThat(model.positions.values()).containsOnly(0L);
    assertThat(model.hubAccounts.values()).containsOnly(0L);
  }

  private String moveThrough(long id) {
    TARGETS.forEach(target -> move(admin(), id, model.settlements.get(id).states.keySet(), target));
    assertThat(model.settlements.get(id).state).isEqualTo(SettlementScene.SETTLED);
    return "settlement " + id + " through all steps";
  }

  private AdminClient admin() {
    return nodes.get(random.nextInt(nodes.size())).admin();
  }

  private String closeWindow() {
    long open = model.openWindow();
    Reply reply = close(admin(), open);
    if (!model.windows.get(open).used) {
      assertThat(reply.errorDescription()).endsWith("Window " + open + " is empty");
      return "close the empty window " + open;
    }
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    model.close(open, reply.json().get("settlementWindowId").asLong());
    assertThat(close(admin(), open).errorDescription()).endsWith("Window " + open + " is not open");
    return "close window " + open;
  }

  static Reply close(AdminClient admin, long window) {
    return admin.post(
        "/v2/settlementWindows/" + window, "{\"state\":\"CLOSED\",\"reason\":\"random\"}");
  }

  private String create() {
    if (random.nextBoolean()) {
      return goOn();
    }
    List<Long> known = new ArrayList<>(model.windows.keySet());
    Set<Long> wanted = new TreeSet<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      wanted.add(known.get(random.nextInt(known.size())));
    }
    return create(SETTLED_LATER.get(random.nextInt(SETTLED_LATER.size())), wanted);
  }

  /** The same order at both nodes at once, now and then: the second finds nothing left. */
  private String create(String currency, Collection<Long> wanted) {
    List<Long> inapplicable = model.inapplicable(currency, wanted);
    Long[] ids = wanted.toArray(Long[]::new);
    List<Reply> replies = maybeTwice(admin -> settle(admin, currency, ids));
    List<Reply> made = replies.stream().filter(reply -> reply.status() == 200).toList();
    assertThat(made).as(replies.toString()).hasSize(inapplicable.isEmpty() ? 1 : 0);
    if (inapplicable.isEmpty()) {
      model.create(made.getFirst().json().get("id").asLong(), currency, wanted);
    } else {
      assertThat(replies.getFirst().errorDescription()).contains("Inapplicable windows");
    }
    return "settle " + wanted + " in " + currency + ", inapplicable: " + inapplicable;
  }

  private static Reply settle(AdminClient admin, String currency, Long... windows) {
    String ids =
        List.of(windows).stream().map(id -> "{\"id\":" + id + "}").collect(Collectors.joining(","));
    return admin.post(
        "/v2/settlements",
        "{\"settlementModel\":\"%s\",\"reason\":\"random\",\"settlementWindows\":[%s]}"
            .formatted(model(currency), ids));
  }

  private interface Request {
    Reply at(AdminClient admin);
  }

  private List<Reply> maybeTwice(Request request) {
    if (random.nextInt(3) > 0) {
      return List.of(request.at(admin()));
    }
    return nodes.stream()
        .map(node -> inBackground(() -> request.at(node.admin())))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(work.get());
              } catch (RuntimeException failure) {
                result.completeExceptionally(failure);
              }
            });
    return result;
  }

  private long anySettlement() {
    List<Long> from =
        random.nextInt(6) == 0 ? new ArrayList<>(model.settlements.keySet()) : alive();
    return from.get(random.nextInt(from.size()));
  }

  private List<Long> alive() {
    return model.settlements.keySet().stream()
        .filter(id -> !model.settlements.get(id).isOver())
        .toList();
  }

  /** Whatever brings the next settlement nearer. */
  private String goOn() {
    String currency = SETTLED_LATER.get(random.nextInt(SETTLED_LATER.size()));
    List<Long> free = free(currency);
    if (!free.isEmpty()) {
      return create(currency, free.subList(random.nextInt(free.size()), free.size()));
    }
    return model.windows.get(model.openWindow()).used && random.nextBoolean()
        ? closeWindow()
        : payments.pay();
  }

  private List<Long> free(String currency) {
    return model.windows.keySet().stream()
        .filter(window -> model.inapplicable(currency, List.of(window)).isEmpty())
        .toList();
  }

  private String move() {
    if (alive().isEmpty()) {
      return goOn();
    }
    long id = anySettlement();
    Settlement settlement = model.settlements.get(id);
    List<String> owners = new ArrayList<>(settlement.states.keySet());
    if (random.nextBoolean()) {
      owners = List.of(owners.get(random.nextInt(owners.size())));
    }
    boolean inOrder = random.nextInt(4) > 0;
    int step = TARGETS.indexOf(settlement.state) + 1;
    String target = TARGETS.get(inOrder && step < 4 ? step : random.nextInt(TARGETS.size()));
    if (settlement.state.equals("SETTLING")) {
      target = SettlementScene.SETTLED;
    }
    Set<String> movable = model.movable(id, owners, target);
    String body = movement(id, owners, target);
    for (Reply reply : maybeTwice(admin -> admin.put("/v2/settlements/" + id, body))) {
      assertMoved(reply, owners, movable);
    }
    model.move(id, movable, target);
    return "move settlement %d: %s to %s, %s may".formatted(id, owners, target, movable);
  }

  private void move(AdminClient admin, long id, Collection<String> owners, String target) {
    Set<String> movable = model.movable(id, owners, target);
    assertMoved(admin.put("/v2/settlements/" + id, movement(id, owners, target)), owners, movable);
    model.move(id, movable, target);
  }

  private String movement(long id, Collection<String> owners, String target) {
    String currency = model.settlements.get(id).currency;
    return "{\"participants\":[%s]}"
        .formatted(
            owners.stream()
                .map(
                    owner ->
                        "{\"id\":%d,\"accounts\":[{\"id\":%d,\"state\":\"%s\",\"reason\":\"random\"}]}"
                            .formatted(
                                numbers.get(owner),
                                accounts.get(new Account(owner, currency)),
                                target))
                .collect(Collectors.joining(",")));
  }

  private void assertMoved(Reply reply, Collection<String> owners, Set<String> movable) {
    assertThat(reply.status()).as(reply + " " + context()).isEqualTo(200);
    int place = 0;
    for (String owner : owners) {
      boolean refused =
          reply.json().at("/participants/" + place++ + "/accounts/0").has("errorInformation");
      assertThat(refused)
          .as(owner + " " + reply + " " + context())
          .isEqualTo(!movable.contains(owner));
    }
  }

  private String abort() {
    if (alive().isEmpty()) {
      return goOn();
    }
    long id = anySettlement();
    boolean may = model.mayAbort(id);
    for (Reply reply : maybeTwice(admin -> abort(admin, id))) {
      assertThat(reply.status()).as(reply + " " + context()).isEqualTo(may ? 200 : 400);
    }
    if (may) {
      model.abort(id);
    }
    return "give up settlement " + id + (may ? "" : ", too late");
  }

  private static Reply abort(AdminClient admin, long id) {
    return admin.put("/v2/settlements/" + id, "{\"state\":\"ABORTED\",\"reason\":\"random\"}");
  }

  /** One node aborts while the other takes the next step: one of them is first. */
  private String abortAndMove() {
    List<Long> alive =
        model.settlements.keySet().stream()
            .filter(id -> TARGETS.indexOf(model.settlements.get(id).state) < 2)
            .filter(id -> !model.settlements.get(id).isOver() && model.mayAbort(id))
            .toList();
    if (alive.isEmpty()) {
      return goOn();
    }
    long id = alive.get(random.nextInt(alive.size()));
    Settlement settlement = model.settlements.get(id);
    String target = TARGETS.get(TARGETS.indexOf(settlement.state) + 1);
    Set<String> owners = new TreeSet<>(settlement.states.keySet());
    String body = movement(id, owners, target);
    CompletableFuture<Reply> moving =
        inBackground(() -> nodes.get(0).admin().put("/v2/settlements/" + id, body));
    Reply aborted = abort(nodes.get(1).admin(), id);
    boolean movedFirst = !moving.join().json().toString().contains("errorInformation");
    if (movedFirst) {
      model.move(id, owners, target);
    }
    assertThat(aborted.status())
        .as(aborted + " " + context())
        .isEqualTo(model.mayAbort(id) ? 200 : 400);
    if (model.mayAbort(id)) {
      model.abort(id);
    }
    return "race in settlement %d to %s and aborted at once: %s".formatted(id, target, aborted);
  }

  private String moveFunds() {
    ScriptedDfsp dfsp = dfsps.get(random.nextInt(dfsps.size()));
    String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
    Account account = new Account(dfsp.fspId(), currency);
    long amount = 1 + random.nextInt(LARGEST_AMOUNT);
    boolean in = random.nextBoolean();
    String id = Bodies.id();
    String path =
        "/participants/%s/accounts/%d"
            .formatted(dfsp.fspId(), scene.admin().accountId(dfsp.fspId(), "SETTLEMENT", currency));
    String action = in ? "recordFundsIn" : "recordFundsOutPrepareReserve";
    String body = AdminClient.funds(id, action, String.valueOf(amount), currency);
    assertThat(admin().post(path, body).status()).isEqualTo(202);
    if (!in) {
      String commit = "{\"action\":\"recordFundsOutCommit\",\"reason\":\"r\"}";
      assertThat(admin().put(path + "/transfers/" + id, commit).status()).isEqualTo(202);
    }
    model.funds.merge(account, in ? amount : -amount, Long::sum);
    return action + " " + account + " " + amount;
  }

  private String finalise() {
    List<Long> alive = alive();
    if (alive.isEmpty()) {
      return goOn();
    }
    long id = alive.get(random.nextInt(alive.size()));
    SettlementHistoryBank.finalise(scene, admin(), model, numbers, accounts, id);
    model.finalise(id);
    return "finalise settlement " + id;
  }

  /** The hub and the model agree, and the books are right. */
  void check(String what) {
    done.add(what);
    model.windows.forEach(
        (id, window) -> {
          if (window.state.equals("CLOSED")) {
            scene.awaitClosed(id);
          }
        });
    assertThat(SettlementHistoryRows.lines(scene.hub().books(), model))
        .as(context())
        .containsExactlyElementsOf(model.lines());
    scene.hub().books().check();
  }

  /** How often it did what, for the reader of a test's output. */
  String summary() {
    Map<String, Long> counts =
        done.stream()
            .collect(
                Collectors.groupingBy(
                    what -> what.split("[ :]", 2)[0], TreeMap::new, Collectors.counting()));
    Map<String, Long> ends =
        model.settlements.values().stream()
            .collect(Collectors.groupingBy(it -> it.state, TreeMap::new, Collectors.counting()));
    return counts + ", settlements " + ends;
  }

  private String context() {
    return "seed " + seed + " after " + String.join("; ", done);
  }
}
