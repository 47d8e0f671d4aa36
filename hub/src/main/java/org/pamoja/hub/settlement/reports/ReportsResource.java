package org.pamoja.hub.settlement.reports;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.edge.AdminHandler;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import org.pamoja.hub.settlement.PathForms;
import org.pamoja.hub.settlement.bank.BilateralNet;
import org.pamoja.hub.settlement.bank.SettlementFacts;
import org.pamoja.hub.settlement.bank.SettlementFigures;
import org.pamoja.hub.settlement.bank.Statement;
import org.pamoja.hub.settlement.bank.Statements;
import org.pamoja.hub.settlement.request.Fields;
import org.pamoja.hub.settlement.sheets.Table;
import org.pamoja.hub.settlement.sheets.TableFiles;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.WindowFlows;

/**
 * {@code GET /reports/…}: the reports of the reference about settlements (operator portal §5), by
 * the names and parameters they have there. Threads may share it.
 */
public final class ReportsResource implements AdminResource {
  private static final int MOST_ROWS = 100_000;
  private static final List<String> STATEMENT_FORMATS = List.of("json", "xlsx", "csv", "camt053");

  private final Jdbi jdbi;
  private final SettlementFigures settlements;
  private final WindowReport windows;
  private final FundsStatements funds;
  private final TransferList transfers;
  private final InstantSource clock;

  /** Reports on settlements, windows and funds. */
  public ReportsResource(
      Jdbi jdbi,
      SettlementFigures settlements,
      SettlementWindows windows,
      WindowFlows flows,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.settlements = settlements;
    this.windows = new WindowReport(windows, flows);
    this.funds = new FundsStatements(jdbi);
    this.transfers = new TransferList(jdbi);
    this.clock = clock;
  }

  @Override
  public List<AdminRoute> routes() {
    List<AdminRoute> routes = new ArrayList<>();
    add(routes, "settlement", this::settlement);
    add(routes, "report-multilateral-settlement", this::multilateral);
    add(routes, "report-bilateral-settlement", this::bilateral);
    add(routes, "dfspSettlement", this::ofDfsp);
    add(routes, "dfspSettlementDetail", this::transfersOfDfsp);
    add(routes, "dfspSettlementStatement", this::statement);
    add(routes, "settlementAudit", this::audit);
    add(routes, "settlementWindow", this::window);
    return List.copyOf(routes);
  }

  private static void add(List<AdminRoute> routes, String name, AdminHandler handler) {
    routes.addAll(PathForms.of("GET", "/reports/" + name, Permission.ADMIN_READ, handler));
  }

  private Reply settlement(AdminRequest request) {
    Fields query = Fields.ofQuery(request.query());
    long id = query.number("settlementId");
    String format = format(query, TableFiles.FORMATS);
    SettlementFacts settlement = facts(id);
    return TableFiles.reply(
        format, "settlement-" + id, SettlementReports.matrix(settlement, pairs(settlement)));
  }

  private Reply multilateral(AdminRequest request) {
    Fields query = Fields.ofQuery(request.query());
    long id = query.number("settlementId");
    String format = format(query, TableFiles.FORMATS);
    return TableFiles.reply(
        format, "multilateral-settlement-" + id, SettlementReports.multilateral(facts(id)));
  }

  private Reply bilateral(AdminRequest request) {
    Fields query = Fields.ofQuery(request.query());
    long id = query.number("settlementId");
    String format = format(query, TableFiles.FORMATS);
    SettlementFacts settlement = facts(id);
    Table table =
        SettlementReports.bilateral(
            "BilateralSettlement", settlement, pairs(settlement), Optional.empty());
    return TableFiles.reply(format, "bilateral-settlement-" + id, table);
  }

