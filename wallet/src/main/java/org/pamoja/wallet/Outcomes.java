package org.pamoja.wallet;

import java.util.Optional;
import org.pamoja.fspiop.ilp.Condition;
import org.pamoja.wallet.HubLink.Message;
import org.pamoja.wallet.Payment.Direction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Ends payments by what the hub says of their transfers: its callback to the payer, its PATCH to
 * the payee, its answer to a question after a restart. The hub may say a thing twice; it takes
 * effect once.
 */
final class Outcomes {
  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

  private final CustomerBook book;
  private final HubLink hub;

  Outcomes(CustomerBook book, HubLink hub) {
    this.book = book;
    this.hub = hub;
  }

  /**
   * The hub told the state of a transfer. Gives the payment, if it is one of ours and has ended.
   */
  Optional<Payment> told(String transferId, JsonNode body) {
    Optional<Payment> known = book.payment(transferId);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Payment payment = known.get();
    String state = body.path("transferState").asString("");
    switch (state) {
      case "COMMITTED" -> commit(payment, body.path("fulfilment").asString(""));
      case "ABORTED" -> book.abort(payment, cause(body));
      default -> LOG.debug("transfer {} is {}", transferId, state);
    }
    return book.payment(transferId);
  }

  /** The hub told that a transfer failed. */
  Optional<Payment> failed(String transferId, JsonNode body) {
    JsonNode error = body.path("errorInformation");
    String reason =
        error.path("errorCode").asString("") + " " + error.path("errorDescription").asString("");
    book.payment(transferId).ifPresent(payment -> book.abort(payment, reason));
    return book.payment(transferId);
  }

  /** Asks the hub about every payment whose end is not known. */
  void askForOpenPayments() {
    for (Payment payment : book.open()) {
      hub.send(Message.get("/transfers/" + payment.transferId(), Message.to(payment.otherFsp())));
    }
  }

  private void commit(Payment payment, String fulfilment) {
    boolean mustProve = payment.direction() == Direction.OUT;
    if (mustProve && !new Condition(payment.condition()).matches(fulfilment)) {
      LOG.error("transfer {} committed without the right fulfilment", payment.transferId());
      return;
    }
    book.commit(payment);
  }

  private static String cause(JsonNode body) {
    for (JsonNode extension : body.path("extensionList").path("extension")) {
      if (extension.path("key").asString("").equals("cause")) {
        return extension.path("value").asString("");
      }
    }
    return "aborted";
  }
}
