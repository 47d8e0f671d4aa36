package org.pamoja.hub.oracles;

import java.util.Optional;
import java.util.Set;
import org.pamoja.fspiop.currency.Currencies;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.Headers;
import tools.jackson.databind.JsonNode;

/**
 * The checks of the oracle admin API. Unlike the ledger's administration it tells one fault at a
 * time, in the words of the FSPIOP services (errors §6, discovery §8).
 */
final class OracleBody {
  private static final Set<String> TYPES =
      Set.of(
          "MSISDN",
          "EMAIL",
          "PERSONAL_ID",
          "BUSINESS",
          "DEVICE",
          "ACCOUNT_ID",
          "IBAN",
          "ALIAS",
          "CONSENT",
          "THIRD_PARTY_LINK");
  private static final int LONGEST_ENDPOINT = 512;
  private static final String ROOT = "/requestBody";

  private OracleBody() {}

  /**
   * Refuses a request without one of the headers that its method needs.
   *
   * @throws FspiopException 400/3102 naming the header
   */
  static void requireHeaders(String method, Headers headers) {
    if (!method.equals("PUT") && !headers.contains("accept")) {
      throw missing("Accept is required");
    }
    if (!headers.contains("date")) {
      throw missing("Missing required date header");
    }
    if (!method.equals("GET") && !headers.contains("content-type")) {
      throw missing("Content-type is required");
    }
  }

  /**
   * The oracle a body describes.
   *
   * @param id number it has or gets
   * @throws FspiopException 400 with 3100, 3101 or 3102 naming the field
   */
  static RegisteredOracle read(int id, Optional<JsonNode> json) {
    JsonNode body = json.orElseThrow(() -> missing("must have required property 'requestBody'"));
    requireObject(body, ROOT);
    requireProperty(body, "oracleIdType", ROOT);
    requireProperty(body, "endpoint", ROOT);
    String type = oneOf(TYPES, body, "oracleIdType", ROOT);
    JsonNode endpoint = body.get("endpoint");
    String path = ROOT + "/endpoint";
    requireObject(endpoint, path);
    requireProperty(endpoint, "value", path);
    requireProperty(endpoint, "endpointType", path);
    String value = text(endpoint, "value", path);
    if (value.isEmpty() || value.length() > LONGEST_ENDPOINT || value.indexOf('\0') >= 0) {
      throw invalid(path + "/value must have 1 to " + LONGEST_ENDPOINT + " characters");
    }
    String endpointType = oneOf(Set.of("URL"), endpoint, "endpointType", path);
    Optional<String> currency =
        body.has("currency")
            ? Optional.of(oneOf(Currencies.known(), body, "currency", ROOT))
            : Optional.empty();
    return new RegisteredOracle(id, type, value, endpointType, currency, flag(body, "isDefault"));
  }

  private static boolean flag(JsonNode body, String name) {
    JsonNode value = body.get(name);
    if (value == null) {
      return false;
    }
    String text = value.isString() ? value.stringValue() : "";
    if (!value.isBoolean() && !text.equals("true") && !text.equals("false")) {
      throw wrongType(ROOT + "/" + name, "boolean");
    }
    return value.isBoolean() ? value.booleanValue() : text.equals("true");
  }

  private static String oneOf(Set<String> allowed, JsonNode object, String name, String path) {
    String text = text(object, name, path);
    if (!allowed.contains(text)) {
      throw invalid(path + "/" + name + " must be equal to one of the allowed values");
    }
    return text;
  }

  private static String text(JsonNode object, String name, String path) {
    JsonNode value = object.get(name);
    if (!value.isString()) {
      throw wrongType(path + "/" + name, "string");
    }
    return value.stringValue();
  }

  private static void requireProperty(JsonNode object, String name, String path) {
    if (!object.has(name)) {
      throw missing(path + " must have required property '" + name + "'");
    }
  }

  private static void requireObject(JsonNode value, String path) {
    if (!value.isObject()) {
      throw wrongType(path, "object");
    }
  }

  private static FspiopException missing(String detail) {
    return new FspiopException(ErrorCode.MISSING_ELEMENT, detail);
  }

  private static FspiopException wrongType(String path, String wanted) {
    return new FspiopException(ErrorCode.MALFORMED_SYNTAX, path + " must be " + wanted);
  }

  private static FspiopException invalid(String detail) {
    return new FspiopException(ErrorCode.VALIDATION_ERROR, detail);
  }
}
