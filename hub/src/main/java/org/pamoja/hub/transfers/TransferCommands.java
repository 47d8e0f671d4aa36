package org.pamoja.hub.transfers;

import java.util.Optional;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.MediaType;
import org.pamoja.fspiop.header.ProtocolVersion;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.message.ReceivedError;
import org.pamoja.fspiop.message.TransferFulfil;
import org.pamoja.fspiop.message.TransferPrepare;
import org.pamoja.fspiop.message.TransferState;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.participants.Participant;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Party;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.transfer.TransferKey;

/** Translates the messages of the resource {@code transfers} into commands. Pure functions. */
final class TransferCommands {
  private static final ErrorInformation UNDEFINED_CODE =
      ErrorInformation.of(ErrorCode.VALIDATION_ERROR, "API specification undefined errorCode");

  private static final char NULL = '\0';

  private TransferCommands() {}

  /**
   * POST /transfers.
   *
   * @param payer what the registry knows of the payer named in the body
   * @param payee the same of the payee
   */
  static Command.Prepare prepare(
      FspiopRequest request,
      TransferPrepare message,
      Optional<Participant> payer,
      Optional<Participant> payee) {
    String currency = message.amount().currency();
    refuseNull("payerFsp", message.payerFsp());
    refuseNull("payeeFsp", message.payeeFsp());
    return new Command.Prepare(
        TransferKey.transfer(message.transferId()),
        request.source(),
        party(message.payerFsp(), payer, currency),
        party(message.payeeFsp(), payee, currency),
        new Money(currency, message.amount().amount(), Amounts.parse(message.amount().amount())),
        message.condition(),
        message.expiration(),
        ExtensionText.write(message.extensions()),
        hash(request));
  }

  /** PUT /transfers/{id}. */
  static Command.Fulfil fulfil(FspiopRequest request, TransferKey key, TransferFulfil message) {
    return new Command.Fulfil(
        key,
        request.source(),
        request.destination(),
        action(message.transferState()),
        !isVersion10(request),
        message.fulfilment(),
        message.completedTimestamp(),
        ExtensionText.write(message.extensions()),
        hash(request));
  }

  /** PUT /transfers/{id}/error; a code the API does not know becomes 3100 (errors §1.1). */
  static Command.Fail fail(FspiopRequest request, TransferKey key, ReceivedError message) {
    ErrorInformation error =
        ErrorCode.acceptedFromParticipant(message.errorCode())
            ? message.toInformation()
            : UNDEFINED_CODE;
    return new Command.Fail(
        key,
        request.source(),
        request.destination(),
        error.errorCode(),
        error.errorDescription().replace(NULL, ' '),
        ExtensionText.write(message.extensions()),
        hash(request));
  }

  /** The schema lets a name hold any character; this one the ledger's tables cannot. */
  private static void refuseNull(String field, String name) {
    if (name.indexOf(NULL) >= 0) {
      throw new FspiopException(
          ErrorCode.VALIDATION_ERROR, "/requestBody/" + field + " must NOT have a null character");
    }
  }

  /** The message as it came, for forwarding and as proof. */
  static Envelope envelope(FspiopRequest request) {
    return new Envelope(HeaderCodec.encode(request.headers()), request.body());
  }

  private static Command.Action action(TransferState state) {
    return switch (state) {
      case ABORTED -> Command.Action.REJECT;
      case RESERVED -> Command.Action.RESERVE;
      case COMMITTED, RECEIVED -> Command.Action.COMMIT;
    };
  }

  /** RESERVED came with version 1.1; in 1.0 it means nothing (transfers §5, check 1). */
  private static boolean isVersion10(FspiopRequest request) {
    return request
        .headers()
        .first(HeaderName.CONTENT_TYPE)
        .flatMap(MediaType::parse)
        .filter(type -> type.version().equals(ProtocolVersion.V1_0))
        .isPresent();
  }

  private static Party party(String name, Optional<Participant> found, String currency) {
    return found
        .map(
            participant ->
                new Party(
                    name,
                    true,
                    participant.active(),
                    participant
                        .account(currency, AccountTypes.POSITION)
                        .map(Participant.AccountReference::id)
                        .orElse(0L)))
        .orElseGet(() -> Party.unknown(name));
  }

  private static String hash(FspiopRequest request) {
    return Json.bodyHash(request.json().orElseThrow());
  }
}
