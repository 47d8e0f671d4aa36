package org.pamoja.bench.dfsp;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pamoja.bench.dfsp.Agreements.Agreement;
import org.pamoja.bench.dfsp.Agreements.Terms;
import org.pamoja.bench.dfsp.HubClient.Request;
import org.pamoja.bench.dfsp.PayeeBehaviour.Answer;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.fspiop.message.FspiopTime;

/**
 * A simulated DFSP as payee: knows every customer, offers the agreement it has, and accepts
 * transfers as its behaviour says. A repeated request gets the same answer again, byte for byte. On
 * its event loop only.
 */
final class PayeeRole {
  private final Vertx vertx;
  private final DfspParts parts;
  private final HubClient hub;
  private final Map<String, Decided> decided = new RecentlyDecided();

  /**
   * The answer to a transfer: the fulfilment's body, made when it is first sent; null until then.
   */
  private static final class Decided {
    private final Answer answer;
    private Buffer body;

    private Decided(Answer answer) {
      this.answer = answer;
    }
  }

  /** Forgets the oldest: the hub repeats a request within seconds or not at all. */
  private static final class RecentlyDecided extends LinkedHashMap<String, Decided> {
    private static final long serialVersionUID = 1L;
    private static final int MAX = 20_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Decided> eldest) {
      return size() > MAX;
    }
  }

  PayeeRole(Vertx vertx, DfspParts parts, HubClient hub) {
    this.vertx = vertx;
    this.parts = parts;
    this.hub = hub;
  }

  /** GET /parties. */
  void describeParty(String msisdn, String asker) {
    hub.send(
        new Request(
            HttpMethod.PUT,
            "parties",
            "/parties/MSISDN/" + msisdn,
            asker,
            Bodies.party(msisdn, parts.fspId())));
  }

  /** POST /quotes. */
  void offerTerms(String body, String asker) {
    long amount = Amounts.parse(Bodies.text(body, "amount")).orElseThrow();
    Agreement agreement = parts.agreements().of(new Terms(asker, parts.fspId(), amount));
    hub.send(
        new Request(
            HttpMethod.PUT,
            "quotes",
            "/quotes/" + Bodies.text(body, "quoteId"),
            asker,
            Bodies.quoteResponse(agreement, amount, parts.settings().currency())));
  }

  /** POST /transfers. */
  void acceptTransfer(String body, String payer) {
    String id = Bodies.text(body, "transferId");
    parts.journal().told(parts.fspId(), id, new Told(Told.Kind.REQUEST, ""));
    Decided decision = decided.computeIfAbsent(id, _ -> new Decided(parts.behaviour().decide(id)));
    switch (decision.answer) {
      case Answer.Commit(Duration delay) ->
          fulfilAfter(delay, id, "COMMITTED", payer, body, decision);
      case Answer.Reserve(Duration delay) ->
          fulfilAfter(delay, id, "RESERVED", payer, body, decision);
      case Answer.Silence() -> {}
    }
  }

  private void fulfilAfter(
      Duration delay, String id, String state, String payer, String request, Decided decision) {
    if (delay.isZero()) {
      fulfil(id, state, payer, request, decision);
    } else {
      vertx.setTimer(delay.toMillis(), _ -> fulfil(id, state, payer, request, decision));
    }
  }

  private void fulfil(String id, String state, String payer, String request, Decided decision) {
    if (decision.body == null) {
      long amount = Amounts.parse(Bodies.text(request, "amount")).orElseThrow();
      Agreement agreement = parts.agreements().of(new Terms(payer, parts.fspId(), amount));
      decision.body =
          Bodies.fulfil(state, agreement.fulfilment(), FspiopTime.format(parts.clock().instant()));
      parts.journal().fulfilling(id);
    }
    hub.send(new Request(HttpMethod.PUT, "transfers", "/transfers/" + id, payer, decision.body))
        .onSuccess(status -> parts.journal().fulfilAnswered(id, status, parts.clock().instant()));
  }
}
