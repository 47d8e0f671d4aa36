package org.pamoja.hub.settlement.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spreadsheets as they are written, and as they are read. */
class SpreadsheetTest {

  @Test
  void shouldWriteWhatAnotherReaderReads() throws Exception {
    byte[] file = XlsxWriter.write(table());

    try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file))) {
      assertThat(workbook.getFirstSheet().getName()).isEqualTo("Sheet of tests");
      List<Row> rows = workbook.getFirstSheet().read();
      assertThat(rows.get(0).getCellText(0)).isEqualTo("Settlement ID");
      assertThat(rows.get(0).getCellAsNumber(1)).contains(new BigDecimal(12));
      Row last = rows.getLast();
      assertThat(last.getRowNum()).isEqualTo(4);
      assertThat(last.getCellText(0)).isEqualTo("A & B <c> \"d\"");
      assertThat(last.getCellAsNumber(1).orElseThrow()).isEqualByComparingTo("-1234.5");
      assertThat(last.getCell(1).getType()).isEqualTo(CellType.NUMBER);
      assertThat(last.getCell(2).getType()).isEqualTo(CellType.STRING);
      assertThat(last.getCellText(2)).isEqualTo("12345678901234.5678");
    }
  }

  @Test
  void shouldReadWhatItWrote() throws Exception {
    assertThat(XlsxReader.read(XlsxWriter.write(table()), SheetLimits.USUAL))
        .containsExactly(
            List.of("Settlement ID", "12"),
            List.of(),
            List.of("Name", "Amount", "Exact"),
            List.of("A & B <c> \"d\"", "-1234.5", "12345678901234.5678"));
  }

  @ParameterizedTest
  @CsvSource({
    "100.34999999999999, 100.35",
    "1.2E3, 1200",
    "-0.1, -0.1",
    "0.30000000000000004, 0.3",
    "99999999999999.9, 99999999999999.9",
    "0, 0"
  })
  void shouldReadNumbersAsSpreadsheetsShowThem(String stored, String read) throws Exception {
    byte[] file = Spreadsheets.of("<row r='1'><c r='A1'><v>" + stored + "</v></c></row>");
    assertThat(XlsxReader.read(file, SheetLimits.USUAL)).containsExactly(List.of(read));
  }

  @Test
  void shouldReadTextInEveryFormItIsStored() throws Exception {
    byte[] file =
        Spreadsheets.of(
            """
            <row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>
            <c r="D2" t="str"><f>A2</f><v>computed</v></c><c r="E2"><f>1+1</f><v>2</v></c></row>""",
            "first",
            "second");
    assertThat(XlsxReader.read(file, SheetLimits.USUAL))
        .containsExactly(List.of(), List.of("second", "", "inline", "computed", "2"));
  }

  @Test
  void shouldCountCellsWithoutReferences() throws Exception {
    byte[] file =
        Spreadsheets.of("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>");
    assertThat(XlsxReader.read(file, SheetLimits.USUAL))
        .containsExactly(List.of("1", "2"), List.of("3"));
  }

  private static Table table() {
    return new Table(
        "Sheet of tests",
        List.of(new Table.Fact("settlementId", "Settlement ID", Cell.of(12))),
        Stream.of("Name", "Amount", "Exact").map(name -> new Table.Column(name, name)).toList(),
        List.of(
            List.of(
                Cell.of("A & B <c> \"d\""),
                Cell.amount(-12_345_000, "USD"),
                Cell.amount(123_456_789_012_345_678L, "USD"))));
  }
}
