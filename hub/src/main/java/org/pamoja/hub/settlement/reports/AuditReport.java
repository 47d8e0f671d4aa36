package org.pamoja.hub.settlement.reports;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.pamoja.hub.settlement.bank.Statement;
import org.pamoja.hub.settlement.sheets.Cell;
import org.pamoja.hub.settlement.sheets.Table;

/** The statements of all with status, user and reference of every movement. Pure. */
final class AuditReport {
  private AuditReport() {}

  static Table of(List<FundsStatements.Detailed> all) {
    List<List<Cell>> rows = new ArrayList<>();
    for (FundsStatements.Detailed one : all) {
      BigInteger balance = one.statement().opening();
      for (FundsStatements.Movement moved : one.movements()) {
        balance = balance.add(moved.amount());
        rows.add(row(one.statement(), moved, balance));
      }
    }
    return new Table(
        "SettlementAudit",
        List.of(),
        SettlementReports.columns(
            "participant", "DFSP",
            "accountId", "Account ID",
            "transferId", "Transfer Id",
            "dateTime", "Date Time",
            "description", "Process Description",
            "status", "Transfer Status",
            "fundsIn", "Funds In",
            "fundsOut", "Funds Out",
            "balance", "Balance",
            "currency", "Currency",
            "user", "User",
            "reference", "Reference"),
        rows);
  }

  private static List<Cell> row(
      Statement statement, FundsStatements.Movement moved, BigInteger balance) {
    String currency = statement.currency();
    boolean in = moved.amount().signum() > 0;
    Cell amount = Cell.amount(moved.amount().abs(), currency);
    return List.of(
        Cell.of(statement.participant()),
        Cell.of(statement.accountId()),
        Cell.of(moved.reference()),
        Cell.of(moved.at()),
        Cell.of(moved.description()),
        Cell.of(moved.status()),
        in ? amount : Cell.EMPTY,
        in ? Cell.EMPTY : amount,
        Cell.amount(balance, currency),
        Cell.of(currency),
        Cell.of(moved.user()),
        Cell.of(moved.external()));
  }
}
