package org.pamoja.hub.settlement.fees;

import java.time.Instant;

/**
 * What rules see of a transfer without opening its packet.
 *
 * @param currency of the transfer
 * @param amount minor units
 * @param differentFsps whether it goes from one participant to another
 * @param at when it is judged
 */
record Charge(String currency, long amount, boolean differentFsps, Instant at) {}
