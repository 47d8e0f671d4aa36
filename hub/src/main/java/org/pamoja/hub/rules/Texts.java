package org.pamoja.hub.rules;

/** What participants read when a rule has no text of its own. */
final class Texts {
  static final String MAXIMUM = "the amount is above the scheme's limit";
  static final String MINIMUM = "the amount is below the scheme's least amount";
  static final String PERIOD = "the scheme's limit for the period is reached";
  static final String PAIR = "the scheme does not allow payments to this payee FSP";
  static final String BLOCKED = "the party is blocked by the scheme";
  static final String UNREADABLE = "the transaction in the ILP packet cannot be read";
  static final String SCREENED = "refused by the scheme";
  static final String UNANSWERED = "the payment could not be screened";

  private Texts() {}

  static String direction(Side forbidden) {
    return forbidden == Side.PAYER
        ? "the payer FSP may not send payments"
        : "the payee FSP may not receive payments";
  }
}
