package org.pamoja.hub.quotes.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.pamoja.fspiop.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Reads the events of rules; what is wrong is collected. Used by one thread. */
final class EventReader {
  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);
  private static final String INVALID = "INVALID_QUOTE_REQUEST";
  private static final String INTERCEPT = "INTERCEPT_QUOTE";
  private static final int MAX_VALUE = 1_000;
  private static final Pattern PARTICIPANT = Pattern.compile("[!-~]{1,32}");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]*");

  /** Names the reference gives some codes that differ from ours. */
  private static final Map<String, ErrorCode> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("CLIENT_ERROR", ErrorCode.GENERIC_CLIENT_ERROR),
          Map.entry("SERVER_ERROR", ErrorCode.GENERIC_SERVER_ERROR),
          Map.entry("SERVICE_CURRENTLY_UNAVAILABLE", ErrorCode.SERVICE_UNAVAILABLE),
          Map.entry("MISSING_MANDATORY_EXTENSION", ErrorCode.MISSING_EXTENSION_PARAMETER));

  /** They say who sends what to whom, or belong to the connection; a rule may not forge them. */
  private static final Set<String> HUBS_OWN =
      Set.of(
          "accept",
          "connection",
          "content-length",
          "content-type",
          "date",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "fspiop-source",
          "fspiop-destination",
          "fspiop-signature",
          "fspiop-uri",
          "fspiop-http-method",
          "fspiop-proxy");

  private final List<String> faults;

  EventReader(List<String> faults) {
    this.faults = faults;
  }

  Event read(JsonNode event, String place) {
    String type = text(event.path("type"), place + ".type");
    if (type.isEmpty()) {
      return new Event.Unknown(type);
    }
    JsonNode params = event.path("params");
    return switch (type) {
      case INVALID ->
          new Event.Invalid(
              code(params.path("FSPIOPError"), place + ".params.FSPIOPError"),
              text(params.path("message"), place + ".params.message"));
      case INTERCEPT ->
          new Event.Intercept(
              receiver(params.path("rerouteToFsp"), place + ".params.rerouteToFsp"),
              headers(params.path("additionalHeaders"), place + ".params.additionalHeaders"));
      default -> {
        // The reference takes such a file too; only the requests that meet the event fail.
        LOG.warn("{} of the quoting rules is unknown to the hub: {}", place, type);
        yield new Event.Unknown(type);
      }
    };
  }

  /** A code by the reference's name for it, which is ours but for abbreviations, or by number. */
  private ErrorCode code(JsonNode node, String place) {
    String given = text(node, place);
    String name = given.replace("TXN", "TRANSACTION").replace("PARTY_INFO_", "PARTY_INFORMATION_");
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equals(name) || code.code().equals(name)) {
        return code;
      }
    }
    ErrorCode other = OTHER_NAMES.get(name);
    if (other == null) {
      faults.add(place + " is no error code: " + given);
      return ErrorCode.INTERNAL_SERVER_ERROR;
    }
    return other;
  }

  private String receiver(JsonNode node, String place) {
    String name = text(node, place);
    if (!PARTICIPANT.matcher(name).matches()) {
      faults.add(place + " must be a participant's name of 1 to 32 characters");
    }
    return name;
  }

  private Map<String, String> headers(JsonNode node, String place) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (node.isMissingNode()) {
      return headers;
    }
    if (!node.isObject()) {
      faults.add(place + " must be an object of names and values");
    }
    node.properties()
        .forEach(
            header -> {
              String at = place + "." + header.getKey();
              String value = text(header.getValue(), at);
              checkHeader(header.getKey(), value, at);
              headers.put(header.getKey(), value);
            });
    return Map.copyOf(headers);
  }

  private void checkHeader(String name, String value, String place) {
    if (!HEADER_NAME.matcher(name).matches() || HUBS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
      faults.add(place + " is not a header a rule can add");
    }
    if (!HEADER_VALUE.matcher(value).matches()) {
      faults.add(place + " must be printable ASCII");
    }
  }

  private String text(JsonNode node, String place) {
    if (node.isString() && node.stringValue().length() <= MAX_VALUE) {
      return node.stringValue();
    }
    faults.add(place + " must be a text of at most " + MAX_VALUE + " characters");
    return "";
  }
}
