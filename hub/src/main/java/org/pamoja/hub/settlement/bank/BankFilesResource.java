package org.pamoja.hub.settlement.bank;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.settlement.request.Fields;
import org.pamoja.hub.settlement.sheets.Table;
import org.pamoja.hub.settlement.sheets.TableFiles;

/**
 * {@code GET /settlements/{id}/bank-file} and {@code …/participants/{pid}/statement}: what goes to
 * the bank and to participants. That a bank file was fetched is recorded: it is a payment
 * instruction. Threads may share it.
 */
final class BankFilesResource implements AdminResource {
  private static final List<String> BANK_FORMATS = List.of("xlsx", "csv", "json", "pacs009");
  private static final List<String> STATEMENT_FORMATS = List.of("json", "xlsx", "csv", "camt053");

  private final Jdbi jdbi;
  private final SettlementFigures settlements;
  private final AuditLog audit;
  private final InstantSource clock;
  private final String hubName;

  BankFilesResource(
      Jdbi jdbi,
      SettlementFigures settlements,
      AuditLog audit,
      InstantSource clock,
      String hubName) {
    this.jdbi = jdbi;
    this.settlements = settlements;
    this.audit = audit;
    this.clock = clock;
    this.hubName = hubName;
  }

  @Override
  public List<AdminRoute> routes() {
    return new BankRoutes()
        .read("/settlements/{id}/bank-file", this::bankFile)
        .read("/settlements/{sid}/participants/{pid}/statement", this::statement)
        .all();
  }

  private Reply bankFile(AdminRequest request) {
    long id = Fields.pathId(request.pathParameters(), "id");
    Fields query = Fields.ofQuery(request.query());
    String format = query.optionalOneOf("format", BANK_FORMATS).orElse("xlsx");
    query.end();
    Reply reply = bankFile(id, format);
    audit.record(
        request.principal(), "settlement.bankFile", Long.toString(id), Map.of("format", format));
    return reply;
  }

  private Reply bankFile(long id, String format) {
    SettlementFacts settlement = jdbi.inTransaction(handle -> settlements.require(handle, id));
    if (settlement.isAborted()) {
      throw new FspiopException(
          ErrorCode.VALIDATION_ERROR, "Settlement " + id + " is aborted: nothing is to be paid");
    }
    String name = "settlement-" + id;
    if (format.equals("pacs009")) {
      return TableFiles.file(IsoXml.MEDIA_TYPE, name + "-pacs009.xml", initiation(settlement));
    }
    Table table =
        format.equals("json")
            ? BankFileWriter.object(settlement)
            : BankFileWriter.sheet(settlement);
    return TableFiles.reply(format, name, table);
  }

  private byte[] initiation(SettlementFacts settlement) {
    List<Obligation> payments =
        settlement.bilateral()
            ? Obligations.bilateral(
                settlement, jdbi.withHandle(handle -> settlements.pairs(handle, settlement)))
            : Obligations.multilateral(settlement, new Obligation.Party(hubName, "", ""));
    if (payments.isEmpty()) {
      throw new FspiopException(
          ErrorCode.VALIDATION_ERROR, "Settlement " + settlement.id() + " has nothing to pay");
    }
    return Initiation.write(settlement, payments, clock.instant());
  }

  private Reply statement(AdminRequest request) {
    long id = Fields.pathId(request.pathParameters(), "sid");
    long participant = Fields.pathId(request.pathParameters(), "pid");
    Fields query = Fields.ofQuery(request.query());
    String format = query.optionalOneOf("format", STATEMENT_FORMATS).orElse("json");
    query.end();
    List<Statement> statements =
        jdbi.inTransaction(handle -> settlements.statements(handle, id, participant));
    String name = "settlement-" + id + "-participant-" + participant;
    return format.equals("camt053")
        ? TableFiles.file(
            IsoXml.MEDIA_TYPE, name + "-camt053.xml", Statements.camt(statements, clock.instant()))
        : TableFiles.reply(format, name, Statements.table(statements));
  }
}
