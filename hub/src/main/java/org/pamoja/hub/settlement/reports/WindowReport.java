package org.pamoja.hub.settlement.reports;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.settlement.sheets.Cell;
import org.pamoja.hub.settlement.sheets.Table;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.SettlementWindows.SettlementWindow;
import org.pamoja.ledger.postgres.WindowFlows;

/** What each account came to in a window. Threads may share it; each call blocks. */
final class WindowReport {
  private final SettlementWindows windows;
  private final WindowFlows flows;

  WindowReport(SettlementWindows windows, WindowFlows flows) {
    this.windows = windows;
    this.flows = flows;
  }

  private record Net(WindowFlows.Turnover account, BigInteger amount, long entries) {
    Net plus(Net other) {
      return new Net(account, amount.add(other.amount), entries + other.entries);
    }
  }

  /**
   * The report; of one participant only if {@code fsp} is given.
   *
   * @throws FspiopException 400/3100 when there is no such window, or it is not summed up yet
   */
  Table of(long id, Optional<String> fsp) {
    SettlementWindow window =
        windows
            .find(id)
            .orElseThrow(
                () ->
                    new FspiopException(
                        ErrorCode.VALIDATION_ERROR, "Window " + id + " does not exist"));
    if (window.closedAt().isEmpty() || window.state().name().equals("PROCESSING")) {
      throw new FspiopException(ErrorCode.VALIDATION_ERROR, "Window " + id + " is not closed yet");
    }
    Map<Long, Net> accounts = new TreeMap<>();
    for (WindowFlows.Turnover turnover : flows.turnovers(List.of(id))) {
      accounts.merge(
          turnover.account(), new Net(turnover, turnover.net(), turnover.transfers()), Net::plus);
    }
    return new Table(
        "SettlementWindow",
        List.of(
            new Table.Fact("settlementWindowId", "Settlement Window ID", Cell.of(id)),
            new Table.Fact("state", "State", Cell.of(window.state().name())),
            new Table.Fact("timezone", "Timezone", Cell.of("UTC"))),
        columns(),
        rows(window, accounts, fsp));
  }

  private static List<List<Cell>> rows(
      SettlementWindow window, Map<Long, Net> accounts, Optional<String> fsp) {
    List<List<Cell>> rows = new ArrayList<>();
    accounts.values().stream()
        .filter(net -> fsp.isEmpty() || fsp.get().equals(net.account().participant()))
        .sorted(Comparator.comparing((Net net) -> net.account().participant()))
        .forEach(net -> rows.add(row(window, net)));
    return rows;
  }

  private static List<Table.Column> columns() {
    return SettlementReports.columns(
        "fspId", "fspId",
        "settlementWindowId", "settlementWindowId",
        "state", "state",
        "currency", "currency",
        "netPosition", "netPosition",
        "windowOpen", "windowOpen",
        "windowClose", "windowClose",
        "participantId", "participantId",
        "accountId", "accountId",
        "accountType", "accountType",
        "entries", "entries",
        "narration", "narration");
  }

  private static List<Cell> row(SettlementWindow window, Net net) {
    WindowFlows.Turnover account = net.account();
    return List.of(
        Cell.of(account.participant()),
        Cell.of(window.id()),
        Cell.of(window.state().name()),
        Cell.of(account.currency()),
        Cell.amount(net.amount(), account.currency()),
        Cell.of(window.createdAt()),
        window.closedAt().map(Cell::of).orElse(Cell.EMPTY),
        Cell.of(account.participantId()),
        Cell.of(account.account()),
        Cell.of(account.type()),
        Cell.of(net.entries()),
        Cell.of(window.reason()));
  }
}
