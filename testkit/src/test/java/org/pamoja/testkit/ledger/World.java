package org.pamoja.testkit.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.command.Command.FundsAccounts;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Party;

/**
 * The participants of the ledger's tests. All have accounts in USD and EUR, except the hub's friend
 * "dave", who has USD only. Accounts are numbered so that names, currencies and numbers give each
 * other away.
 */
final class World {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final String HUB = "Hub";
  static final List<String> DFSPS = List.of("alice", "bob", "carol", "fxp", "dave");
  static final List<String> CURRENCIES = List.of("USD", "EUR");

  /** Preimage of 32 zero bytes, and its condition. */
  static final String FULFILMENT = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  static final String CONDITION = "Zmh6rfhivXdsj8GLjp-OIAiXFIVu4jOzkCpZHQ1fKSU";

  private World() {}

  /** Every account, not yet taking part except the hub's, which are active from the start. */
  static List<Account> accounts() {
    List<Account> accounts = new ArrayList<>();
    for (String currency : CURRENCIES) {
      accounts.add(
          account(
              reconciliation(currency), 1, HUB, currency, AccountTypes.HUB_RECONCILIATION, true));
      accounts.add(
          account(
              multilateral(currency),
              1,
              HUB,
              currency,
              AccountTypes.HUB_MULTILATERAL_SETTLEMENT,
              true));
    }
    for (String name : DFSPS) {
      for (String currency : name.equals("dave") ? List.of("USD") : CURRENCIES) {
        int number = 2 + DFSPS.indexOf(name);
        accounts.add(
            account(
                position(name, currency), number, name, currency, AccountTypes.POSITION, false));
        accounts.add(
            account(
                settlement(name, currency),
                number,
                name,
                currency,
                AccountTypes.SETTLEMENT,
                false));
        accounts.add(
            account(
                fee(name, currency), number, name, currency, AccountTypes.INTERCHANGE_FEE, true));
      }
    }
    return accounts;
  }

  private static Account account(
      long id, int participant, String name, String currency, String type, boolean active) {
    return new Account(
        id,
        participant,
        name,
        currency,
        type,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.ZERO,
        Optional.empty(),
        BigInteger.ZERO,
        1,
        active,
        true,
        active);
  }

  static long reconciliation(String currency) {
    return 1 + CURRENCIES.indexOf(currency);
  }

  static long multilateral(String currency) {
    return 3 + CURRENCIES.indexOf(currency);
  }

  /** Number of an INTERCHANGE_FEE account. */
  static long fee(String name, String currency) {
    return 10 * (DFSPS.indexOf(name) + 1) + 5 + CURRENCIES.indexOf(currency);
  }

  /** Number of a POSITION account; 0 for who has none. */
  static long position(String name, String currency) {
    int owner = DFSPS.indexOf(name);
    boolean none = owner < 0 || name.equals("dave") && !currency.equals("USD");
    return none ? 0 : 10 * (owner + 1) + 1 + 2 * CURRENCIES.indexOf(currency);
  }

  static long settlement(String name, String currency) {
    return position(name, currency) + 1;
  }

  static FundsAccounts funds(String name, String currency) {
    return new FundsAccounts(
        name, settlement(name, currency), position(name, currency), reconciliation(currency));
  }

  static Party party(String name, String currency) {
    return DFSPS.contains(name)
        ? new Party(name, true, true, position(name, currency))
        : Party.unknown(name);
  }

  /** An amount of 18 digits, which is legal and larger than a long. */
  static Money huge(String currency) {
    return new Money(currency, "999999999999999999", OptionalLong.empty());
  }
}
