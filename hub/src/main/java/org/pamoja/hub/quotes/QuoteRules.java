package org.pamoja.hub.quotes;

import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.message.Money;
import org.pamoja.fspiop.message.QuoteRequest;
import org.pamoja.fspiop.message.QuoteResponse;
import org.pamoja.hub.participants.Participant;

/**
 * What the hub checks of a quote beyond its form (quoting §4.1, §6). Pure; the participants are
 * snapshots, which is exact enough here, since money is judged again at the transfer.
 */
final class QuoteRules {
  private static final String POSITION = "POSITION";

  /**
   * Checks a POST /quotes.
   *
   * @return the error its sender is told, or empty
   */
  Optional<ErrorInformation> checkRequest(
      QuoteRequest quote,
      String sourceName,
      Optional<Participant> source,
      String destinationName,
      Optional<Participant> destination) {
    List<String> supported = quote.payer().supportedCurrencies();
    if (supported.isEmpty()) {
      return holds(destination, quote.amount().currency())
          ? Optional.empty()
          : unsupported(ErrorCode.DESTINATION_FSP_ERROR, destinationName);
    }
    for (String currency : supported) {
      if (!holds(source, currency)) {
        return unsupported(ErrorCode.PAYER_FSP_ID_NOT_FOUND, sourceName);
      }
    }
    return Optional.empty();
  }

  /**
   * Checks a PUT /quotes/{id}: who offers terms must be able to receive that currency.
   *
   * @return the error its sender is told, or empty
   */
  Optional<ErrorInformation> checkAnswer(
      QuoteResponse terms, String sourceName, Optional<Participant> source) {
    Money received = terms.payeeReceiveAmount().orElse(terms.transferAmount());
    return holds(source, received.currency())
        ? Optional.empty()
        : unsupported(ErrorCode.DESTINATION_FSP_ERROR, sourceName);
  }

  /** A callback that carries an accept header, which the API forbids (quoting §6). */
  static ErrorInformation acceptInCallback(String what, String id) {
    return ErrorInformation.of(
        ErrorCode.VALIDATION_ERROR,
        "Update for "
            + what
            + " "
            + id
            + " failed: \"accept\" header should not be sent in callbacks.");
  }

  /** The hub could not look its participants up. */
  static ErrorInformation unavailable() {
    return ErrorInformation.of(ErrorCode.SERVICE_UNAVAILABLE, "participants cannot be read");
  }

  private static boolean holds(Optional<Participant> participant, String currency) {
    return participant
        .filter(Participant::active)
        .flatMap(active -> active.account(currency, POSITION))
        .filter(Participant.AccountReference::active)
        .isPresent();
  }

  private static Optional<ErrorInformation> unsupported(ErrorCode code, String name) {
    return Optional.of(ErrorInformation.of(code, "Unsupported participant '" + name + "'"));
  }
}
