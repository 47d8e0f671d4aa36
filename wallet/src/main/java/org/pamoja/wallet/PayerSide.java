package org.pamoja.wallet;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.fspiop.ilp.IlpPacket;
import org.pamoja.fspiop.ilp.TransferTerms;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.message.BodyRules;
import org.pamoja.fspiop.message.FspiopTime;
import org.pamoja.fspiop.message.Operation;
import org.pamoja.fspiop.message.QuoteResponse;
import org.pamoja.wallet.HubLink.Message;
import org.pamoja.wallet.Payment.Direction;
import org.pamoja.wallet.Payment.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The DFSP as payer: finds the payee by telephone number, asks for terms, and pays. Written as one
 * flow that waits, for a virtual thread. The customer's money is held, durably, before the transfer
 * leaves; only the hub's word frees or spends it.
 */
final class PayerSide {
  private final DfspConfig config;
  private final CustomerBook book;
  private final HubLink hub;
  private final InstantSource clock;
  private final Supplier<String> ids;

  final Waiting<JsonNode> parties = new Waiting<>();
  final Waiting<JsonNode> quotes = new Waiting<>();
  final Waiting<Payment> transfers = new Waiting<>();

  PayerSide(
      DfspConfig config,
      CustomerBook book,
      HubLink hub,
      InstantSource clock,
      Supplier<String> ids) {
    this.config = config;
    this.book = book;
    this.hub = hub;
    this.clock = clock;
    this.ids = ids;
  }

  /** Why a payment did not take place, or is not known to have ended. */
  static final class NotPaidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPaidException(String message) {
      super(message);
    }
  }

  /**
   * Pays.
   *
   * @param order who pays whom how much
   * @return the payment, ended or, when the hub did not answer in time, still reserved
   * @throws NotPaidException when it could not be started
   */
  Payment pay(PaymentOrder order) {
    Customer payer =
        book.find(order.from())
            .orElseThrow(() -> new NotPaidException(order.from() + " is not our customer"));
    if (payer.balance() < order.amount()) {
      throw new NotPaidException(payer.name() + " has not enough money");
    }
    JsonNode payee = lookUp(order.to());
    QuoteTerms terms = agree(order, payer, payee);
    return transfer(order, terms);
  }

  private JsonNode lookUp(String msisdn) {
    CompletableFuture<JsonNode> answer = parties.waitFor(msisdn, config.patience());
    send(Message.get("/parties/MSISDN/" + msisdn, Map.of()));
    return await(answer, "look-up of " + msisdn).path("party");
  }

  private QuoteTerms agree(PaymentOrder order, Customer payer, JsonNode payee) {
    String quoteId = ids.get();
    String transactionId = ids.get();
    String payeeFsp = payee.path("partyIdInfo").path("fspId").asString("");
    ObjectNode request = PartyBodies.object();
    request.put("quoteId", quoteId).put("transactionId", transactionId).put("amountType", "SEND");
    request.set("payer", PartyBodies.party(payer, config.fspId()));
    request.set("payee", payee);
    request.set("amount", PartyBodies.money(order.amount(), payer.currency()));
    request
        .putObject("transactionType")
        .put("scenario", "TRANSFER")
        .put("initiator", "PAYER")
        .put("initiatorType", "CONSUMER");
    CompletableFuture<JsonNode> answer = quotes.waitFor(quoteId, config.patience());
    send(new Message("POST", "/quotes", Message.to(payeeFsp), Json.canonical(request)));
    return accepted(order, transactionId, payeeFsp, await(answer, "quote " + quoteId));
  }

  /** The terms, if they are what the customer ordered and the packet says the same. */
  private QuoteTerms accepted(
      PaymentOrder order, String transactionId, String payeeFsp, JsonNode answer) {
    BodyRules.check(Operation.QUOTES_PUT, answer);
    QuoteResponse offer = QuoteResponse.from(answer);
    boolean asOrdered = Amounts.parse(offer.transferAmount().amount()).orElse(-1) == order.amount();
    Optional<String> difference =
        new TransferTerms(
                config.fspId(),
                payeeFsp,
                offer.transferAmount().amount(),
                offer.transferAmount().currency())
            .differenceFrom(IlpPacket.decode(offer.ilpPacket()));
    if (!asOrdered || difference.isPresent()) {
      throw new NotPaidException(difference.orElse("the payee's DFSP wants another amount"));
    }
    return new QuoteTerms(
        transactionId, payeeFsp, offer.transferAmount(), offer.ilpPacket(), offer.condition());
  }

  private Payment transfer(PaymentOrder order, QuoteTerms terms) {
    String id = terms.transactionId();
    Payment payment =
        new Payment(
            id,
            Direction.OUT,
            order.from(),
            order.to(),
            terms.payeeFsp(),
            order.amount(),
            terms.transferAmount().currency(),
            terms.condition(),
            State.RESERVED,
            Optional.empty());
    if (!book.reserve(payment)) {
      throw new NotPaidException("the customer has not enough money");
    }
    CompletableFuture<Payment> ended =
        transfers.waitFor(id, config.transferValidity().plus(config.patience()));
    try {
      send(new Message("POST", "/transfers", Message.to(terms.payeeFsp()), prepare(terms)));
      return await(ended, "transfer " + id);
    } catch (NotPaidException unknown) {
      // The hub may have taken it all the same: ask, and leave the money held until it answers.
      hub.send(Message.get("/transfers/" + id, Message.to(terms.payeeFsp())));
      return book.payment(id).orElse(payment);
    }
  }

  private byte[] prepare(QuoteTerms terms) {
    Duration validity = config.transferValidity();
    ObjectNode body = PartyBodies.object();
    body.put("transferId", terms.transactionId())
        .put("payerFsp", config.fspId())
        .put("payeeFsp", terms.payeeFsp())
        .put("ilpPacket", terms.ilpPacket())
        .put("condition", terms.condition())
        .put("expiration", FspiopTime.format(clock.instant().plus(validity)));
    body.putObject("amount")
        .put("amount", terms.transferAmount().amount())
        .put("currency", terms.transferAmount().currency());
    return Json.canonical(body);
  }

  private void send(Message message) {
    await(hub.send(message).toCompletableFuture(), message.method() + " " + message.path());
  }

  private static <T> T await(CompletableFuture<T> future, String what) {
    try {
      return future.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NotPaidException(what + " was interrupted");
    } catch (ExecutionException failed) {
      Throwable cause =
          failed.getCause() instanceof CompletionException inner && inner.getCause() != null
              ? inner.getCause()
              : failed.getCause();
      String reason = cause instanceof TimeoutException ? "no answer in time" : cause.getMessage();
      throw new NotPaidException(what + ": " + reason);
    }
  }
}
