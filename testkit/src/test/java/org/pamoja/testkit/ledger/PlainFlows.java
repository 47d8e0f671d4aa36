package org.pamoja.testkit.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.postgres.WindowFlows.Flow;

/**
 * A window's flows the plain way: each transfer's debits go to its credits of the same kind, gross
 * settlement stays within a participant, and equal ways are added up.
 */
final class PlainFlows {
  private static final Comparator<Flow> ORDER =
      Comparator.comparingLong(Flow::debtor)
          .thenComparingLong(Flow::creditor)
          .thenComparing(Flow::entry);

  private PlainFlows() {}

  static List<Flow> of(long window, List<Posting> postings, Map<Long, Account> accounts) {
    Map<String, List<Posting>> credits = new TreeMap<>();
    List<Posting> debits = new ArrayList<>();
    for (Posting posting : postings) {
      if (posting.window() == window && counted(posting.entry())) {
        if (posting.debit()) {
          debits.add(posting);
        } else {
          credits.computeIfAbsent(name(posting, accounts), it -> new ArrayList<>()).add(posting);
        }
      }
    }
    Map<String, Flow> flows = new TreeMap<>();
    for (Posting debit : debits) {
      for (Posting credit : credits.getOrDefault(name(debit, accounts), List.of())) {
        String currency = accounts.get(debit.account()).currency();
        Flow flow =
            new Flow(
                window,
                debit.account(),
                credit.account(),
                debit.entry(),
                currency,
                BigInteger.valueOf(debit.amount()),
                1);
        String way = flow.debtor() + " " + flow.creditor() + " " + flow.entry();
        flows.merge(way, flow, PlainFlows::sum);
      }
    }
    return flows.values().stream().sorted(ORDER).toList();
  }

  /** Transfers and fees, and what was settled at once. */
  private static boolean counted(EntryType entry) {
    return entry.code() <= 3 || entry.code() == 11;
  }

  private static String name(Posting posting, Map<Long, Account> accounts) {
    boolean own = posting.entry() == EntryType.GROSS_SETTLEMENT;
    String owner = own ? accounts.get(posting.account()).participant() : "";
    return posting.transfer() + " " + posting.entry() + " " + owner;
  }

  private static Flow sum(Flow one, Flow other) {
    return new Flow(
        one.window(),
        one.debtor(),
        one.creditor(),
        one.entry(),
        one.currency(),
        one.amount().add(other.amount()),
        one.transfers() + other.transfers());
  }
}