  private Reply ofDfsp(AdminRequest request) {
    Fields query = Fields.ofQuery(request.query());
    long id = query.number("settlementId");
    String fsp = query.text("fspId");
    String format = format(query, TableFiles.FORMATS);
    SettlementFacts settlement = facts(id);
    requirePart(settlement, fsp);
    Table table =
        SettlementReports.bilateral(
            "DFSPSettlement", settlement, pairs(settlement), Optional.of(fsp));
    return TableFiles.reply(format, "dfsp-settlement-" + id, table);
  }

  private Reply transfersOfDfsp(AdminRequest request) {
    Fields query = Fields.ofQuery(request.query());
    long id = query.number("settlementId");
    String fsp = query.text("fspId");
    long limit = query.optionalNumber("limit").orElse(10_000L);
    long offset = query.optionalNumber("offset").orElse(0L);
    String format = format(query, TableFiles.FORMATS);
    if (limit < 1 || limit > MOST_ROWS || offset < 0) {
      throw refused("limit is 1 to " + MOST_ROWS + ", offset not negative");
    }
    SettlementFacts settlement = facts(id);
    requirePart(settlement, fsp);
    return TableFiles.reply(
        format, "dfsp-settlement-detail-" + id, transfers.of(settlement, fsp, (int) limit, offset));
  }

  private record Period(Instant from, Instant to) {}

  private Reply statement(AdminRequest request) {
    Fields query = Fields.ofQuery(request.query());
    String dfsp = query.text("dfspId");
    Optional<String> currency = query.optionalText("currency");
    Period period = period(query);
    String format = format(query, STATEMENT_FORMATS);
    List<Statement> statements =
        funds.of(Optional.of(dfsp), currency, period.from(), period.to()).stream()
            .map(FundsStatements.Detailed::statement)
            .toList();
    String name = "statement";
    return format.equals("camt053")
        ? TableFiles.file(
            "application/xml", name + "-camt053.xml", Statements.camt(statements, clock.instant()))
        : TableFiles.reply(format, name, Statements.table(statements));
  }

  private Reply audit(AdminRequest request) {
    Fields query = Fields.ofQuery(request.query());
    Optional<String> currency = query.optionalText("currency");
    Period period = period(query);
    String format = format(query, TableFiles.FORMATS);
    return TableFiles.reply(
        format,
        "settlement-audit",
        AuditReport.of(funds.of(Optional.empty(), currency, period.from(), period.to())));
  }

  private Reply window(AdminRequest request) {
    Fields query = Fields.ofQuery(request.query());
    long id = query.number("settlementWindowId");
    Optional<String> fsp = query.optionalText("fspId");
    String format = format(query, TableFiles.FORMATS);
    return TableFiles.reply(format, "settlement-window-" + id, windows.of(id, fsp));
  }

  private SettlementFacts facts(long id) {
    return jdbi.inTransaction(handle -> settlements.require(handle, id));
  }

  private List<BilateralNet> pairs(SettlementFacts settlement) {
    return jdbi.withHandle(handle -> settlements.pairs(handle, settlement));
  }

  private static void requirePart(SettlementFacts settlement, String fsp) {
    if (settlement.accounts().stream().noneMatch(account -> account.participant().equals(fsp))) {
      throw refused(
          "Participant '%s' is not part of settlement '%d'".formatted(fsp, settlement.id()));
    }
  }

  private static Period period(Fields query) {
    Instant from = query.optionalTime("startDate").orElseThrow(() -> missing("startDate"));
    Instant to = query.optionalTime("endDate").orElseThrow(() -> missing("endDate"));
    if (!from.isBefore(to)) {
      throw refused("startDate must be before endDate");
    }
    return new Period(from, to);
  }

  /** Read last: nothing else may be asked for. */
  private static String format(Fields query, List<String> formats) {
    String format = query.optionalOneOf("format", formats).orElse(formats.getFirst());
    query.end();
    return format;
  }

  private static FspiopException missing(String name) {
    return new FspiopException(ErrorCode.MISSING_ELEMENT, "\"" + name + "\" is required");
  }

  private static FspiopException refused(String detail) {
    return new FspiopException(ErrorCode.VALIDATION_ERROR, detail);
  }
}
