package org.pamoja.hub.settlement.settlements;

import java.util.List;
import org.pamoja.hub.security.Principal;

/**
 * The wish for a settlement.
 *
 * @param model name of the model
 * @param reason why
 * @param windows numbers of the windows, without repeats
 * @param by who asks
 */
record SettlementOrder(String model, String reason, List<Long> windows, Principal by) {}
