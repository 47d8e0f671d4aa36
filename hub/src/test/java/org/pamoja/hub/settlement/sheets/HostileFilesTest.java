package org.pamoja.hub.settlement.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are not what they should be: each is refused with a reason, and none takes memory or
 * time.
 */
class HostileFilesTest {
  private static final SheetLimits SMALL = new SheetLimits(100_000, 8, 20, 4, 50, 500);

  @Test
  void shouldRefuseWhatUnpacksToTooMuch() {
    byte[] bomb = Spreadsheets.of("<row r='1'><c><v>1</v></c></row>" + " ".repeat(50_000_000));
    assertThat(bomb.length).isLessThan(100_000);
    assertRefused(bomb, "unpacks to too many bytes");
  }

  @Test
  void shouldRefuseTooManyParts() {
    Map<String, String> parts = Spreadsheets.parts("");
    for (int i = 0; i < 10; i++) {
      parts.put("xl/more" + i + ".bin", "");
    }
    assertRefused(Spreadsheets.zip(parts), "more than 8 parts");
  }

  @Test
  void shouldRefusePartsThatDifferOnlyInCase() {
    Map<String, String> parts = Spreadsheets.parts("");
    parts.put("XL/worksheets/Sheet1.xml", parts.get("xl/worksheets/sheet1.xml"));
    assertRefused(Spreadsheets.zip(parts), "there twice");
  }

  @Test
  void shouldRefuseEntitiesAndNeverReadFiles(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "top secret");
    String external =
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]>";
    String laughs =
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
            + "<!ENTITY e '&b;&b;&b;&b;&b;&b;&b;&b;'>]>";
    for (String head : List.of(external, laughs, "<?xml version='1.0'?><!DOCTYPE x>")) {
      Map<String, String> parts = Spreadsheets.parts("");
      String text = head.contains("ENTITY") ? "&e;" : "x";
      parts.put(
          "xl/worksheets/sheet1.xml",
          head
              + "<worksheet><sheetData><row><c t='inlineStr'><is><t>"
              + text
              + "</t></is></c></row></sheetData></worksheet>");
      assertRefused(Spreadsheets.zip(parts), "malformed XML");
    }
  }

  @Test
  void shouldIgnoreCellsFarToTheRight() throws Exception {
    byte[] file =
        Spreadsheets.of(
            "<row r='1'><c r='A1'><v>1</v></c><c r='XFD1'><v>2</v></c><c r='ZZZZZZZZZZ1'><v>3</v></c></row>");
    assertThat(XlsxReader.read(file, SMALL)).containsExactly(List.of("1"));
  }

  @Test
  void shouldRefuseTextsThatAreNotThere() {
    assertRefused(Spreadsheets.of("<row><c t='s'><v>2147483647</v></c></row>", "one"), "malformed");
    assertRefused(Spreadsheets.of("<row><c t='s'><v>-1</v></c></row>", "one"), "malformed");
  }

  @Test
  void shouldRefuseLinesBeyondTheBoundOrOutOfOrder() {
    assertRefused(
        Spreadsheets.of("<row r='2000000000'><c><v>1</v></c></row>"), "more than 20 lines");
    assertRefused(Spreadsheets.of("<row/>".repeat(21)), "more than 20 lines");
    assertRefused(Spreadsheets.of("<row r='2'/><row r='2'/>"), "out of order");
    assertRefused(Spreadsheets.of("<row r='0'/>"), "out of order");
    assertRefused(
        Spreadsheets.of("<row><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>"), "out of order");
  }

  @Test
  void shouldRefuseLongCellsErrorsAndNumbersThatAreNone() {
    assertRefused(
        Spreadsheets.of("<row><c t='s'><v>0</v></c></row>", "x".repeat(51)),
        "more than 50 characters");
    assertRefused(Spreadsheets.of("<row><c t='e'><v>#REF!</v></c></row>"), "with the error #REF!");
    assertRefused(Spreadsheets.of("<row><c><v>1e999999999</v></c></row>"), "cannot be read");
    assertRefused(Spreadsheets.of("<row><c><v>NaN</v></c></row>"), "cannot be read");
  }

  @Test
  void shouldKeepASharedTextOnceWhateverBlanksAreAroundIt() throws Exception {
    String cells = "<c t='s'><v>0</v></c>".repeat(4);
    List<List<String>> lines =
        XlsxReader.read(
            Spreadsheets.of("<row>%s</row>".formatted(cells).repeat(20), " " + "x".repeat(49)),
            SMALL);
    assertThat(lines).hasSize(20);
    String text = lines.getFirst().getFirst();
    assertThat(text).isEqualTo("x".repeat(49));
    assertThat(lines).allSatisfy(line -> assertThat(line).allMatch(cell -> cell == text));
  }

  @Test
  void shouldRefuseTextsThatAreTooMuchTogether() {
    String inline = "<c t='inlineStr'><is><t>" + "x".repeat(50) + "</t></is></c>";
    String number = "<c><v>1e49</v></c>";
    for (String cell : List.of(inline, number)) {
      assertRefused(
          Spreadsheets.of("<row>%s</row>".formatted(cell.repeat(4)).repeat(3)),
          "more than 500 characters together");
    }
    String[] shared = new String[11];
    Arrays.fill(shared, "x".repeat(50));
    assertRefused(Spreadsheets.of("", shared), "more than 500 characters together");
    String[] empty = new String[81];
    Arrays.fill(empty, "");
    assertRefused(Spreadsheets.of("", empty), "more than 80 texts");
  }

  @Test
  void shouldRefuseFilesThatAreNoSpreadsheet() {
    assertRefused("not a zip".getBytes(StandardCharsets.UTF_8), "not a spreadsheet");
    assertRefused(Spreadsheets.zip(Map.of("a.xml", "<a/>")), "lacks xl/workbook.xml");
    Map<String, String> parts = Spreadsheets.parts("");
    parts.remove("xl/worksheets/sheet1.xml");
    assertRefused(Spreadsheets.zip(parts), "lacks xl/worksheets/sheet1.xml");
  }

  @Test
  void shouldRefuseOrReadEveryDamagedSpreadsheet() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] whole = Spreadsheets.of("<row r='1'><c r='A1' t='s'><v>0</v></c></row>", "text");
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = Arrays.copyOf(whole, whole.length - random.nextInt(10) * random.nextInt(30));
      for (int spot = random.nextInt(6); spot >= 0; spot--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(XlsxReader.read(damaged, SMALL).size()).as("seed %d", seed).isLessThan(21);
      } catch (SheetFormatException refused) {
        assertThat(refused).as("seed %d", seed).hasMessageMatching("[\\x20-\\x7e]+.*");
      }
    }
  }

  private static void assertRefused(byte[] file, String reason) {
    assertThatThrownBy(() -> XlsxReader.read(file, SMALL))
        .isInstanceOf(SheetFormatException.class)
        .hasMessageContaining(reason);
  }
}
