package org.pamoja.hub.settlement.bank;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * A statement of one account. Balances and amounts are the owner's: positive is in its favour.
 *
 * @param id identifies the statement, at most 35 characters
 * @param participantId number of the owner
 * @param participant name of the owner
 * @param bankIdentifier what the bank calls the owner; empty when it was not set
 * @param accountId number of the account
 * @param accountType its ledger account type
 * @param currency currency code
 * @param from begin of the period
 * @param to end of the period
 * @param opening minor units at its begin
 * @param entries what happened in it, in order
 * @param title what it is a statement of, for example {@code Settlement 12, windows 7 8}
 */
public record Statement(
    String id,
    int participantId,
    String participant,
    String bankIdentifier,
    long accountId,
    String accountType,
    String currency,
    Instant from,
    Instant to,
    BigInteger opening,
    List<Entry> entries,
    String title) {

  /**
   * One entry.
   *
   * @param reference id of what was booked: a transfer, or a window and counterparty
   * @param at when
   * @param description what it was, in words
   * @param amount minor units, positive in the owner's favour
   */
  public record Entry(String reference, Instant at, String description, BigInteger amount) {}

  /** Minor units at the end of the period. */
  public BigInteger closing() {
    return entries.stream().map(Entry::amount).reduce(opening, BigInteger::add);
  }
}
