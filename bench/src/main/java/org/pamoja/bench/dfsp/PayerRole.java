package org.pamoja.bench.dfsp;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.pamoja.bench.dfsp.Agreements.Terms;
import org.pamoja.bench.dfsp.HubClient.Request;
import org.pamoja.bench.dfsp.TransactionJournal.Prepared;
import org.pamoja.fspiop.message.FspiopTime;

/**
 * A simulated DFSP as payer: looks up, asks for terms, pays, waits for each callback. On its event
 * loop only.
 */
final class PayerRole {
  /**
   * Payments whose end is unknown; beyond it no new ones are started, so that memory is bounded.
   */
  private static final int MAX_OPEN = 200_000;

  private static final Buffer NO_BODY = Buffer.buffer();

  private final DfspParts parts;
  private final HubClient hub;
  private final PendingCallbacks parties;
  private final PendingCallbacks quotes;
  private final PendingCallbacks transfers;
  private final Map<String, Payment> open = new HashMap<>();

  PayerRole(DfspParts parts, HubClient hub) {
    this.parts = parts;
    this.hub = hub;
    this.parties = new PendingCallbacks("look-up", parts.settings().callbackTimeout());
    this.quotes = new PendingCallbacks("quote", parts.settings().callbackTimeout());
    this.transfers = new PendingCallbacks("transfer", parts.settings().callbackTimeout());
  }

  /** A whole payment. */
  Future<Void> pay(Payment payment) {
    long start = System.nanoTime();
    return lookUp(payment)
        .compose(_ -> agree(payment))
        .compose(_ -> transfer(payment))
        .onSuccess(_ -> parts.phases().took(Phase.PAYMENT, System.nanoTime() - start));
  }

  /** Only the transfer of a payment, as if its terms had been agreed on before. */
  Future<Void> transfer(Payment payment) {
    long start = System.nanoTime();
    String id = parts.ids().get();
    Future<Void> ended = transfers.waitFor(id);
    return prepare(id, payment)
        .compose(status -> accepted(transfers, id, status, 202))
        .compose(_ -> ended)
        .onSuccess(_ -> parts.phases().took(Phase.TRANSFER, System.nanoTime() - start));
  }

  /** Sends the prepare of a transfer; completes with the status of the hub's answer. */
  Future<Integer> prepare(String id, Payment payment) {
    if (open.size() >= MAX_OPEN) {
      return Future.failedFuture(new PaymentFailedException("transfer: too many without an end"));
    }
    open.put(id, payment);
    String payer = parts.fspId();
    String currency = parts.settings().currency();
    Instant expiration = parts.clock().instant().plus(parts.settings().transferValidity());
    Buffer body =
        Bodies.prepare(
            id,
            payer,
            payment,
            currency,
            parts.agreements().of(new Terms(payer, payment.payee(), payment.amount())),
            FspiopTime.format(expiration));
    parts
        .journal()
        .preparing(new Prepared(id, payer, payment.payee(), payment.amount(), expiration));
    return hub.send(new Request(HttpMethod.POST, "transfers", "/transfers", payment.payee(), body))
        .onSuccess(status -> prepareAnswered(id, status));
  }

  private void prepareAnswered(String id, int status) {
    if (status >= 400 && status < 500) {
      open.remove(
          id); // Refused for good; every other answer, and none, leaves it in the hub's hands.
    }
    parts.journal().prepareAnswered(id, status);
  }

  /** Asks how a transfer stands; the answer is told to the journal. */
  Future<Integer> ask(String id) {
    return hub.send(new Request(HttpMethod.GET, "transfers", "/transfers/" + id, "", NO_BODY));
  }

  private Future<Void> lookUp(Payment payment) {
    long start = System.nanoTime();
    String msisdn = payment.payeeMsisdn();
    Future<Void> answer = parties.waitFor(msisdn);
    return hub.send(
            new Request(HttpMethod.GET, "parties", "/parties/MSISDN/" + msisdn, "", NO_BODY))
        .compose(status -> accepted(parties, msisdn, status, 202))
        .compose(_ -> answer)
        .onSuccess(_ -> parts.phases().took(Phase.LOOK_UP, System.nanoTime() - start));
  }

  private Future<Void> agree(Payment payment) {
    long start = System.nanoTime();
    String quoteId = parts.ids().get();
    Buffer body =
        Bodies.quoteRequest(
            quoteId, parts.ids().get(), parts.fspId(), payment, parts.settings().currency());
    Future<Void> answer = quotes.waitFor(quoteId);
    return hub.send(new Request(HttpMethod.POST, "quotes", "/quotes", payment.payee(), body))
        .compose(status -> accepted(quotes, quoteId, status, 202))
        .compose(_ -> answer)
        .onSuccess(_ -> parts.phases().took(Phase.QUOTE, System.nanoTime() - start));
  }

  private static Future<Void> accepted(
      PendingCallbacks callbacks, String key, int status, int expected) {
    if (status != expected) {
      callbacks.failed(key, "HTTP status " + status);
    }
    return Future.succeededFuture();
  }

  // ---- callbacks

  void partyTold(String msisdn, String body, boolean error) {
    end(parties, msisdn, body, error);
  }

  void quoteTold(String quoteId, String body, boolean error) {
    end(quotes, quoteId, body, error);
  }

  private static void end(PendingCallbacks callbacks, String key, String body, boolean error) {
    if (error) {
      callbacks.failed(key, "error " + Bodies.text(body, "errorCode"));
    } else {
      callbacks.arrived(key);
    }
  }

  /**
   * What the hub tells about a transfer; of interest here when this DFSP has sent it and waits for
   * its end.
   */
  void transferTold(String id, Told told) {
    Payment payment = told.isFinal() ? open.remove(id) : null;
    if (payment == null) {
      return;
    }
    boolean committed = told.detail().equals("COMMITTED");
    if (committed) {
      parts.flows().apply(parts.fspId()).addSent(payment.amount());
      parts.flows().apply(payment.payee()).addReceived(payment.amount());
    }
    if (committed) {
      transfers.arrived(id);
    } else {
      transfers.failed(id, (told.kind() == Told.Kind.ERROR ? "error " : "") + told.detail());
    }
  }

  /** Transfers whose end is unknown. */
  int openTransfers() {
    return open.size();
  }

  void sweep() {
    parties.sweep();
    quotes.sweep();
    transfers.sweep();
  }
}
