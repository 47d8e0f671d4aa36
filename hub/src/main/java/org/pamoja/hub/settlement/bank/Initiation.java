package org.pamoja.hub.settlement.bank;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.pamoja.fspiop.currency.Amounts;

/**
 * The payments of a settlement as ISO 20022 {@code pacs.009.001.08},
 * FinancialInstitutionCreditTransfer: one transaction a payment, with the settlement and its
 * windows as remittance information. Pure; threads may share it.
 */
final class Initiation {
  /** Name of the message. */
  static final String MESSAGE = "pacs.009.001.08";

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final int MAX_REMITTANCE = 140;

  private Initiation() {}

  /**
   * The document.
   *
   * @param settlement the settlement
   * @param payments its payments, at least one
   * @param at when the document is made
   */
  static byte[] write(SettlementFacts settlement, List<Obligation> payments, Instant at) {
    IsoXml xml = new IsoXml(MESSAGE);
    xml.element(
        "FICdtTrf",
        () -> {
          xml.element("GrpHdr", () -> header(xml, settlement, payments, at));
          for (Obligation payment : payments) {
            xml.element("CdtTrfTxInf", () -> transaction(xml, settlement, payment));
          }
        });
    return xml.finish();
  }

  private static void header(
      IsoXml xml, SettlementFacts settlement, List<Obligation> payments, Instant at) {
    BigInteger sum =
        payments.stream()
            .map(payment -> BigInteger.valueOf(payment.amount()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    String stamp = STAMP.format(at.atOffset(ZoneOffset.UTC));
    xml.element("MsgId", "STL-" + settlement.id() + "-" + stamp)
        .element("CreDtTm", at)
        .element("NbOfTxs", Integer.toString(payments.size()))
        .element("CtrlSum", new BigDecimal(sum, Amounts.SCALE).stripTrailingZeros().toPlainString())
        .element("IntrBkSttlmDt", at.atOffset(ZoneOffset.UTC).toLocalDate().toString())
        .element("SttlmInf", () -> xml.element("SttlmMtd", "CLRG"));
  }

  private static void transaction(IsoXml xml, SettlementFacts settlement, Obligation payment) {
    xml.element(
            "PmtId",
            () -> {
              xml.element("InstrId", payment.id()).element("EndToEndId", payment.id());
              if (!payment.reference().isEmpty()) {
                xml.element("TxId", IsoXml.cut(payment.reference(), 35));
              }
            })
        .amount("IntrBkSttlmAmt", BigInteger.valueOf(payment.amount()), payment.currency());
    party(xml, "Dbtr", payment.debtor(), payment.currency());
    party(xml, "Cdtr", payment.creditor(), payment.currency());
    xml.element(
        "RmtInf", () -> xml.element("Ustrd", IsoXml.cut(settlement.narration(), MAX_REMITTANCE)));
  }

  private static void party(IsoXml xml, String role, Obligation.Party party, String currency) {
    xml.element(role, () -> xml.institution(party.name(), party.bankIdentifier()));
    if (!party.account().isEmpty()) {
      xml.account(role + "Acct", party.account(), currency);
    }
  }
}
