package org.pamoja.fspiop.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Payer or payee of a quote, as far as the hub looks at them.
 *
 * @param fspId the party's FSP, if the message names it
 * @param supportedCurrencies currencies the party can use; the schema does not check them, so they
 *     are arbitrary texts
 */
public record QuoteParty(PartyKey party, Optional<String> fspId, List<String> supportedCurrencies) {
  /** More than the published API allows (16), but bounded. */
  private static final int MAX_CURRENCIES = 200;

  /** Copies the list. */
  public QuoteParty {
    supportedCurrencies = List.copyOf(supportedCurrencies);
  }

  /** From a checked Party object. */
  public static QuoteParty from(JsonNode party) {
    JsonNode idInfo = party.required("partyIdInfo");
    return new QuoteParty(
        PartyKey.from(idInfo),
        BodyReader.optionalText(idInfo, "fspId"),
        currencies(party.get("supportedCurrencies")));
  }

  private static List<String> currencies(JsonNode list) {
    List<String> currencies = new ArrayList<>();
    if (list != null && list.isArray()) {
      for (int i = 0; i < Math.min(list.size(), MAX_CURRENCIES); i++) {
        JsonNode currency = list.get(i);
        if (!currency.isContainer()) {
          currencies.add(ScalarText.of(currency));
        }
      }
    }
    return currencies;
  }
}
