package org.pamoja.bench.dfsp;

import io.vertx.core.buffer.Buffer;
import org.pamoja.bench.dfsp.Agreements.Agreement;
import org.pamoja.fspiop.currency.Amounts;

/**
 * The bodies that simulated DFSPs send, put together as text: all values are our own and need no
 * escaping, and a JSON library would cost the load generator more than everything else it does.
 */
final class Bodies {
  private Bodies() {}

  static Buffer party(String msisdn, String fspId) {
    return Buffer.buffer(
        "{\"party\":" + partyObject(msisdn, fspId, ",\"name\":\"Customer " + msisdn + "\"") + "}");
  }

  static Buffer registration(String fspId, String currency) {
    return Buffer.buffer("{\"fspId\":\"" + fspId + "\",\"currency\":\"" + currency + "\"}");
  }

  static Buffer quoteRequest(
      String quoteId, String transactionId, String payer, Payment payment, String currency) {
    return Buffer.buffer(
        "{\"quoteId\":\""
            + quoteId
            + "\",\"transactionId\":\""
            + transactionId
            + "\",\"payer\":"
            + partyObject(payment.payerMsisdn(), payer, "")
            + ",\"payee\":"
            + partyObject(payment.payeeMsisdn(), payment.payee(), "")
            + ",\"amountType\":\"SEND\",\"amount\":"
            + money(payment.amount(), currency)
            + ",\"transactionType\":{\"scenario\":\"TRANSFER\",\"initiator\":\"PAYER\","
            + "\"initiatorType\":\"CONSUMER\"}}");
  }

  static Buffer quoteResponse(Agreement agreement, long amount, String currency) {
    String money = money(amount, currency);
    return Buffer.buffer(
        "{\"transferAmount\":"
            + money
            + ",\"payeeReceiveAmount\":"
            + money
            + ",\"expiration\":\""
            + agreement.expiration()
            + "\",\"ilpPacket\":\""
            + agreement.ilpPacket()
            + "\",\"condition\":\""
            + agreement.condition()
            + "\"}");
  }

  static Buffer prepare(
      String transferId,
      String payer,
      Payment payment,
      String currency,
      Agreement agreement,
      String expiration) {
    return Buffer.buffer(
        "{\"transferId\":\""
            + transferId
            + "\",\"payerFsp\":\""
            + payer
            + "\",\"payeeFsp\":\""
            + payment.payee()
            + "\",\"amount\":"
            + money(payment.amount(), currency)
            + ",\"ilpPacket\":\""
            + agreement.ilpPacket()
            + "\",\"condition\":\""
            + agreement.condition()
            + "\",\"expiration\":\""
            + expiration
            + "\"}");
  }

  static Buffer fulfil(String state, String fulfilment, String completed) {
    return Buffer.buffer(
        "{\"fulfilment\":\""
            + fulfilment
            + "\",\"completedTimestamp\":\""
            + completed
            + "\",\"transferState\":\""
            + state
            + "\"}");
  }

  private static String money(long amount, String currency) {
    return "{\"amount\":\"" + Amounts.format(amount) + "\",\"currency\":\"" + currency + "\"}";
  }

  private static String partyObject(String msisdn, String fspId, String more) {
    return "{\"partyIdInfo\":{\"partyIdType\":\"MSISDN\",\"partyIdentifier\":\""
        + msisdn
        + "\",\"fspId\":\""
        + fspId
        + "\"}"
        + more
        + "}";
  }

  /**
   * The text of the first field of this name; empty when there is none. Not a parser: it is for
   * bodies that a simulated DFSP has made, which the hub hands on unchanged, and for the hub's own
   * compact ones.
   */
  static String text(String body, String field) {
    String start = "\"" + field + "\":\"";
    int at = body.indexOf(start);
    if (at < 0) {
      return "";
    }
    int from = at + start.length();
    return body.substring(from, body.indexOf('"', from));
  }
}
