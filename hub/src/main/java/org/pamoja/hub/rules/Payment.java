package org.pamoja.hub.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.fspiop.ilp.IlpPacket;
import org.pamoja.fspiop.message.Money;
import org.pamoja.fspiop.message.PartyKey;
import org.pamoja.fspiop.message.QuoteRequest;
import org.pamoja.fspiop.message.TransferPrepare;
import tools.jackson.databind.JsonNode;

/**
 * What rules look at. The parties and the scenario of a transfer stand in its ILP packet, which is
 * opened only when a rule asks for them; the packet is the payer DFSP's word. Used by one thread at
 * a time.
 */
public final class Payment {

  /**
   * Who pays whom for what.
   *
   * @param scenario DEPOSIT, WITHDRAWAL, TRANSFER, PAYMENT or REFUND, or what the packet says
   * @param payer the paying party, if it can be read
   * @param payee the paid party, if it can be read
   */
  record Details(String scenario, Optional<PartyKey> payer, Optional<PartyKey> payee) {}

  private final String id;
  private final String payer;
  private final String payee;
  private final Money amount;
  private final OptionalLong units;
  private Supplier<Optional<Details>> packet;
  private Optional<Details> details = Optional.empty();

  private Payment(
      String id, String payer, String payee, Money amount, Supplier<Optional<Details>> packet) {
    this.id = id;
    this.payer = payer;
    this.payee = payee;
    this.amount = amount;
    this.units = Amounts.parse(amount.amount());
    this.packet = packet;
  }

  /** A transfer that is asked for. */
  public static Payment of(TransferPrepare message) {
    return new Payment(
        message.transferId(),
        message.payerFsp(),
        message.payeeFsp(),
        message.amount(),
        () -> opened(message.ilpPacket()));
  }

  /**
   * A quote that is asked for, judged by the amount it names.
   *
   * @param payer FSPIOP-Source
   * @param payee FSPIOP-Destination
   */
  public static Payment of(QuoteRequest message, String payer, String payee) {
    Details details =
        new Details(
            message.transactionType().scenario(),
            Optional.of(message.payer().party()),
            Optional.of(message.payee().party()));
    return new Payment(
        message.quoteId(), payer, payee, message.amount(), () -> Optional.of(details));
  }

  /** Id of the transfer or quote. */
  String id() {
    return id;
  }

  /** Name of the DFSP on a side, as the message spells it. */
  String name(Side side) {
    return side == Side.PAYER ? payer : payee;
  }

  /** The same as rules compare it: names are unique whatever their case. */
  String key(Side side) {
    return key(name(side));
  }

  /** A participant's name as rules compare it. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  Money amount() {
    return amount;
  }

  /** Minor units; empty when it is more than any limit can be. */
  OptionalLong units() {
    return units;
  }

  /** Parties and scenario; empty when the ILP packet cannot be read. */
  Optional<Details> details() {
    if (packet != null) {
      details = packet.get();
      packet = null;
    }
    return details;
  }

  private static Optional<Details> opened(String text) {
    try {
      JsonNode transaction = IlpPacket.decode(text).transaction();
      JsonNode scenario = transaction.path("transactionType").path("scenario");
      return scenario.isString()
          ? Optional.of(
              new Details(
                  scenario.stringValue(),
                  party(transaction.path("payer")),
                  party(transaction.path("payee"))))
          : Optional.empty();
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<PartyKey> party(JsonNode party) {
    JsonNode info = party.path("partyIdInfo");
    JsonNode type = info.path("partyIdType");
    JsonNode identifier = info.path("partyIdentifier");
    return type.isString() && identifier.isString()
        ? Optional.of(new PartyKey(type.stringValue(), identifier.stringValue(), Optional.empty()))
        : Optional.empty();
  }
}
