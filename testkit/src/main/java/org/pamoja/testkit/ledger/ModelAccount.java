package org.pamoja.testkit.ledger;

import org.pamoja.ledger.account.Account;

/** An account of the {@link LedgerModel}: plain numbers. */
final class ModelAccount {
  final String owner;
  final String currency;
  final String type;
  boolean active;
  boolean participantActive;
  boolean begun;
  Long cap;

  /** Hundredths of a percent of the liquidity that the cap is; null where it is {@link #cap}. */
  Integer percent;

  long posted;
  long held;
  long liquidity;

  /** What transfers and fees moved in the open window, less what was settled gross. */
  long toSettle;

  ModelAccount(Account account) {
    owner = account.participant();
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

  /** The cap in force, null if none was set. */
  Long capNow() {
    return percent == null ? cap : Long.valueOf(Math.max(0, liquidity) * percent / 10_000);
  }

  long value() {
    return posted + held;
  }
}
