package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.settlement.sheets.Cell;
import org.pamoja.hub.settlement.sheets.SheetFormatException;
import org.pamoja.hub.settlement.sheets.SheetLimits;
import org.pamoja.hub.settlement.sheets.Table;
import org.pamoja.hub.settlement.sheets.XlsxReader;
import org.pamoja.hub.settlement.sheets.XlsxWriter;
import org.pamoja.testkit.dfsp.RawHttp;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Settling with the bank: files out and in, finalisation by the hub, reports (settlement §9). */
class BankTest extends SettlementScene {
  private static final String CSV = "text/csv";
  private static final String EVERYTHING =
      "processFunds=true&processNdcIncreases=true&processNdcDecreases=true";

  private final ScriptedDfsp a = dfsp("banka", "USD");
  private final ScriptedDfsp b = dfsp("bankb", "USD");

  @Test
  void settlement_9_3_day_shouldBeSettledWithTheBankToTheLastUnit() throws Exception {
    assertThat(
            admin()
                .put(
                    "/participants/" + a.fspId() + "/bank-identifier",
                    "{\"identifier\":\"BANKKE22\"}")
                .status())
        .isEqualTo(200);
    BigDecimal fundsOfA = funds(a);
    BigDecimal fundsOfB = funds(b);
    pay(a, b, "100.25", "USD");
    pay(b, a, "0.25", "USD");
    long settlement = settlement("DEFERREDNETUSD", closedWindow());

    byte[] answer =
        filledInByTheBank(settlement, fundsOfA.subtract(hundred()), fundsOfB.add(hundred()));
    JsonNode preview =
        upload(settlement, "dryRun=true&" + EVERYTHING, XlsxWriter.MEDIA_TYPE, answer).json();
    assertThat(preview.get("findings").toString()).isEqualTo("[]");
    assertThat(preview.at("/effects/0/participant").asString()).isEqualTo(a.fspId());
    assertThat(preview.at("/effects/0/fundsAction").asString()).isEqualTo("recordFundsOut");
    assertThat(preview.at("/effects/1/fundsAction").asString()).isEqualTo("recordFundsIn");
    assertThat(preview.at("/effects/0/fundsAmount").decimalValue()).isEqualByComparingTo("100");
    assertThat(settlement(settlement).get("state").asString()).isEqualTo("PENDING_SETTLEMENT");

    Reply started = upload(settlement, EVERYTHING, XlsxWriter.MEDIA_TYPE, answer);
    assertThat(started.status()).as(started.toString()).isEqualTo(202);
    JsonNode finished = awaitEnd(settlement, started.json().get("finalisation").asLong());

    assertThat(finished.get("state").asString()).as(finished.toString()).isEqualTo("COMPLETED");
    assertThat(finished.get("accounts").valueStream().map(row -> row.get("state").asString()))
        .containsOnly("DONE");
    assertThat(finished.get("fileHash")).isEqualTo(preview.get("fileHash"));
    assertThat(settlement(settlement).get("state").asString()).isEqualTo(SETTLED);
    assertThat(List.of(value(a, "POSITION"), value(b, "POSITION"))).containsOnly("0");
    assertThat(funds(a)).isEqualByComparingTo(fundsOfA.subtract(hundred()));
    assertThat(funds(b)).isEqualByComparingTo(fundsOfB.add(hundred()));
    assertThat(cap(a)).isEqualByComparingTo(funds(a));
    assertThat(
            hub()
                .books()
                .rows(
                    "select count(*) from audit_entry where action = 'settlement.finalisation.start' and details::text like '%"
                        + finished.get("fileHash").asString()
                        + "%'"))
        .containsExactly("1");
    assertThat(
            upload(settlement, EVERYTHING, XlsxWriter.MEDIA_TYPE, answer)
                .json()
                .get("finalisation"))
        .as("a repeat after a lost answer")
        .isEqualTo(finished.get("finalisation"));
    assertFiles(settlement);
    hub().books().check();
  }

