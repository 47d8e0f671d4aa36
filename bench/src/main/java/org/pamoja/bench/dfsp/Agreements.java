package org.pamoja.bench.dfsp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pamoja.fspiop.ilp.IlpSecret;
import org.pamoja.fspiop.ilp.IlpTransaction;
import org.pamoja.fspiop.message.FspiopTime;
import org.pamoja.wallet.PartyBodies;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ILP agreements between simulated DFSPs. There is one for each payer, payee and amount, made
 * like every real one and then used again by all their payments: the hub only hashes the
 * fulfilment, so its work is the same, and the load generator is spared a packet for each payment.
 * Threads may share it.
 */
final class Agreements {
  private static final String SECRET = "simulated DFSPs have no secrets";
  private static final Duration VALIDITY = Duration.ofDays(1);

  private final IlpSecret secret = new IlpSecret(SECRET);
  private final Map<Terms, Agreement> made = new ConcurrentHashMap<>();
  private final String currency;
  private final InstantSource clock;

  /** Who pays whom how much, minor units at scale 4. */
  record Terms(String payer, String payee, long amount) {}

  /**
   * What a payee and a payer hold of an agreement.
   *
   * @param ilpPacket packet
   * @param condition lock of the transfers
   * @param fulfilment what opens it
   * @param expiration until when quotes that offer it are valid
   */
  record Agreement(String ilpPacket, String condition, String fulfilment, String expiration) {}

  Agreements(String currency, InstantSource clock) {
    this.currency = currency;
    this.clock = clock;
  }

  /** The agreement on these terms. */
  Agreement of(Terms terms) {
    return made.computeIfAbsent(terms, this::make);
  }

  private Agreement make(Terms terms) {
    Instant expiration = clock.instant().plus(VALIDITY);
    ObjectNode quote =
        PartyBodies.object()
            .put("quoteId", "7c23e80c-d078-4077-8263-2c047876fcf6")
            .put("transactionId", "85feac2f-39b2-491b-817e-4a03203d4f14");
    quote.set("payer", PartyBodies.party("1", terms.payer()));
    quote.set("payee", PartyBodies.party("2", terms.payee()));
    quote
        .putObject("transactionType")
        .put("scenario", "TRANSFER")
        .put("initiator", "PAYER")
        .put("initiatorType", "CONSUMER");
    ObjectNode answer = PartyBodies.object().put("expiration", FspiopTime.format(expiration));
    answer.set("transferAmount", PartyBodies.money(terms.amount(), currency));
    IlpSecret.Agreement agreement = secret.v1(IlpTransaction.ofQuote(quote, answer));
    return new Agreement(
        agreement.ilpPacket(),
        agreement.condition().text(),
        agreement.fulfilment(),
        FspiopTime.format(expiration));
  }
}
