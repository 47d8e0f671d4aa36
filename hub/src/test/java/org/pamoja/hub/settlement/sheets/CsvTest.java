package org.pamoja.hub.settlement.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comma-separated text as it is written, and as it is read. */
class CsvTest {

  @Test
  void shouldWriteTheLinesOfTheSheet() {
    assertThat(text(table(Cell.of("a,\"b\"\nc"), Cell.amount(-10_000, "USD"))))
        .isEqualTo("Settlement ID,12\r\n\r\nName,Amount\r\n\"a,\"\"b\"\"\nc\",-1.00\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|'/C calc'!A0", "'=1"})
  void shouldKeepTextsFromBecomingFormulas(String hostile) throws Exception {
    Table table = table(Cell.of(hostile), Cell.of(1));
    String written = text(table);

    String cell = written.substring(written.indexOf("Amount\r\n") + 8).replace("\"", "");
    assertThat(cell).startsWith("'");
    assertThat(CsvReader.read(CsvWriter.write(table), SheetLimits.USUAL).getLast().getFirst())
        .isEqualTo(hostile.equals("'=1") ? "=1" : hostile.strip().isEmpty() ? "" : hostile);
  }

  @Test
  void shouldReadBothSeparatorsAndTheMarkOfSpreadsheetPrograms() throws Exception {
    List<List<String>> lines =
        List.of(List.of("Settlement ID", "12"), List.of(""), List.of("a", "1,000.00"));
    assertThat(read("\uFEFFSettlement ID;12\r\n\r\na;1,000.00\r\n")).isEqualTo(lines);
    assertThat(read("Settlement ID,12\n\n a ,\"1,000.00\"")).isEqualTo(lines);
  }

  @Test
  void shouldRefuseWhatIsBeyondABoundOrNoText() {
    assertRefused("a\n".repeat(10_001).getBytes(StandardCharsets.UTF_8), "more than 10000 lines");
    assertRefused("x".repeat(2_000).getBytes(StandardCharsets.UTF_8), "more than 1024 characters");
    assertRefused(new byte[] {(byte) 0xC3, (byte) 0x28}, "not valid UTF-8");
    assertRefused("\"a\" b,c\n\"".getBytes(StandardCharsets.UTF_8), "not comma-separated text");
  }

  private static void assertRefused(byte[] file, String reason) {
    assertThatThrownBy(() -> CsvReader.read(file, SheetLimits.USUAL))
        .isInstanceOf(SheetFormatException.class)
        .hasMessageContaining(reason);
  }

  private static List<List<String>> read(String text) throws SheetFormatException {
    return CsvReader.read(text.getBytes(StandardCharsets.UTF_8), SheetLimits.USUAL);
  }

  private static String text(Table table) {
    return new String(CsvWriter.write(table), StandardCharsets.UTF_8);
  }

  private static Table table(Cell name, Cell amount) {
    return new Table(
        "Test",
        List.of(new Table.Fact("settlementId", "Settlement ID", Cell.of(12))),
        Stream.of("Name", "Amount").map(column -> new Table.Column(column, column)).toList(),
        List.of(List.of(name, amount)));
  }
}
