package org.pamoja.hub.settlement.reports;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.pamoja.hub.settlement.bank.BilateralNet;
import org.pamoja.hub.settlement.bank.SettledAccount;
import org.pamoja.hub.settlement.bank.SettlementFacts;
import org.pamoja.hub.settlement.sheets.Cell;
import org.pamoja.hub.settlement.sheets.Table;

/** Tables about one settlement. Pure; threads may share it. */
final class SettlementReports {
  private SettlementReports() {}

  /** What each participant comes to against all others. */
  static Table multilateral(SettlementFacts settlement) {
    List<List<Cell>> rows =
        settlement.accounts().stream()
            .map(
                account ->
                    Stream.concat(
                            Stream.of(
                                Cell.of(account.participant()),
                                Cell.of(account.currency()),
                                Cell.amount(account.netAmount(), account.currency()),
                                Cell.of(account.participantId()),
                                Cell.of(account.accountId()),
                                Cell.of(account.type()),
                                Cell.of(account.state())),
                            batch(settlement))
                        .toList())
            .toList();
    return new Table(
        "MultilateralSettlement",
        facts(settlement),
        columns(
            "participant", "Participant",
            "currency", "Currency",
            "netSettlementAmount", "Net Settlement Amount",
            "participantId", "Participant ID",
            "accountId", "Account ID",
            "accountType", "Account Type",
            "state", "State",
            "settlementWindows", "Settlement Windows",
            "narration", "Narration"),
        rows);
  }

  /**
   * What each two participants come to; of one participant only if {@code fsp} is given.
   *
   * @param name name of the sheet
   */
  static Table bilateral(
      String name, SettlementFacts settlement, List<BilateralNet> pairs, Optional<String> fsp) {
    Predicate<BilateralNet> concerned =
        pair ->
            fsp.isEmpty()
                || fsp.get().equals(pair.debtorName())
                || fsp.get().equals(pair.creditorName());
    return new Table(
        name,
        facts(settlement),
        columns(
            "netDebtor", "Net Debtor",
            "netCreditor", "Net Creditor",
            "currency", "Currency",
            "totalSent", "Total Sent",
            "totalReceived", "Total Received",
            "netSettlement", "Net Settlement",
            "debtorAccountId", "Debtor Account ID",
            "creditorAccountId", "Creditor Account ID",
            "transfers", "Transfers",
            "settlementWindows", "Settlement Windows",
            "narration", "Narration"),
        pairs.stream().filter(concerned).map(pair -> row(settlement, pair)).toList());
  }

  private static List<Cell> row(SettlementFacts settlement, BilateralNet pair) {
    return Stream.concat(
            Stream.of(
                Cell.of(pair.debtorName()),
                Cell.of(pair.creditorName()),
                Cell.of(pair.currency()),
                Cell.amount(pair.sent(), pair.currency()),
                Cell.amount(pair.received(), pair.currency()),
                Cell.amount(pair.net(), pair.currency()),
                Cell.of(pair.debtor()),
                Cell.of(pair.creditor()),
                Cell.of(pair.transfers())),
            batch(settlement))
        .toList();
  }

  /**
   * Who sent how much to whom: a line for each sender and a column for each receiver, with totals,
   * net positions and a check value that is zero.
   */
  static Table matrix(SettlementFacts settlement, List<BilateralNet> pairs) {
    List<String> names =
        List.copyOf(
            new TreeSet<>(
                settlement.accounts().stream().map(SettledAccount::participant).toList()));
    List<Table.Column> columns =
        new ArrayList<>(columns("sentBy", "Sent by / received by", "currency", "Currency"));
    names.forEach(name -> columns.add(new Table.Column(name, name)));
    columns.addAll(
        columns(
            "totalSent", "Total Sent",
            "totalReceived", "Total Received",
            "netPosition", "Aggregated Net Position"));
    List<List<Cell>> rows = new ArrayList<>();
    TreeSet<String> currencies =
        new TreeSet<>(settlement.accounts().stream().map(SettledAccount::currency).toList());
    for (String currency : currencies) {
      rows.addAll(new Matrix(names, currency, pairs).rows());
    }
    return new Table("Settlement", facts(settlement), columns, rows);
  }

  /** The sums of one currency. */
  private record Matrix(List<String> names, String currency, Map<String, BigInteger> sums) {

    Matrix(List<String> names, String currency, List<BilateralNet> pairs) {
      this(names, currency, sums(currency, pairs));
    }

    private static Map<String, BigInteger> sums(String currency, List<BilateralNet> pairs) {
      Map<String, BigInteger> sums = new TreeMap<>();
      for (BilateralNet pair : pairs) {
        if (pair.currency().equals(currency)) {
          add(sums, pair.debtorName(), pair.creditorName(), pair.sent());
          add(sums, pair.creditorName(), pair.debtorName(), pair.received());
        }
      }
      return sums;
    }

    private static void add(Map<String, BigInteger> sums, String from, String to, long amount) {
      sums.merge(from + " " + to, BigInteger.valueOf(amount), BigInteger::add);
    }

    List<List<Cell>> rows() {
      List<List<Cell>> rows = new ArrayList<>();
      BigInteger check = BigInteger.ZERO;
      for (String sender : names) {
        BigInteger net = sent(sender).subtract(received(sender));
        check = check.add(net);
        List<Cell> row = start(sender);
        names.forEach(receiver -> row.add(cell(between(sender, receiver))));
        row.addAll(List.of(cell(sent(sender)), cell(received(sender)), cell(net)));
        rows.add(row);
      }
      List<Cell> totals = start("Total received");
      names.forEach(receiver -> totals.add(cell(received(receiver))));
      totals.addAll(List.of(Cell.EMPTY, Cell.EMPTY, Cell.EMPTY));
      rows.add(totals);
      List<Cell> last = start("Check value (zero)");
      names.forEach(_ -> last.add(Cell.EMPTY));
      last.addAll(List.of(Cell.EMPTY, Cell.EMPTY, cell(check)));
      rows.add(last);
      return rows;
    }

    private List<Cell> start(String name) {
      return new ArrayList<>(List.of(Cell.of(name), Cell.of(currency)));
    }

    private BigInteger between(String sender, String receiver) {
      return sums.getOrDefault(sender + " " + receiver, BigInteger.ZERO);
    }

    private BigInteger sent(String name) {
      return names.stream()
          .map(other -> between(name, other))
          .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private BigInteger received(String name) {
      return names.stream()
          .map(other -> between(other, name))
          .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private Cell cell(BigInteger amount) {
      return Cell.amount(amount, currency);
    }
  }

  static List<Table.Fact> facts(SettlementFacts settlement) {
    return List.of(
        new Table.Fact("settlementId", "Settlement ID", Cell.of(settlement.id())),
        new Table.Fact("settlementModel", "Settlement Model", Cell.of(settlement.model())),
        new Table.Fact("state", "State", Cell.of(settlement.state())),
        new Table.Fact("createdDate", "Settlement Created Date", Cell.of(settlement.createdAt())),
        new Table.Fact("timezone", "Timezone", Cell.of("UTC")));
  }

  private static Stream<Cell> batch(SettlementFacts settlement) {
    return Stream.of(Cell.of(settlement.batch()), Cell.of(settlement.narration()));
  }

  /** Columns of alternating keys and headings. */
  static List<Table.Column> columns(String... keysAndHeadings) {
    List<Table.Column> columns = new ArrayList<>();
    for (int i = 0; i < keysAndHeadings.length; i += 2) {
      columns.add(new Table.Column(keysAndHeadings[i], keysAndHeadings[i + 1]));
    }
    return columns;
  }
}
