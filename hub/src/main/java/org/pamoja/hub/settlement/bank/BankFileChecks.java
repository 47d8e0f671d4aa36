package org.pamoja.hub.settlement.bank;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.pamoja.hub.settlement.sheets.Cell;
import org.pamoja.ledger.account.AccountTypes;

/**
 * The checks of the bank's file against the settlement: the table of the operator portal, whose
 * errors block and whose warnings are to be confirmed. Pure; for one thread and one file.
 */
final class BankFileChecks {
  private final SettlementFacts settlement;
  private final LongPredicate existing;
  private final Choice choice;
  private final List<Finding> findings = new ArrayList<>();

  private BankFileChecks(SettlementFacts settlement, LongPredicate existing, Choice choice) {
    this.settlement = settlement;
    this.existing = existing;
    this.choice = choice;
  }

  /**
   * All that a file has against it; empty when nothing has. Nothing is left out, since each may be
   * an error that blocks or a warning that nobody has confirmed; the lines of a file are bounded.
   *
   * @param file the bank's file
   * @param settlement the settlement that is to be finalised
   * @param existing which account numbers exist at all
   * @param choice what is to be done with the file
   */
  static List<Finding> check(
      BankFile file, SettlementFacts settlement, LongPredicate existing, Choice choice) {
    BankFileChecks checks = new BankFileChecks(settlement, existing, choice);
    checks.findings.addAll(file.faults());
    checks.whole(file);
    checks.rows(file);
    checks.sums(file);
    checks.missing(file);
    return List.copyOf(checks.findings);
  }

  /**
   * The bank's balances by account in minor units, as far as they are valid. Only the first row of
   * an account counts: it is the one that is checked.
   */
  static Map<Long, Long> balances(BankFile file) {
    Map<Long, Long> balances = new HashMap<>();
    Set<Long> seen = new HashSet<>();
    for (BankFile.Row row : file.rows()) {
      if (!seen.add(row.accountId())) {
        continue;
      }
      row.balance()
          .map(balance -> BankAmounts.minorUnits(balance, row.currency()))
          .filter(OptionalLong::isPresent)
          .ifPresent(balance -> balances.put(row.accountId(), balance.getAsLong()));
    }
    return balances;
  }

  private void whole(BankFile file) {
    if (settlement.isOver()) {
      findings.add(
          Finding.ofFile(
              FindingCode.SETTLEMENT_OVER,
              "settlement " + settlement.id() + " is in state " + settlement.state()));
    }
    if (file.settlementId().isPresent() && file.settlementId().getAsLong() != settlement.id()) {
      findings.add(
          Finding.ofFile(
              FindingCode.SETTLEMENT_ID_DIFFERS,
              "the file is about settlement %d, not %d"
                  .formatted(file.settlementId().getAsLong(), settlement.id())));
    }
  }

  private void rows(BankFile file) {
    Set<Long> seen = new HashSet<>();
    for (BankFile.Row row : file.rows()) {
      if (!seen.add(row.accountId())) {
        add(FindingCode.ACCOUNT_TWICE, row, "account " + row.accountId() + " has a row already");
        continue;
      }
      Optional<SettledAccount> account = settlement.account(row.accountId());
      if (account.isPresent()) {
        row(row, account.get());
      } else if (existing.test(row.accountId())) {
        add(
            FindingCode.ACCOUNT_NOT_IN_SETTLEMENT,
            row,
            "account %d is not part of settlement %d".formatted(row.accountId(), settlement.id()));
      } else {
        add(FindingCode.ACCOUNT_UNKNOWN, row, "there is no account " + row.accountId());
      }
    }
  }

  private void row(BankFile.Row row, SettledAccount account) {
    if (row.participantId() != account.participantId()
        || !row.name().equals(account.participant())) {
      add(
          FindingCode.IDENTIFIERS_DIFFER,
          row,
          "account %d belongs to %d %s, not to %d %s"
              .formatted(
                  account.accountId(),
                  account.participantId(),
                  account.participant(),
                  row.participantId(),
                  row.name()));
    }
    if (!account.type().equals(AccountTypes.POSITION)) {
      add(
          FindingCode.ACCOUNT_TYPE,
          row,
          "account %d is of type %s".formatted(account.accountId(), account.type()));
    }
    if (!row.currency().equals(account.currency())) {
      add(
          FindingCode.CURRENCY_DIFFERS,
          row,
          "account %d is in %s".formatted(account.accountId(), account.currency()));
      return;
    }
    amounts(row, account);
  }

