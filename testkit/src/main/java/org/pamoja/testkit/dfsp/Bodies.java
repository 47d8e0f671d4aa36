package org.pamoja.testkit.dfsp;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** Bodies as a DFSP writes them: compact, the properties in the standard's order. */
public final class Bodies {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** A fulfilment and the condition it opens, from the standard's test vectors. */
  public static final String FULFILMENT = "38PGTEPlVuTJQBX4MwQn9wJKluyiyh7MOkeOkJ99NuQ";

  /** See {@link #FULFILMENT}. */
  public static final String CONDITION = "uHZscG-LpjfVx5aFlzq7AyzRh6p5QAHp9xLQaIEQ7f4";

  /** A fulfilment of the right form that does not open {@link #CONDITION}. */
  public static final String WRONG_FULFILMENT = "h66aoM5lr0UVVMcpOwPnPa-BZigQ47Fg2xrpn0IyMKE";

  private Bodies() {}

  /** A new id. */
  public static String id() {
    return UUID.randomUUID().toString();
  }

  /** A time as the interface writes it. */
  public static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** The time in so long. */
  public static String in(Duration duration) {
    return time(Instant.now().plus(duration));
  }

  /** A transfer that can be prepared, with the condition {@link #CONDITION} and minutes to live. */
  public static String prepare(String id, String payer, String payee, String amount) {
    return prepare(id, payer, payee, amount, "USD", in(Duration.ofMinutes(10)));
  }

  /** A transfer with everything that matters to the hub. */
  public static String prepare(
      String id, String payer, String payee, String amount, String currency, String expiration) {
    return """
    {"transferId":"%s","payeeFsp":"%s","payerFsp":"%s","amount":{"amount":"%s","currency":"%s"},\
    "ilpPacket":"AYGYAAAAAAAAAGQMZy5iLm1zaXNkbi4xgYBl","condition":"%s","expiration":"%s"}"""
        .formatted(id, payee, payer, amount, currency, CONDITION, expiration);
  }

  /** The payee's answer to a prepare, completed now. */
  public static String fulfil(String state) {
    return fulfil(state, FULFILMENT);
  }

  /** The same with another fulfilment. */
  public static String fulfil(String state, String fulfilment) {
    return """
    {"fulfilment":"%s","completedTimestamp":"%s","transferState":"%s"}"""
        .formatted(fulfilment, time(Instant.now()), state);
  }

  /** An error callback's body. */
  public static String error(String code, String description) {
    return """
    {"errorInformation":{"errorCode":"%s","errorDescription":"%s"}}"""
        .formatted(code, description);
  }

  /** A request for terms: a payer's customer sends an amount. */
  public static String quote(String quoteId, String payer, String payee, String amount) {
    return """
    {"quoteId":"%s","transactionId":"%s",\
    "payee":{"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"27713803912","fspId":"%s"}},\
    "payer":{"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"44123456789","fspId":"%s"}},\
    "amountType":"SEND","amount":{"amount":"%s","currency":"USD"},\
    "transactionType":{"scenario":"TRANSFER","initiator":"PAYER","initiatorType":"CONSUMER"}}"""
        .formatted(quoteId, id(), payee, payer, amount);
  }

  /** Terms offered by a payee. */
  public static String terms(String amount, String currency, String packet, String condition) {
    return """
    {"transferAmount":{"amount":"%s","currency":"%s"},"expiration":"%s","ilpPacket":"%s","condition":"%s"}"""
        .formatted(amount, currency, in(Duration.ofMinutes(1)), packet, condition);
  }

  /** Who a party is. */
  public static String party(String type, String id, String fspId) {
    return """
    {"party":{"partyIdInfo":{"partyIdType":"%s","partyIdentifier":"%s","fspId":"%s"},"name":"Henrik Karlsson"}}"""
        .formatted(type, id, fspId);
  }
}