  /** Every format of every file about a settlement, each once. */
  private void assertFiles(long settlement) {
    String at = "/v2/settlements/" + settlement;
    String statement = at + "/participants/" + number(a) + "/statement";
    String pacs = admin().get(at + "/bank-file?format=pacs009").text();
    assertThat(pacs).contains("<BICFI>BANKKE22</BICFI>", "<InstrId>STL-" + settlement + "-");
    assertThat(admin().get(statement + "?format=camt053").text()).contains("<Cd>OPBD</Cd>");
    JsonNode lines = admin().get(statement).json().get("rows");
    assertThat(
            lines
                .valueStream()
                .map(line -> line.get("description").asString().replaceAll(", .*", "")))
        .containsExactly(
            "Opening balance",
            "Sent to " + b.fspId(),
            "Received from " + b.fspId(),
            "Settlement " + settlement,
            "Closing balance");
    assertThat(lines.get(4).get("balance").asString()).isEqualTo("0");
    String bilateral =
        admin()
            .get("/reports/report-bilateral-settlement?format=csv&settlementId=" + settlement)
            .text();
    assertThat(bilateral).contains(a.fspId() + "," + b.fspId() + ",USD,100.25,0.25,100.00,");
    JsonNode matrix =
        admin().get("/v2/reports/settlement?settlementId=" + settlement).json().get("rows");
    assertThat(matrix.get(0).get(b.fspId()).asString()).isEqualTo("100.25");
    assertThat(matrix.get(3).get("netPosition").asString()).as("the check value").isEqualTo("0");
    JsonNode multilateral =
        admin().get("/v2/reports/report-multilateral-settlement?settlementId=" + settlement).json();
    assertThat(multilateral.at("/rows/0/netSettlementAmount").asString()).isEqualTo("100");
    String own = "settlementId=" + settlement + "&fspId=" + a.fspId();
    assertThat(admin().get("/v2/reports/dfspSettlement?" + own).json().get("rows").size())
        .isEqualTo(1);
    assertThat(admin().get("/v2/reports/dfspSettlementDetail?" + own).json().get("rows").size())
        .isEqualTo(2);
    long window = settlement(settlement).at("/settlementWindows/0/id").asLong();
    assertThat(
            admin()
                .get("/v2/reports/settlementWindow?settlementWindowId=" + window)
                .json()
                .at("/rows/0/netPosition")
                .asString())
        .isEqualTo("100");
    assertStatementOfFunds(settlement);
  }

  private void assertStatementOfFunds(long settlement) {
    String period = "startDate=2020-01-01&endDate=2100-01-01";
    JsonNode rows =
        admin()
            .get("/v2/reports/dfspSettlementStatement?dfspId=" + a.fspId() + "&" + period)
            .json()
            .get("rows");
    JsonNode last = rows.get(rows.size() - 1);
    assertThat(rows.get(0).get("balance").asString()).isEqualTo("0");
    assertThat(last.get("balance").decimalValue()).isEqualByComparingTo(funds(a));
    String audit = admin().get("/v2/reports/settlementAudit?format=csv&" + period).text();
    assertThat(audit.lines().filter(line -> line.startsWith(a.fspId() + ",")))
        .anyMatch(
            line ->
                line.contains("Funds out,COMMITTED,,100.00,")
                    && line.endsWith("USD,anonymous,Settlement " + settlement));
  }

