package org.pamoja.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.transfer.Leg;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKind;

/** What must hold of every ledger between two batches, whatever came in. */
final class Invariants {

  private Invariants() {}

  static void check(LedgerReader ledger) {
    Map<Long, Account> accounts = ledger.accounts();
    Map<Long, Long> debits = new HashMap<>();
    Map<Long, Long> credits = new HashMap<>();
    Map<String, Long> perCurrency = new HashMap<>();
    Map<String, Long> perTransfer = new HashMap<>();
    for (Posting posting : ledger.postings()) {
      long signed = posting.debit() ? posting.amount() : -posting.amount();
      String currency = accounts.get(posting.account()).currency();
      perCurrency.merge(currency, signed, Long::sum);
      perTransfer.merge(posting.transfer() + currency, signed, Long::sum);
      (posting.debit() ? debits : credits).merge(posting.account(), posting.amount(), Long::sum);
    }
    assertThat(perCurrency.values())
        .as("posted debits less credits: %s", perCurrency)
        .allMatch(it -> it == 0);
    assertThat(perTransfer.values())
        .as("the same per transfer: %s", perTransfer)
        .allMatch(it -> it == 0);
    Map<Long, Long> held = new HashMap<>();
    ledger.transfers().values().forEach(transfer -> addHeld(held, transfer));
    for (Account account : accounts.values()) {
      long id = account.id();
      assertThat(account.debitsPending()).as("held on %s", account).isEqualTo(big(held, id));
      assertThat(account.debitsPosted()).as("debits of %s", account).isEqualTo(big(debits, id));
      assertThat(account.creditsPosted()).as("credits of %s", account).isEqualTo(big(credits, id));
    }
  }

  private static void addHeld(Map<Long, Long> held, Transfer transfer) {
    // A settlement that is reserved has moved already what it moves.
    boolean holds =
        transfer.state().holdsReservation() && transfer.kind() != TransferKind.SETTLEMENT;
    if (holds) {
      Leg leg =
          switch (transfer.kind()) {
            case TRANSFER, PAYER_CONVERSION, FUNDS_OUT, FUNDS_IN, INITIAL_POSITION, SETTLEMENT ->
                transfer.source();
            case PAYEE_CONVERSION -> transfer.target().orElseThrow();
          };
      held.merge(leg.debtor(), leg.amount(), Long::sum);
    }
  }

  private static BigInteger big(Map<Long, Long> sums, long account) {
    return BigInteger.valueOf(sums.getOrDefault(account, 0L));
  }
}
