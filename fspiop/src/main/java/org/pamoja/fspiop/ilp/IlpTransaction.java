package org.pamoja.fspiop.ilp;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.pamoja.fspiop.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What both sides agree on in a quote, and what the ILP packet carries. Numbers and property order
 * cannot spoil it: amounts are texts and the text is sorted.
 *
 * @param content the object, of a quote or of an FX quote
 */
public record IlpTransaction(JsonNode content) {
  private static final String FX_TERMS = "conversionTerms";
  private static final DateTimeFormatter PACKET_TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** From the bodies of POST /quotes and of the PUT /quotes/{id} that answers it. */
  public static IlpTransaction ofQuote(JsonNode request, JsonNode answer) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    for (String field : List.of("quoteId", "transactionId", "transactionType", "payee", "payer")) {
      copy(request, field, content);
    }
    copy(answer, "expiration", content);
    copy(answer, "note", content);
    ObjectNode amount = content.putObject("amount");
    copy(answer.path("transferAmount"), "amount", amount);
    copy(answer.path("transferAmount"), "currency", amount);
    return new IlpTransaction(content);
  }

  /**
   * From an FX quote.
   *
   * @param terms the conversionTerms of the answer, PUT /fxQuotes/{id}
   */
  public static IlpTransaction ofFxQuote(String conversionRequestId, JsonNode terms) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.put("conversionRequestId", conversionRequestId);
    content.set(FX_TERMS, terms);
    return new IlpTransaction(content);
  }

  /** Sorted, compact JSON: what both the packet and the v4 fulfilment are made of. */
  byte[] canonical() {
    return Json.canonical(content);
  }

  /** The payload of a packet: base64url of the canonical text. */
  String data() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(canonical());
  }

  /** The packet's amount; 0 for FX, whose two amounts stand in the terms only. */
  long amount() {
    return isFx()
        ? 0
        : IlpAmount.toInteger(
            text(content, "amount", "amount"), text(content, "amount", "currency"));
  }

  /**
   * The receiver's ILP address in v1 packets: party for a quote, provider and currencies for FX.
   *
   * @throws IllegalArgumentException when a part is missing
   */
  String account() {
    if (isFx()) {
      String address =
          "g."
              + text(content, FX_TERMS, "counterPartyFsp")
              + "."
              + text(content, FX_TERMS, "sourceAmount", "currency")
              + "."
              + text(content, FX_TERMS, "targetAmount", "currency");
      return address.toLowerCase(Locale.ROOT);
    }
    String party =
        text(content, "payee", "partyIdInfo", "partyIdType")
            + "."
            + text(content, "payee", "partyIdInfo", "partyIdentifier");
    JsonNode subId = content.path("payee").path("partyIdInfo").path("partySubIdOrType");
    String full = subId.isString() ? party + "." + subId.stringValue() : party;
    return "g."
        + text(content, "payee", "partyIdInfo", "fspId")
        + "."
        + full.toLowerCase(Locale.ROOT);
  }

  /**
   * The expiry in v4 packets, 17 digits in UTC.
   *
   * @throws IllegalArgumentException when the expiration is missing or no date
   */
  String expiresAt() {
    String expiration =
        isFx() ? text(content, FX_TERMS, "expiration") : text(content, "expiration");
    try {
      return PACKET_TIME.format(OffsetDateTime.parse(expiration));
    } catch (DateTimeException noDate) {
      throw new IllegalArgumentException("expiration is not a date", noDate);
    }
  }

  private boolean isFx() {
    return content.has(FX_TERMS);
  }

  private static void copy(JsonNode from, String field, ObjectNode to) {
    JsonNode value = from.get(field);
    if (value != null) {
      to.set(field, value);
    }
  }

  private static String text(JsonNode object, String... path) {
    JsonNode value = object;
    for (String field : path) {
      value = value.path(field);
    }
    if (!value.isString()) {
      throw new IllegalArgumentException(String.join(".", path) + " is missing");
    }
    return value.stringValue();
  }

  @Override
  public String toString() {
    return new String(canonical(), StandardCharsets.UTF_8);
  }
}
