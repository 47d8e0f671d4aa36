package org.pamoja.hub.settlement.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * The ISO 20022 files: valid against the structure of their messages, and with the right content.
 */
class IsoFilesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T06:00:00.125Z");
  private static final Obligation.Party SCHEME = new Obligation.Party("Hub", "", "");

  @Test
  void shouldInstructOnePaymentForEachWhoOwesOrIsOwed() throws Exception {
    SettlementFacts settlement = Scene.settlement();
    byte[] file = Initiation.write(settlement, Obligations.multilateral(settlement, SCHEME), NOW);

    Document document = valid(Initiation.MESSAGE, file);
    assertThat(texts(document, "MsgId")).containsExactly("STL-12-20260102060000");
    assertThat(texts(document, "CreDtTm")).containsExactly("2026-01-02T06:00:00.125Z");
    assertThat(texts(document, "NbOfTxs")).containsExactly("2");
    assertThat(texts(document, "CtrlSum")).containsExactly("201");
    assertThat(texts(document, "EndToEndId")).containsExactly("STL-12-7", "STL-12-11");
    assertThat(texts(document, "TxId"))
        .containsExactly(
            Scene.ALICE.transferId().orElseThrow(), Scene.BOB.transferId().orElseThrow());
    assertThat(texts(document, "IntrBkSttlmAmt")).containsExactly("100.50", "100.50");
    assertThat(texts(document, "Nm")).containsExactly("alice", "Hub", "Hub", "bob2");
    assertThat(texts(document, "BICFI")).containsExactly("BANKKE22XXX");
    assertThat(texts(document, "Ustrd"))
        .containsExactly("Settlement 12, windows 7 8", "Settlement 12, windows 7 8");
  }

  @Test
  void shouldInstructPairByPairWhereTheModelIsBilateral() throws Exception {
    SettlementFacts settlement = Scene.settlement();
    List<BilateralNet> pairs =
        List.of(
            new BilateralNet(7, "alice", 11, "bob2", "USD", 2_005_000, 1_000_000, 3),
            new BilateralNet(11, "bob2", 15, "carol", "USD", 5, 5, 2));
    Document document =
        valid(
            Initiation.MESSAGE,
            Initiation.write(settlement, Obligations.bilateral(settlement, pairs), NOW));
    assertThat(texts(document, "EndToEndId")).containsExactly("STL-12-7-11");
    assertThat(texts(document, "IntrBkSttlmAmt")).containsExactly("100.50");
    assertThat(texts(document, "Nm")).containsExactly("alice", "bob2");
  }

  @Test
  void shouldStayValidWithNamesAndIdentifiersOfAnyKind() throws Exception {
    List<SettledAccount> odd = new ArrayList<>();
    for (String identifier : List.of("<&>\"'\u0007]]>", "n".repeat(60), "")) {
      odd.add(
          new SettledAccount(
              7 + odd.size(),
              2,
              "x&<y>".repeat(40),
              Optional.of(identifier),
              "POSITION",
              "JPY",
              12_345,
              "PENDING_SETTLEMENT",
              Optional.empty(),
              Optional.empty(),
              false,
              Optional.empty()));
    }
    SettlementFacts settlement = Scene.settlement(odd);
    Document document =
        valid(
            Initiation.MESSAGE,
            Initiation.write(settlement, Obligations.multilateral(settlement, SCHEME), NOW));
    assertThat(texts(document, "IntrBkSttlmAmt"))
        .as("exact, whatever the currency shows")
        .containsOnly("1.2345");
  }

  @Test
  void shouldStateAnAccountFromItsOpeningToItsClosingBalance() throws Exception {
    Document document =
        valid(Statements.MESSAGE, Statements.camt(List.of(statement(), statement()), NOW));
    assertThat(texts(document, "Bal"))
        .hasSize(4)
        .startsWith(
            "OPBD1000.00CRDT2026-01-01T00:00:00.000Z", "CLBD0.50DBIT2026-01-02T00:00:00.000Z");
    assertThat(texts(document, "Ntry"))
        .hasSize(4)
        .startsWith(
            "1001.00DBITBOOK2026-01-01T10:00:00.000Zt-1SETTLEMENTPamojaFunds out",
            "0.50CRDTBOOK2026-01-01T11:00:00.000Zt-2SETTLEMENTPamojaFunds in");
  }

  @Test
  void shouldTabulateTheSameStatementWithARunningBalance() {
    List<String> lines =
        Statements.table(List.of(statement())).rows().stream()
            .map(
                row ->
                    row.get(8).text()
                        + "|"
                        + row.get(9).text()
                        + "|"
                        + row.get(10).text()
                        + "|"
                        + row.get(11).text())
            .toList();
    assertThat(lines)
        .containsExactly(
            "Opening balance|||1000.00",
            "Funds out||1001.00|-1.00",
            "Funds in|0.50||-0.50",
            "Closing balance|||-0.50");
  }

  private static Statement statement() {
    return new Statement(
        "STMT-8-1",
        2,
        "alice",
        "",
        8,
        "SETTLEMENT",
        "USD",
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-02T00:00:00Z"),
        BigInteger.valueOf(10_000_000),
        List.of(
            new Statement.Entry(
                "t-1",
                Instant.parse("2026-01-01T10:00:00Z"),
                "Funds out",
                BigInteger.valueOf(-10_010_000)),
            new Statement.Entry(
                "t-2",
                Instant.parse("2026-01-01T11:00:00Z"),
                "Funds in",
                BigInteger.valueOf(5_000))),
        "Funds held at the settlement bank");
  }

  private static Document valid(String message, byte[] file) throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(IsoFilesTest.class.getResource(message + "-written.xsd"))
        .newValidator()
        .validate(new StreamSource(new ByteArrayInputStream(file)));
    assertThat(new String(file, StandardCharsets.UTF_8))
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(file));
  }

  private static List<String> texts(Document document, String name) {
    NodeList nodes = document.getElementsByTagNameNS("*", name);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
