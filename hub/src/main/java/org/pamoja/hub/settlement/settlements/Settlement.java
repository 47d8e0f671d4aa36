package org.pamoja.hub.settlement.settlements;

import java.time.Instant;

/**
 * A settlement.
 *
 * @param id its number
 * @param model number of its model
 * @param modelName name of its model
 * @param requireLiquidityCheck whether net debit caps give way to it (settlement §5.2)
 * @param autoPositionReset whether it moves positions
 * @param state its state
 * @param aborting whether an abort has begun that is not done: then it takes no other step
 * @param reason why it is in that state
 * @param created when it was made
 * @param changed when its state or reason last changed
 */
public record Settlement(
    long id,
    int model,
    String modelName,
    boolean requireLiquidityCheck,
    boolean autoPositionReset,
    SettlementState state,
    boolean aborting,
    String reason,
    Instant created,
    Instant changed) {}
