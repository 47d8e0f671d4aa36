package org.pamoja.wallet;

import org.pamoja.fspiop.currency.Amounts;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds the parts of message bodies that speak of parties and money. */
public final class PartyBodies {
  private PartyBodies() {}

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A Party of only its identity. */
  public static ObjectNode party(String msisdn, String fspId) {
    ObjectNode party = object();
    party
        .putObject("partyIdInfo")
        .put("partyIdType", "MSISDN")
        .put("partyIdentifier", msisdn)
        .put("fspId", fspId);
    return party;
  }

  /** A Party with its name. */
  public static ObjectNode party(Customer customer, String fspId) {
    ObjectNode party = party(customer.msisdn(), fspId);
    party.put("name", customer.name());
    party
        .putObject("personalInfo")
        .putObject("complexName")
        .put("firstName", customer.firstName())
        .put("lastName", customer.lastName());
    return party;
  }

  /** A Money object of minor units. */
  public static ObjectNode money(long minorUnits, String currency) {
    return object().put("amount", Amounts.format(minorUnits)).put("currency", currency);
  }
}
