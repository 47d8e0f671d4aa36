package org.pamoja.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;
import org.slf4j.LoggerFactory;

/**
 * Requests generated from the interface documents of both listeners, right ones and spoilt ones. No
 * answer is an internal error, every refusal is an error of the scheme and changes nothing, and
 * afterwards the hub works and its books are sound. {@code -Dpamoja.fuzz.requests} asks for more
 * requests, {@code -Dpamoja.fuzz.seed} repeats a run.
 */
class HostileRequestsTest {
  private static final int REQUESTS = Integer.getInteger("pamoja.fuzz.requests", 1_200);

  /** A new hub after so many, since digests of a large database take long. */
  private static final int REQUESTS_PER_HUB = 5_000;

  @Test
  void issue_generatedRequests_shouldNeverBreakTheHubNorChangeAnythingWhenRefused() {
    long seed = Long.getLong("pamoja.fuzz.seed", new Random().nextLong());
    System.out.println("-Dpamoja.fuzz.seed=" + seed);
    Map<Integer, Integer> answers = new TreeMap<>();
    for (int done = 0; done < REQUESTS; done += REQUESTS_PER_HUB) {
      new Round(seed + done, answers).run(Math.min(REQUESTS_PER_HUB, REQUESTS - done));
    }
    System.out.println("answers by status: " + answers);
    assertThat(answers).containsKeys(200, 202, 400, 404);
  }

  /** One hub and what is done to it. */
  private static final class Round {
    private static final List<String> VICTIMS = List.of("victim1", "victim2", "victim3");

    /** Enough to see whether they have one cause. */
    private static final int MAX_FAULTS = 20;

    private final Random random;
    private final List<String> faults = new ArrayList<>();
    private final Map<Integer, Integer> answers;
    private final ListAppender<ILoggingEvent> errors = new ListAppender<>();

    Round(long seed, Map<Integer, Integer> answers) {
      this.random = new Random(seed);
      this.answers = answers;
    }

    void run(int requests) {
      try (EmbeddedHub hub =
              EmbeddedHub.start("oracles.requestTimeout", "1s", "transport.requestTimeout", "2s");
          ScriptedDfsp payer = ScriptedDfsp.open("payer", hub::fspiopPort);
          ScriptedDfsp payee = ScriptedDfsp.open("payee", hub::fspiopPort)) {
        setUp(hub, payer, payee);
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        errors.list = new CopyOnWriteArrayList<>();
        errors.start();
        root.addAppender(errors);
        try {
          send(hub, requests);
        } finally {
          root.detachAppender(errors);
        }
        assertThat(faults).isEmpty();
        assertHealthy(hub);
      }
    }

    private void setUp(EmbeddedHub hub, ScriptedDfsp payer, ScriptedDfsp payee) {
      hub.admin().prepareCurrency("USD");
      hub.admin().prepareCurrency("EUR");
      for (ScriptedDfsp dfsp : List.of(payer, payee)) {
        hub.admin().onboard(dfsp.fspId(), "USD", dfsp.address().toString(), "1000000", "1000000");
      }
      for (String victim : VICTIMS) {
        hub.admin().open(victim, "USD", "1000");
        hub.admin().setEndpoints(victim, payee.address().toString());
      }
    }

    private static Map<String, List<Long>> accounts(EmbeddedHub hub) {
      Map<String, List<Long>> accounts = new TreeMap<>();
      for (String victim : VICTIMS) {
        long settlement = hub.admin().accountId(victim, "SETTLEMENT", "USD");
        accounts.put(victim, List.of(settlement, hub.admin().accountId(victim, "POSITION", "USD")));
      }
      return accounts;
    }

    private void send(EmbeddedHub hub, int requests) {
      Samples samples = new Samples(random, List.of("payer", "payee"), accounts(hub));
      Generator generator = new Generator(random, samples);
      HubState state = new HubState(hub.books());
      String before = state.digest();
      for (int i = 0; i < requests && faults.size() < MAX_FAULTS; i++) {
        FuzzRequest request = generator.next();
        FuzzClient.Outcome outcome = sent(hub, request);
        answers.merge(outcome.status(), 1, Integer::sum);
        String after = state.digest();
        String fault = fault(request, outcome, before.equals(after));
        if (!fault.isEmpty()) {
          faults.add("%s: %s\nwas answered %s\n".formatted(fault, request, outcome));
        }
        before = after;
      }
    }

    private String fault(FuzzRequest request, FuzzClient.Outcome outcome, boolean unchanged) {
      String fault = Judge.fault(request, outcome).orElse("");
      boolean refused = outcome.status() == 0 || outcome.status() >= 400;
      if (!unchanged && (refused || request.method.equals("GET"))) {
        fault += " something was changed by what was refused or only asked";
      }
      for (ILoggingEvent event : List.copyOf(errors.list)) {
        fault += event.getLevel() == Level.ERROR ? " logged as an error: " + event : "";
      }
      errors.list.clear();
      return fault;
    }

    private static FuzzClient.Outcome sent(EmbeddedHub hub, FuzzRequest request) {
      try {
        return FuzzClient.send(request.admin ? hub.adminPort() : hub.fspiopPort(), request);
      } catch (IOException late) {
        throw new AssertionError("no answer within ten seconds to " + request, late);
      }
    }

    /** Without the rules that came by, new participants can be set up and pay each other. */
    private static void assertHealthy(EmbeddedHub hub) {
      long version = hub.admin().get("/rules").json().path("version").asLong();
      String none = "{\"version\":%d,\"rules\":[]}".formatted(version);
      assertThat(hub.admin().put("/rules", none).status()).isEqualTo(200);
      assertThat(hub.admin().get("/health").json().path("status").asString()).isEqualTo("OK");
      try (ScriptedDfsp payer = ScriptedDfsp.open("fresh-payer", hub::fspiopPort);
          ScriptedDfsp payee = ScriptedDfsp.open("fresh-payee", hub::fspiopPort)) {
        for (ScriptedDfsp dfsp : List.of(payer, payee)) {
          hub.admin().onboard(dfsp.fspId(), "USD", dfsp.address().toString(), "1000", "1000");
        }
        String id = Bodies.id();
        Reply prepared =
            payer.send(
                "POST",
                "/transfers",
                payee.fspId(),
                Bodies.prepare(id, payer.fspId(), payee.fspId(), "5"));
        assertThat(prepared.toString()).isEqualTo("202 ");
        payee.await("POST", "/transfers");
        payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED"));
        payer.await("PUT", "/transfers/" + id);
        assertThat(hub.admin().position("fresh-payer")).isEqualTo("5");
      }
      hub.books().check();
    }
  }
}
