package org.pamoja.ledger.account;

/**
 * Names of the ledger account types that the rules know; operators may add more (ledger-admin
 * §6.1).
 */
public final class AccountTypes {
  public static final String POSITION = "POSITION";
  public static final String SETTLEMENT = "SETTLEMENT";
  public static final String HUB_RECONCILIATION = "HUB_RECONCILIATION";
  public static final String HUB_MULTILATERAL_SETTLEMENT = "HUB_MULTILATERAL_SETTLEMENT";
  public static final String INTERCHANGE_FEE = "INTERCHANGE_FEE";
  public static final String INTERCHANGE_FEE_SETTLEMENT = "INTERCHANGE_FEE_SETTLEMENT";
  public static final String HUB_FEE = "HUB_FEE";

  private AccountTypes() {}
}
