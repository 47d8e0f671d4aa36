package org.pamoja.hub.books;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.postgres.AccountHistory.Balance;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every account's posted balance on its side, by currency: what is owed to the hub's books on the
 * debit side, what they owe on the credit side, and both sides equal.
 *
 * @param asOf the moment it is of; empty for now
 * @param currencies the lines by currency, in code order
 */
record TrialBalance(Optional<Instant> asOf, Map<String, List<Line>> currencies) {

  /**
   * One account.
   *
   * @param account its number
   * @param participant whose
   * @param type ledger account type
   * @param balance posted debits less posted credits, minor units
   * @param reserved what is reserved besides; known only of now
   */
  record Line(
      long account,
      String participant,
      String type,
      BigInteger balance,
      Optional<BigInteger> reserved) {
    private BigInteger debit() {
      return balance.max(BigInteger.ZERO);
    }

    private BigInteger credit() {
      return balance.negate().max(BigInteger.ZERO);
    }
  }

  static TrialBalance now(List<Account> accounts) {
    Map<String, List<Line>> lines = new TreeMap<>();
    for (Account account : accounts) {
      lines
          .computeIfAbsent(account.currency(), _ -> new ArrayList<>())
          .add(
              new Line(
                  account.id(),
                  account.participant(),
                  account.type(),
                  account.debitsPosted().subtract(account.creditsPosted()),
                  Optional.of(account.debitsPending())));
    }
    return new TrialBalance(Optional.empty(), lines);
  }

  static TrialBalance asOf(List<Balance> balances, Instant moment) {
    Map<String, List<Line>> lines = new TreeMap<>();
    for (Balance balance : balances) {
      lines
          .computeIfAbsent(balance.currency(), _ -> new ArrayList<>())
          .add(
              new Line(
                  balance.account(),
                  balance.participant(),
                  balance.type(),
                  balance.value(),
                  Optional.empty()));
    }
    return new TrialBalance(Optional.of(moment), lines);
  }

  /** As operators see it; of one currency if it is given. */
  ArrayNode view(Optional<String> only) {
    ArrayNode view = JsonNodeFactory.instance.arrayNode();
    currencies.forEach(
        (currency, lines) -> {
          if (only.isEmpty() || only.get().equals(currency)) {
            view.add(view(currency, lines));
          }
        });
    return view;
  }

  private ObjectNode view(String currency, List<Line> lines) {
    BigInteger debits = sum(lines.stream().map(Line::debit).toList());
    BigInteger credits = sum(lines.stream().map(Line::credit).toList());
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("currency", currency).put("balanced", debits.equals(credits));
    asOf.ifPresent(moment -> view.put("asOf", AdminTime.text(moment)));
    view.set("debit", AdminAmounts.number(debits));
    view.set("credit", AdminAmounts.number(credits));
    ArrayNode accounts = view.putArray("accounts");
    for (Line line : lines) {
      ObjectNode account =
          accounts
              .addObject()
              .put("accountId", line.account())
              .put("participant", line.participant())
              .put("ledgerAccountType", line.type());
      account.set("debit", AdminAmounts.number(line.debit()));
      account.set("credit", AdminAmounts.number(line.credit()));
      line.reserved().ifPresent(held -> account.set("reserved", AdminAmounts.number(held)));
    }
    return view;
  }

  private static BigInteger sum(List<BigInteger> amounts) {
    return amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
