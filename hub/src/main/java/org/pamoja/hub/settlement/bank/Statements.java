package org.pamoja.hub.settlement.bank;

import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.pamoja.hub.settlement.sheets.Cell;
import org.pamoja.hub.settlement.sheets.Table;

/**
 * Statements as tables, with the columns of the reference's statement, and as ISO 20022 {@code
 * camt.053.001.08}, BankToCustomerStatement. Pure; threads may share it.
 */
public final class Statements {
  /** Name of the message. */
  static final String MESSAGE = "camt.053.001.08";

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final int MAX_REFERENCE = 35;
  private static final int MAX_INFORMATION = 140;

  private Statements() {}

  /** The statements below each other: an opening and a closing line around each one's entries. */
  public static Table table(List<Statement> statements) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Statement statement : statements) {
      BigInteger balance = statement.opening();
      rows.add(line(statement, "", statement.from(), "Opening balance", BigInteger.ZERO, balance));
      for (Statement.Entry entry : statement.entries()) {
        balance = balance.add(entry.amount());
        rows.add(
            line(
                statement,
                entry.reference(),
                entry.at(),
                entry.description(),
                entry.amount(),
                balance));
      }
      rows.add(line(statement, "", statement.to(), "Closing balance", BigInteger.ZERO, balance));
    }
    return new Table("Statement", List.of(), columns(), rows);
  }

  private static List<Table.Column> columns() {
    return List.of(
        new Table.Column("participantId", "DFSP ID"),
        new Table.Column("participant", "DFSP"),
        new Table.Column("accountId", "Account ID"),
        new Table.Column("accountType", "Account Type"),
        new Table.Column("from", "Date From"),
        new Table.Column("to", "Date To"),
        new Table.Column("transferId", "Transfer Id"),
        new Table.Column("dateTime", "Date Time"),
        new Table.Column("description", "Process Description"),
        new Table.Column("fundsIn", "Funds In"),
        new Table.Column("fundsOut", "Funds Out"),
        new Table.Column("balance", "Balance"),
        new Table.Column("currency", "Currency"),
        new Table.Column("narration", "Narration"));
  }

  private static List<Cell> line(
      Statement statement,
      String reference,
      Instant at,
      String description,
      BigInteger amount,
      BigInteger balance) {
    return List.of(
        Cell.of(statement.participantId()),
        Cell.of(statement.participant()),
        Cell.of(statement.accountId()),
        Cell.of(statement.accountType()),
        Cell.of(statement.from()),
        Cell.of(statement.to()),
        Cell.of(reference),
        Cell.of(at),
        Cell.of(description),
        amount.signum() > 0 ? Cell.amount(amount, statement.currency()) : Cell.EMPTY,
        amount.signum() < 0 ? Cell.amount(amount.negate(), statement.currency()) : Cell.EMPTY,
        Cell.amount(balance, statement.currency()),
        Cell.of(statement.currency()),
        Cell.of(statement.title()));
  }

  /**
   * The statements as one document.
   *
   * @param statements at least one
   * @param at when the document is made
   */
  public static byte[] camt(List<Statement> statements, Instant at) {
    IsoXml xml = new IsoXml(MESSAGE);
    String stamp = STAMP.format(at.atOffset(ZoneOffset.UTC));
    xml.element(
        "BkToCstmrStmt",
        () -> {
          xml.element(
              "GrpHdr",
              () ->
                  xml.element("MsgId", "STMT-" + statements.getFirst().accountId() + "-" + stamp)
                      .element("CreDtTm", at));
          for (Statement statement : statements) {
            xml.element("Stmt", () -> statement(xml, statement, at));
          }
        });
    return xml.finish();
  }

  private static void statement(IsoXml xml, Statement statement, Instant at) {
    xml.element("Id", IsoXml.cut(statement.id(), MAX_REFERENCE))
        .element("CreDtTm", at)
        .element(
            "FrToDt",
            () -> xml.element("FrDtTm", statement.from()).element("ToDtTm", statement.to()))
        .element("Acct", () -> account(xml, statement))
        .element(
            "Bal", () -> balance(xml, "OPBD", statement.opening(), statement, statement.from()))
        .element("Bal", () -> balance(xml, "CLBD", statement.closing(), statement, statement.to()));
    for (Statement.Entry entry : statement.entries()) {
      xml.element("Ntry", () -> entry(xml, statement, entry));
    }
    xml.element("AddtlStmtInf", IsoXml.cut(statement.title(), MAX_INFORMATION));
  }

  private static void account(IsoXml xml, Statement statement) {
    xml.element(
            "Id",
            () ->
                xml.element("Othr", () -> xml.element("Id", Long.toString(statement.accountId()))))
        .element("Tp", () -> xml.element("Prtry", IsoXml.cut(statement.accountType(), 35)))
        .element("Ccy", statement.currency())
        .element("Ownr", () -> xml.element("Nm", IsoXml.cut(statement.participant(), 140)));
  }

  private static void balance(
      IsoXml xml, String code, BigInteger amount, Statement statement, Instant at) {
    xml.element("Tp", () -> xml.element("CdOrPrtry", () -> xml.element("Cd", code)))
        .amount("Amt", amount.abs(), statement.currency())
        .element("CdtDbtInd", indicator(amount))
        .element("Dt", () -> xml.element("DtTm", at));
  }

  private static void entry(IsoXml xml, Statement statement, Statement.Entry entry) {
    xml.amount("Amt", entry.amount().abs(), statement.currency())
        .element("CdtDbtInd", indicator(entry.amount()))
        .element("Sts", () -> xml.element("Cd", "BOOK"))
        .element("BookgDt", () -> xml.element("DtTm", entry.at()))
        .element("AcctSvcrRef", reference(entry.reference()))
        .element(
            "BkTxCd",
            () ->
                xml.element(
                    "Prtry", () -> xml.element("Cd", "SETTLEMENT").element("Issr", "Pamoja")))
        .element("AddtlNtryInf", IsoXml.cut(entry.description(), MAX_INFORMATION));
  }

  /** A UUID is one character too long with its hyphens, and as good without them. */
  private static String reference(String id) {
    return IsoXml.cut(id.length() > MAX_REFERENCE ? id.replace("-", "") : id, MAX_REFERENCE);
  }

  private static String indicator(BigInteger amount) {
    return amount.signum() < 0 ? "DBIT" : "CRDT";
  }
}
