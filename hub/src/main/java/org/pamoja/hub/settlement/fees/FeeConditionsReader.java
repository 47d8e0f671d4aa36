package org.pamoja.hub.settlement.fees;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pamoja.fspiop.currency.Currencies;
import tools.jackson.databind.JsonNode;

/** Reads the conditions of rules. For one file, used by one thread. */
final class FeeConditionsReader {
  /** As long as keys and values of an extension list may be (API definition, Extension). */
  private static final int MAX_KEY = 32;

  private static final int MAX_VALUE = 128;

  private static final Set<String> CONDITIONS =
      Set.of(
          "currencies",
          "scenario",
          "initiator",
          "initiatorType",
          "payer",
          "payee",
          "differentFsps",
          "minimum",
          "maximum");
  private static final Set<String> SCENARIOS =
      Set.of("DEPOSIT", "WITHDRAWAL", "TRANSFER", "PAYMENT", "REFUND");
  private static final Set<String> INITIATORS = Set.of("PAYER", "PAYEE");
  private static final Set<String> INITIATOR_TYPES =
      Set.of("CONSUMER", "AGENT", "BUSINESS", "DEVICE");

  private final FeeFields fields;

  FeeConditionsReader(FeeFields fields) {
    this.fields = fields;
  }

  FeeConditions read(JsonNode node, String place) {
    fields.refuseUnknown(node, CONDITIONS, place);
    long least = fields.minorUnits(node.path("minimum"), place + ".minimum", 0);
    long most = fields.minorUnits(node.path("maximum"), place + ".maximum", Long.MAX_VALUE);
    if (least > most) {
      fields.fault(place + ".minimum must not be more than maximum");
    }
    return new FeeConditions(
        currencies(node.path("currencies"), place + ".currencies"),
        one(node.path("scenario"), place + ".scenario", SCENARIOS),
        one(node.path("initiator"), place + ".initiator", INITIATORS),
        one(node.path("initiatorType"), place + ".initiatorType", INITIATOR_TYPES),
        extensions(node.path("payer"), place + ".payer"),
        extensions(node.path("payee"), place + ".payee"),
        fields.flag(node.path("differentFsps"), place + ".differentFsps"),
        least,
        most);
  }

  private Set<String> currencies(JsonNode node, String place) {
    Set<String> currencies = new HashSet<>();
    if (node.isMissingNode()) {
      return currencies;
    }
    if (!node.isArray() || node.isEmpty()) {
      fields.fault(place + " must be an array of currency codes, or be left out for all");
    }
    node.values()
        .forEach(
            code -> {
              if (!code.isString() || !Currencies.isFspiop(code.stringValue())) {
                fields.fault(place + " has what is no currency of the API: " + code);
              } else if (!currencies.add(code.stringValue())) {
                fields.fault(place + " has " + code.stringValue() + " twice");
              }
            });
    return currencies;
  }

  private Optional<String> one(JsonNode node, String place, Set<String> allowed) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isString() || !allowed.contains(node.stringValue())) {
      fields.fault(
          place + " must be one of " + String.join(", ", allowed.stream().sorted().toList()));
      return Optional.empty();
    }
    return Optional.of(node.stringValue());
  }

  private Map<String, String> extensions(JsonNode node, String place) {
    Map<String, String> extensions = new HashMap<>();
    if (node.isMissingNode()) {
      return extensions;
    }
    if (!node.isObject() || node.isEmpty()) {
      fields.fault(place + " must be an object of extensions, or be left out for none");
    }
    node.properties()
        .forEach(
            extension -> {
              String at = place + "." + extension.getKey();
              if (extension.getKey().isEmpty() || extension.getKey().length() > MAX_KEY) {
                fields.fault(at + " must have a key of 1 to " + MAX_KEY + " characters");
              }
              extensions.put(extension.getKey(), fields.text(extension.getValue(), at, MAX_VALUE));
            });
    return extensions;
  }
}