  @Test
  void settlement_9_3_brokenFiles_shouldChangeNothing() {
    pay(a, b, "5", "USD");
    long settlement = settlement("DEFERREDNETUSD", closedWindow());
    Map<String, String> before = hub().books().fingerprint();
    String good =
        csv(settlement, funds(a).subtract(new BigDecimal(5)), funds(b).add(new BigDecimal(5)), "5");

    for (String broken :
        List.of(
            good.replace("Settlement ID," + settlement, "Settlement ID," + (settlement + 1)),
            good.replace(" " + a.fspId(), " other"),
            good.replace(",USD", ",EUR"),
            good.replace(",5,USD", ",5.001,USD"),
            good.replace(",5,USD", ",1.5.5,USD"))) {
      Reply refused = upload(settlement, EVERYTHING, CSV, broken.getBytes(StandardCharsets.UTF_8));
      assertThat(refused.status()).as(broken).isEqualTo(400);
      assertThat(refused.errorDescription())
          .startsWith("Generic validation error - the bank's file has ");
      assertThat(refused.json().get("findings").size()).isPositive();
    }
    Reply odd =
        upload(
            settlement,
            EVERYTHING,
            CSV,
            good.replace(",5,USD", ",6,USD").getBytes(StandardCharsets.UTF_8));
    assertThat(odd.refusal())
        .isEqualTo(
            "400 3100 Generic validation error - warnings have to be confirmed: SUM_NOT_ZERO, TRANSFER_DIFFERS, BALANCE_DIFFERS");
    assertThat(upload(settlement, EVERYTHING, "application/pdf", new byte[] {1}).refusal())
        .startsWith("400 3101 Malformed syntax - the content type must be");
    assertThat(
            upload(settlement, EVERYTHING, XlsxWriter.MEDIA_TYPE, new byte[] {'P', 'K', 3, 4})
                .refusal())
        .isEqualTo("400 3101 Malformed syntax - the file cannot be read: not a spreadsheet");
    assertThat(
            upload(settlement, "proces=true", CSV, good.getBytes(StandardCharsets.UTF_8)).refusal())
        .isEqualTo("400 3100 Generic validation error - \"proces\" is not allowed");
    assertThat(
            upload(settlement, "confirm=MALFORMED", CSV, good.getBytes(StandardCharsets.UTF_8))
                .refusal())
        .isEqualTo("400 3101 Malformed syntax - \"confirm\" names no warning");
    assertThat(hub().books().fingerprint()).isEqualTo(before);

    Reply started = upload(settlement, EVERYTHING, CSV, good.getBytes(StandardCharsets.UTF_8));
    JsonNode finished = awaitEnd(settlement, started.json().get("finalisation").asLong());
    assertThat(finished.get("state").asString()).as(finished.toString()).isEqualTo("COMPLETED");
    assertThat(
            upload(settlement, "dryRun=true", CSV, good.getBytes(StandardCharsets.UTF_8))
                .json()
                .at("/findings/0/code")
                .asString())
        .isEqualTo("SETTLEMENT_OVER");
  }

  @Test
  void settlement_9_3_jsonFile_shouldBeTakenToo() {
    pay(a, b, "7", "USD");
    long settlement = settlement("DEFERREDNETUSD", closedWindow());
    ObjectNode file =
        (ObjectNode) admin().get("/settlements/" + settlement + "/bank-file?format=json").json();
    for (JsonNode row : file.get("rows")) {
      BigDecimal funds = funds(row.get("participant").asString());
      ((ObjectNode) row)
          .put("balance", funds.subtract(row.get("settlementTransfer").decimalValue()));
    }
    BigDecimal before = funds(a);
    Reply started =
        upload(
            settlement,
            "processFunds=true",
            "application/json",
            file.toString().getBytes(StandardCharsets.UTF_8));
    JsonNode finished = awaitEnd(settlement, started.json().get("finalisation").asLong());
    assertThat(finished.get("state").asString()).as(finished.toString()).isEqualTo("COMPLETED");
    assertThat(funds(a)).isEqualByComparingTo(before.subtract(new BigDecimal(7)));
    assertThat(admin().get("/v2/settlements/" + settlement + "/finalisations").json().size())
        .isEqualTo(1);
  }

  @Test
  void portal_5_reports_shouldRefuseWhatTheyCannotShow() {
    String invalid = "400 3100 Generic validation error - ";
    assertThat(report("settlement"))
        .isEqualTo("400 3102 Missing mandatory element - \"settlementId\" is required");
    assertThat(report("settlement?settlementId=999999"))
        .isEqualTo(invalid + "Settlement with ID '999999' not found");
    assertThat(report("settlement?settlementId=1&format=pdf")).startsWith("400 3101 ");
    assertThat(report("settlement?settlementId=1&colour=red"))
        .isEqualTo(invalid + "\"colour\" is not allowed");
    long open = openWindow();
    assertThat(report("settlementWindow?settlementWindowId=" + open))
        .isEqualTo(invalid + "Window " + open + " is not closed yet");
    assertThat(report("settlementWindow?settlementWindowId=999999"))
        .isEqualTo(invalid + "Window 999999 does not exist");
    assertThat(report("settlementAudit?startDate=2026-01-02&endDate=2026-01-02"))
        .isEqualTo(invalid + "startDate must be before endDate");
    assertThat(
            report("dfspSettlementStatement?dfspId=nobody&startDate=2026-01-01&endDate=2026-01-02"))
        .isEqualTo(invalid + "no such settlement account");
    assertThat(admin().get("/v2/settlements/999999/bank-file").refusal())
        .isEqualTo(invalid + "Settlement with ID '999999' not found");
    assertThat(
            admin().put("/participants/nobody/bank-identifier", "{\"identifier\":\"x\"}").refusal())
        .isEqualTo("400 3200 Generic ID not found - participant not found");
    assertThat(admin().get("/participants/" + b.fspId() + "/bank-identifier").refusal())
        .isEqualTo("400 3200 Generic ID not found - participant has no bank identifier");
  }

