package org.pamoja.wallet;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.ilp.Condition;
import org.pamoja.fspiop.ilp.IlpPacket;
import org.pamoja.fspiop.ilp.IlpSecret;
import org.pamoja.fspiop.ilp.IlpTransaction;
import org.pamoja.fspiop.ilp.TransferTerms;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.message.BodyRules;
import org.pamoja.fspiop.message.FspiopTime;
import org.pamoja.fspiop.message.Operation;
import org.pamoja.fspiop.message.QuoteRequest;
import org.pamoja.fspiop.message.TransferPrepare;
import org.pamoja.wallet.HubLink.Message;
import org.pamoja.wallet.Payment.Direction;
import org.pamoja.wallet.Payment.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The DFSP as payee: says who a customer is, offers terms, and accepts transfers that keep to them.
 * It answers RESERVED and credits the customer only when the hub confirms the commit, so that no
 * money is given out for a transfer that expired on the way (FSPIOP 1.1, PATCH /transfers/{ID}).
 */
final class PayeeSide {
  private static final java.time.Duration QUOTE_VALIDITY = java.time.Duration.ofMinutes(5);

  private final String fspId;
  private final CustomerBook book;
  private final HubLink hub;
  private final IlpSecret secret;
  private final InstantSource clock;

  PayeeSide(DfspConfig config, CustomerBook book, HubLink hub, InstantSource clock) {
    this.fspId = config.fspId();
    this.book = book;
    this.hub = hub;
    this.secret = new IlpSecret(config.ilpSecret());
    this.clock = clock;
  }

  /** GET /parties/MSISDN/{ID}: tells who the customer is. */
  void describeParty(String type, String id, String asker) {
    Optional<Customer> customer = type.equals("MSISDN") ? book.find(id) : Optional.empty();
    String path = "/parties/" + type + "/" + id;
    if (customer.isEmpty()) {
      send(path + "/error", asker, ErrorInformation.of(ErrorCode.PARTY_NOT_FOUND).toBytes());
      return;
    }
    ObjectNode body = PartyBodies.object();
    body.set("party", PartyBodies.party(customer.get(), fspId));
    send(path, asker, Json.canonical(body));
  }

  /** POST /quotes: offers to pass on the whole amount for nothing. */
  void offerTerms(JsonNode body, String asker) {
    BodyRules.check(Operation.QUOTES_POST, body);
    QuoteRequest request = QuoteRequest.from(body);
    String path = "/quotes/" + request.quoteId();
    Optional<Customer> payee = book.find(request.payee().party().id());
    if (payee.isEmpty()) {
      tellQuoteError(path, asker, ErrorCode.PARTY_NOT_FOUND);
    } else if (!payee.get().currency().equals(request.amount().currency())) {
      tellQuoteError(path, asker, ErrorCode.PAYEE_UNSUPPORTED_CURRENCY);
    } else {
      send(path, asker, Json.canonical(terms(body)));
    }
  }

  private void tellQuoteError(String path, String asker, ErrorCode code) {
    send(path + "/error", asker, ErrorInformation.of(code).toBytes());
  }

  private ObjectNode terms(JsonNode request) {
    ObjectNode answer = PartyBodies.object();
    answer.set("transferAmount", request.get("amount"));
    answer.set("payeeReceiveAmount", request.get("amount"));
    answer.put("expiration", FspiopTime.format(clock.instant().plus(QUOTE_VALIDITY)));
    IlpSecret.Agreement agreement = secret.v1(IlpTransaction.ofQuote(request, answer));
    answer.put("ilpPacket", agreement.ilpPacket());
    answer.put("condition", agreement.condition().text());
    return answer;
  }

  /** POST /transfers: notes the payment and answers with the fulfilment, or says why not. */
  void acceptTransfer(JsonNode body, String asker) {
    BodyRules.check(Operation.TRANSFERS_POST, body);
    TransferPrepare transfer = TransferPrepare.from(body);
    String path = "/transfers/" + transfer.transferId();
    Optional<String> objection = objection(transfer);
    if (objection.isPresent()) {
      ErrorInformation error =
          ErrorInformation.of(ErrorCode.PAYEE_FSP_REJECTED_TRANSACTION, objection.get());
      send(path + "/error", asker, error.toBytes());
      return;
    }
    book.expect(payment(transfer));
    Instant now = clock.instant();
    ObjectNode answer =
        PartyBodies.object()
            .put("transferState", "RESERVED")
            .put("fulfilment", secret.recompute(transfer.ilpPacket()).fulfilment())
            .put("completedTimestamp", FspiopTime.format(now));
    send(path, asker, Json.canonical(answer));
  }

  /** The first thing in which the transfer does not keep to what was agreed. */
  private Optional<String> objection(TransferPrepare transfer) {
    try {
      if (!secret
          .recompute(transfer.ilpPacket())
          .condition()
          .equals(new Condition(transfer.condition()))) {
        return Optional.of("condition is not of a quote of ours");
      }
      IlpPacket packet = IlpPacket.decode(transfer.ilpPacket());
      TransferTerms terms =
          new TransferTerms(
              transfer.payerFsp(),
              transfer.payeeFsp(),
              transfer.amount().amount(),
              transfer.amount().currency());
      Optional<String> difference = terms.differenceFrom(packet);
      if (difference.isPresent()) {
        return difference;
      }
      OptionalLong units = Amounts.parse(transfer.amount().amount());
      if (units.isEmpty()) {
        return Optional.of("amount is too large");
      }
      return book.find(payeeOf(packet)).isPresent()
          ? Optional.empty()
          : Optional.of("payee is not our customer");
    } catch (IllegalArgumentException malformed) {
      return Optional.of(malformed.getMessage());
    }
  }

  private Payment payment(TransferPrepare transfer) {
    IlpPacket packet = IlpPacket.decode(transfer.ilpPacket());
    String payer =
        packet.transaction().path("payer").path("partyIdInfo").path("partyIdentifier").asString();
    return new Payment(
        transfer.transferId(),
        Direction.IN,
        payeeOf(packet),
        payer,
        transfer.payerFsp(),
        Amounts.parse(transfer.amount().amount()).orElseThrow(),
        transfer.amount().currency(),
        transfer.condition(),
        State.RESERVED,
        Optional.empty());
  }

  private static String payeeOf(IlpPacket packet) {
    return packet
        .transaction()
        .path("payee")
        .path("partyIdInfo")
        .path("partyIdentifier")
        .asString();
  }

  private void send(String path, String destination, byte[] body) {
    hub.send(new Message("PUT", path, Map.copyOf(Message.to(destination)), body));
  }
}
