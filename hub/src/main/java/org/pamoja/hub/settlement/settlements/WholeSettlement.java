package org.pamoja.hub.settlement.settlements;

import java.util.List;
import org.pamoja.hub.settlement.windows.Content;
import org.pamoja.ledger.postgres.SettlementWindows.SettlementWindow;

/**
 * A settlement with what is shown of it, as of one moment.
 *
 * @param settlement the settlement
 * @param windows its windows by number, or those of them that are asked for
 * @param contents the contents it took
 * @param accounts its accounts by number, or those of them that are asked for
 */
record WholeSettlement(
    Settlement settlement,
    List<SettlementWindow> windows,
    List<Content> contents,
    List<SettlementAccount> accounts) {}