  private void amounts(BankFile.Row row, SettledAccount account) {
    OptionalLong transfer = BankAmounts.minorUnits(row.transfer(), row.currency());
    if (transfer.isEmpty()) {
      add(FindingCode.AMOUNT_INVALID, row, "the transfer is no valid amount of " + row.currency());
    } else if (transfer.getAsLong() != account.netAmount()) {
      add(
          FindingCode.TRANSFER_DIFFERS,
          row,
          "the transfer is %s, the net amount %s"
              .formatted(
                  shown(transfer.getAsLong(), account), shown(account.netAmount(), account)));
    }
    if (row.balance().isEmpty()) {
      add(FindingCode.BALANCE_ABSENT, row, "the balance is missing");
      return;
    }
    OptionalLong balance = BankAmounts.minorUnits(row.balance().get(), row.currency());
    if (balance.isEmpty()) {
      add(FindingCode.AMOUNT_INVALID, row, "the balance is no valid amount of " + row.currency());
    } else {
      balance(row, account, balance.getAsLong(), transfer.orElse(account.netAmount()));
    }
  }

  private void balance(BankFile.Row row, SettledAccount account, long balance, long transfer) {
    if (balance <= 0) {
      boolean impossible = balance < 0 && choice.funds() && !account.isCommitted();
      add(
          impossible ? FindingCode.BALANCE_BELOW_ZERO : FindingCode.BALANCE_NOT_POSITIVE,
          row,
          "the balance is " + shown(balance, account));
    }
    if (account.isCommitted()) {
      return; // its funds may have been booked: there is nothing left to expect
    }
    if (account.funds().isEmpty()) {
      if (choice.funds()) {
        add(
            FindingCode.NO_SETTLEMENT_ACCOUNT,
            row,
            account.participant() + " has no settlement account in " + account.currency());
      }
      return;
    }
    BigInteger expected = account.funds().get().balance().subtract(BigInteger.valueOf(transfer));
    BigInteger difference = BigInteger.valueOf(balance).subtract(account.funds().get().balance());
    if (choice.funds() && !Effect.isBookable(difference)) {
      add(FindingCode.AMOUNT_INVALID, row, "the difference to the hub's balance is too large");
    }
    if (!expected.equals(BigInteger.valueOf(balance))) {
      add(
          FindingCode.BALANCE_DIFFERS,
          row,
          "the balance is %s, the hub expects %s"
              .formatted(
                  shown(balance, account),
                  Cell.decimal(expected, account.currency()).toPlainString()));
    }
  }

  private void sums(BankFile file) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    file.rows().forEach(row -> sums.merge(row.currency(), row.transfer(), BigDecimal::add));
    sums.forEach(
        (currency, sum) -> {
          if (sum.signum() != 0) {
            findings.add(
                Finding.ofFile(
                    FindingCode.SUM_NOT_ZERO,
                    "the transfers in %s add up to %s".formatted(currency, sum.toPlainString())));
          }
        });
  }

  private void missing(BankFile file) {
    Set<Long> there = new HashSet<>();
    file.rows().forEach(row -> there.add(row.accountId()));
    for (SettledAccount account : settlement.accounts()) {
      if (!there.contains(account.accountId())) {
        findings.add(
            Finding.ofAccount(
                FindingCode.ACCOUNT_MISSING,
                account.accountId(),
                "account %d of %s is not in the file"
                    .formatted(account.accountId(), account.participant())));
      }
    }
  }

  private static String shown(long minorUnits, SettledAccount account) {
    return Cell.decimal(BigInteger.valueOf(minorUnits), account.currency()).toPlainString();
  }

  private void add(FindingCode code, BankFile.Row row, String text) {
    findings.add(Finding.ofRow(code, row, text));
  }
}
