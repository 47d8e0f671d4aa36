package org.pamoja.hub.settlement.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.settlement.sheets.Cell;
import org.pamoja.hub.settlement.sheets.CsvWriter;
import org.pamoja.hub.settlement.sheets.XlsxWriter;

/** The initiation and finalisation files (settlement §9.2, §9.3; operator portal §2.4). */
class BankFormatsTest {

  @Test
  void shouldWriteTheReferencesSheetCellByCell() throws Exception {
    byte[] file = XlsxWriter.write(BankFileWriter.sheet(Scene.settlement()));
    try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file))) {
      assertThat(workbook.getFirstSheet().getName()).isEqualTo("SettlementBankReport");
      List<Row> rows = workbook.getFirstSheet().read();
      assertThat(rows.stream().map(Row::getRowNum)).containsExactly(1, 2, 3, 4, 6, 7, 8, 9);
      assertThat(texts(rows.get(0), 2)).containsExactly("Settlement ID", "12");
      assertThat(texts(rows.get(1), 2)).containsExactly("Settlement Completed Date", "2026-01-01");
      assertThat(texts(rows.get(2), 2)).containsExactly("Settlement Completed Time", "18:30:15");
      assertThat(texts(rows.get(3), 2)).containsExactly("Timezone", "UTC");
      assertThat(texts(rows.get(4), 7))
          .containsExactly(
              "Participant (PayerFSP Identifier)",
              "Participant (Bank Identifier)",
              "Balance",
              "Settlement Transfer",
              "Currency",
              "Settlement Windows",
              "Narration");
      assertThat(rows.get(5).getCellText(0)).isEqualTo("2 7 alice");
      assertThat(rows.get(5).getCellText(1)).isEqualTo("BANKKE22XXX");
      assertThat(rows.get(5).getCellText(2)).isEmpty();
      assertThat(rows.get(5).getCellAsNumber(3).orElseThrow()).isEqualByComparingTo("100.5");
      assertThat(rows.get(6).getCellAsNumber(3).orElseThrow()).isEqualByComparingTo("-100.5");
      assertThat(rows.get(6).getCellText(4)).isEqualTo("USD");
      assertThat(rows.get(6).getCellText(5)).isEqualTo("7 8");
      assertThat(rows.get(6).getCellText(6)).isEqualTo("Settlement 12, windows 7 8");
    }
  }

  @Test
  void shouldWriteTheSameAsText() {
    String text =
        new String(
            CsvWriter.write(BankFileWriter.sheet(Scene.settlement())), StandardCharsets.UTF_8);
    assertThat(text.lines())
        .contains(
            "Settlement ID,12",
            "2 7 alice,BANKKE22XXX,,100.50,USD,7 8,\"Settlement 12, windows 7 8\"")
        .hasSize(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xlsx", "csv", "json"})
  void shouldReadBackWhatItWroteWithTheBalancesFilledIn(String format) {
    byte[] file =
        Scene.filledIn(
            format,
            Scene.settlement(),
            List.of(Cell.amount(899_5000, "USD"), Cell.of("2,100.50"), Cell.of("300")));

    BankFile read = BankFileReader.read(Scene.type(format), file);

    assertThat(read.faults()).isEmpty();
    assertThat(read.settlementId()).hasValue(12);
    assertThat(read.rows().stream().map(BankFile.Row::accountId)).containsExactly(7L, 11L, 15L);
    assertThat(read.rows().stream().map(BankFile.Row::participantId)).containsExactly(2L, 3L, 4L);
    assertThat(read.rows().stream().map(BankFile.Row::name))
        .containsExactly("alice", "bob2", "carol");
    assertThat(read.rows().stream().map(row -> row.balance().orElseThrow().stripTrailingZeros()))
        .containsExactly(new BigDecimal("899.5"), new BigDecimal("2100.5"), new BigDecimal("3E+2"));
    assertThat(read.rows().get(1).transfer()).isEqualByComparingTo("-100.5");
    assertThat(BankFileChecks.check(read, Scene.settlement(), _ -> true, Scene.ALL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,234.50|1234.50",
        "(1,234.50)|-1234.50",
        "-1,234|-1234",
        "( 12 )|-12",
        "- 12|-12",
        "\u221212.5|-12.5",
        "0|0",
        "1234567|1234567",
        "1,5|none",
        "12,34.5|none",
        "1.234,50|none",
        "(-5)|none",
        "1,,000|none",
        "1e5|none",
        ".5|none",
        "5.|none",
        "--5|none",
        "USD 5|none",
        "(5|none"
      })
  void shouldReadAmountsAsBanksWriteThemAndNeverMisread(String written, String read) {
    assertThat(BankAmounts.parse(written).map(BigDecimal::toPlainString).orElse("none"))
        .isEqualTo(read);
  }

  @Test
  void shouldStopAtTheFirstRowWithoutIdentifiers() {
    BankFile file = csv("2 7 alice,,1,0,USD\n,,,,\nthe bank's own notes,x,y,z,w\n");
    assertThat(file.rows()).hasSize(1);
    assertThat(file.faults()).isEmpty();
  }

  @Test
  void shouldTellEveryCellThatCannotBeUnderstood() {
    BankFile file =
        csv(
            "2 7,,1,0,USD\n2 7 alice,,one,0,USD\n3 11 bob2,,,x,\n99999999999999999999 1 z,,1,1,USD\n");
    assertThat(file.rows()).isEmpty();
    assertThat(file.faults().stream().map(Finding::text))
        .containsExactly(
            "line 7: column A must hold participant id, account id and name",
            "line 8: column C holds no amount",
            "line 9: column D holds no amount",
            "line 9: column E holds no currency",
            "line 10: column A must hold participant id, account id and name");
    assertThat(BankFileReader.read("text/csv", "a,b\n".getBytes(StandardCharsets.UTF_8)).faults())
        .extracting(Finding::text)
        .containsExactly("line 1: cell B1 holds no settlement id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/pdf|x|the content type must be that of XLSX, CSV or JSON",
        "text/csv||the file is empty",
        "application/json|[]|not an object with a list of rows",
        "application/json|{\"rows\":1}|not an object with a list of rows",
        "application/json|{\"rows\":[|not valid JSON",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet|PK|not a spreadsheet"
      })
  void shouldRefuseWhatIsNotOfItsFormat(String type, String body, String reason) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> BankFileReader.read(type, bytes))
        .isInstanceOf(FspiopException.class)
        .hasMessageStartingWith("3101 Malformed syntax")
        .hasMessageContaining(reason);
  }

  @Test
  void shouldTellWhatIsMissingInJson() {
    String json =
        """
        {"rows":[{"participantId":2,"accountId":7,"participant":"alice","balance":1,"settlementTransfer":1e999,"currency":"USD"},
        {"participantId":"2","accountId":7,"participant":"a","balance":"x","settlementTransfer":"1","currency":1}]}""";
    assertThat(
            BankFileReader.read("application/json", json.getBytes(StandardCharsets.UTF_8)).faults())
        .extracting(Finding::text)
        .containsExactly(
            "line 1: settlementTransfer is no amount",
            "line 2: participantId, accountId and participant must be there",
            "line 2: balance is no amount",
            "line 2: currency is missing",
            "settlementId is missing or no number");
  }

  private static BankFile csv(String rows) {
    String text = "Settlement ID,12\n,\n,\n,\n\nheadings\n" + rows;
    return BankFileReader.read("text/csv", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(Row row, int cells) {
    return IntStream.range(0, cells).mapToObj(row::getCellText).toList();
  }
}
