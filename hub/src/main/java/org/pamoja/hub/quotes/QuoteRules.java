package org.pamoja.hub.quotes;

import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.message.Money;
import org.pamoja.fspiop.message.QuoteParty;
import org.pamoja.fspiop.message.QuoteRequest;
import org.pamoja.fspiop.message.QuoteResponse;
import org.pamoja.hub.participants.Participant;

/**
 * What the hub checks of a quote beyond its form (quoting §§4.1, 4.3, 6, 10). Pure; the
 * participants are snapshots, which is exact enough here, since money is judged again at the
 * transfer.
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
   * Checks the DFSPs that a POST /quotes names for its parties, where they are not the sender and
   * the receiver: each needs an account in the currency. Only while quotes are not stored.
   *
   * @return the error its sender is told, or empty
   */
  Optional<ErrorInformation> checkNamed(
      QuoteRequest quote, String sourceName, String destinationName, Parties parties) {
    String currency = quote.amount().currency();
    Optional<String> payer = other(quote.payer(), sourceName);
    if (payer.isPresent() && !holds(parties.find(payer.get()), currency)) {
      return unsupported(ErrorCode.PAYER_FSP_ID_NOT_FOUND, payer.get());
    }
    Optional<String> payee = other(quote.payee(), destinationName);
    if (payee.isPresent() && !holds(parties.find(payee.get()), currency)) {
      return unsupported(ErrorCode.DESTINATION_FSP_ERROR, payee.get());
    }
    return Optional.empty();
  }

  private static Optional<String> other(QuoteParty party, String name) {
    return party.fspId().filter(fsp -> !fsp.equalsIgnoreCase(name));
  }

  /**
   * Checks that a POST /quotes that is to be stored names the DFSPs of both parties, and that they
   * take part.
   *
   * @return the error its sender is told, or empty
   */
  Optional<ErrorInformation> checkStored(QuoteRequest quote, Parties parties) {
    return checkStored("payer", quote.payer(), parties)
        .or(() -> checkStored("payee", quote.payee(), parties));
  }

  private static Optional<ErrorInformation> checkStored(
      String side, QuoteParty party, Parties parties) {
    if (party.fspId().isEmpty()) {
      return Optional.of(
          ErrorInformation.of(
              ErrorCode.VALIDATION_ERROR,
              "Unsupported participant: " + side + ".partyIdInfo.fspId is missing"));
    }
    String name = party.fspId().get();
    return parties.find(name).filter(Participant::active).isPresent()
        ? Optional.empty()
        : unsupported(ErrorCode.VALIDATION_ERROR, name);
  }

  /**
   * Checks a POST /bulkQuotes: both sides need an account in the currency of the first quote.
   *
   * @return the error its sender is told, or empty
   */
  Optional<ErrorInformation> checkBulk(
      String currency, String sourceName, String destinationName, Parties parties) {
    if (!holds(parties.find(sourceName), currency)) {
      return unsupported(ErrorCode.PAYER_FSP_ID_NOT_FOUND, sourceName);
    }
    return holds(parties.find(destinationName), currency)
        ? Optional.empty()
        : unsupported(ErrorCode.DESTINATION_FSP_ERROR, destinationName);
  }

  /**
   * Checks a PUT /quotes/{id}: who offers terms must be able to receive that currency.
   *
   * @return the error its sender is told, or empty
   */
  Optional<ErrorInformation> checkAnswer(
      QuoteResponse terms, String sourceName, Optional<Participant> source) {
    return holds(source, received(terms).currency())
        ? Optional.empty()
        : unsupported(ErrorCode.DESTINATION_FSP_ERROR, sourceName);
  }

  /** What the payee is to get, by the terms. */
  static Money received(QuoteResponse terms) {
    return terms.payeeReceiveAmount().orElse(terms.transferAmount());
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
    return participant.filter(known -> holds(known, currency)).isPresent();
  }

  /** Whether a participant can take part in payments in a currency. */
  static boolean holds(Participant participant, String currency) {
    return participant.active()
        && participant
            .account(currency, POSITION)
            .filter(Participant.AccountReference::active)
            .isPresent();
  }

  private static Optional<ErrorInformation> unsupported(ErrorCode code, String name) {
    return Optional.of(ErrorInformation.of(code, "Unsupported participant '" + name + "'"));
  }
}