  private String report(String query) {
    return admin().get("/v2/reports/" + query).refusal();
  }

  private static BigDecimal hundred() {
    return new BigDecimal(100);
  }

  private BigDecimal funds(ScriptedDfsp dfsp) {
    return funds(dfsp.fspId());
  }

  private BigDecimal funds(String fspId) {
    return admin().value(fspId, "SETTLEMENT", "USD").negate();
  }

  private BigDecimal cap(ScriptedDfsp dfsp) {
    return admin()
        .get("/participants/" + dfsp.fspId() + "/limits")
        .json()
        .at("/0/limit/value")
        .decimalValue();
  }

  /** Column C of the exported spreadsheet is empty; the bank fills it in and leaves the rest. */
  private byte[] filledInByTheBank(long settlement, BigDecimal ofA, BigDecimal ofB)
      throws SheetFormatException {
    Reply export = admin().get("/v2/settlements/" + settlement + "/bank-file");
    assertThat(export.headers().first("Content-Disposition").orElse(""))
        .isEqualTo("attachment; filename=\"settlement-" + settlement + ".xlsx\"");
    List<List<String>> lines = XlsxReader.read(export.body(), SheetLimits.USUAL);
    List<List<Cell>> filled = new ArrayList<>();
    for (List<String> line : lines) {
      List<Cell> cells = new ArrayList<>(line.stream().map(Cell::of).toList());
      while (cells.size() < 7) {
        cells.add(Cell.EMPTY);
      }
      if (line.size() > 4 && line.get(0).endsWith(" " + a.fspId())) {
        cells.set(2, new Cell.Number(ofA));
      } else if (line.size() > 4 && line.get(0).endsWith(" " + b.fspId())) {
        cells.set(2, new Cell.Number(ofB));
      }
      filled.add(cells);
    }
    List<Table.Column> first =
        filled.getFirst().stream().map(cell -> new Table.Column(cell.text(), cell.text())).toList();
    return XlsxWriter.write(
        new Table("SettlementBankReport", List.of(), first, filled.subList(1, filled.size())));
  }

  private String csv(long settlement, BigDecimal ofA, BigDecimal ofB, String transfer) {
    return Stream.of(
            "Settlement ID," + settlement,
            ",",
            ",",
            ",",
            "",
            "headings",
            number(a)
                + " "
                + position(a, "USD")
                + " "
                + a.fspId()
                + ",x,"
                + ofA
                + ","
                + transfer
                + ",USD",
            number(b) + " " + position(b, "USD") + " " + b.fspId() + ",y," + ofB + ",-5,USD")
        .collect(Collectors.joining("\n"));
  }

  private Reply upload(long settlement, String query, String type, byte[] file) {
    return RawHttp.request(
        hub().adminPort(),
        "POST",
        "/v2/settlements/" + settlement + "/finalisations?" + query,
        List.of(new Headers.Header("Content-Type", type)),
        file);
  }

  private JsonNode awaitEnd(long settlement, long number) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      JsonNode job =
          admin().get("/v2/settlements/" + settlement + "/finalisations/" + number).json();
      if (!job.get("state").asString().equals("RUNNING")) {
        return job;
      }
      assertThat(System.nanoTime()).as(job.toString()).isLessThan(end);
      try {
        Thread.sleep(20);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }
}
