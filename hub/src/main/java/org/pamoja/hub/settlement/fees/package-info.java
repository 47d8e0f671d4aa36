/**
 * Interchange fees by the rules of a file (settlement §8): read and checked as a whole at start,
 * asked for each transfer that is prepared. Knows nothing of accounts: what it says is an amount,
 * which the payer's participant owes the payee's once the transfer commits.
 *
 * <p>To be read in this order: {@code InterchangeFees}, what others use; {@code FeeRule} with
 * {@code FeeConditions} and {@code FeeFormula}; the file, read by {@code FeeRules} and {@code
 * FeesFileReader}.
 */
package org.pamoja.hub.settlement.fees;
