package org.pamoja.hub.settlement.bank;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bank's file as it was understood, whatever its format.
 *
 * @param settlementId the settlement it says it is about; empty when that cannot be read
 * @param rows its rows in order
 * @param faults what could not be understood; the rows concerned are left out
 */
public record BankFile(OptionalLong settlementId, List<Row> rows, List<Finding> faults) {

  /**
   * What the bank says about one account. Amounts are decimals as written, not yet known to be
   * valid for the currency.
   *
   * @param line line of the sheet, or place in the list, from 1
   * @param participantId the participant's number
   * @param accountId number of the account that is settled
   * @param name the participant's name
   * @param balance the bank's balance after the settlement; empty when the bank left it out
   * @param transfer what was transferred; positive when the participant paid
   * @param currency currency code
   */
  public record Row(
      int line,
      long participantId,
      long accountId,
      String name,
      Optional<BigDecimal> balance,
      BigDecimal transfer,
      String currency) {}

  /** Copies the lists. */
  public BankFile {
    rows = List.copyOf(rows);
    faults = List.copyOf(faults);
  }
}
