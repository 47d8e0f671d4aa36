package org.pamoja.testkit.ledger;

import org.pamoja.ledger.account.Account;

/** An account of the {@link LedgerModel}: plain numbers. */
final class ModelAccount {
  final String currency;
  final String type;
  boolean active;
  boolean participantActive;
  boolean begun;
  Long cap;
  long posted;
  long held;
  long liquidity;

  ModelAccount(Account account) {
    currency = account.currency();
    type = account.type();
    active = account.active();
    participantActive = account.participantActive();
    begun = account.initialised();
    cap = account.netDebitCap().map(cap -> cap.longValueExact()).orElse(null);
    posted = account.debitsPosted().subtract(account.creditsPosted()).longValueExact();
    held = account.debitsPending().longValueExact();
    liquidity = account.liquidity().longValueExact();
  }

  long value() {
    return posted + held;
  }
}
