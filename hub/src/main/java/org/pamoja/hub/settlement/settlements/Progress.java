package org.pamoja.hub.settlement.settlements;

import java.util.List;

/**
 * What a request to move accounts on came to.
 *
 * @param settlement the settlement as it is now
 * @param handled what became of each change, in the order asked for
 * @param windows numbers of the windows with content of the accounts that were changed, ascending
 */
record Progress(Settlement settlement, List<Handled> handled, List<Long> windows) {}
