package org.pamoja.hub.delivery;

import java.time.Duration;

/**
 * What one participant is owed.
 *
 * @param participant its name
 * @param inMemory messages in this node's memory
 * @param undelivered messages in the table that are still tried, of all nodes
 * @param dead messages in the table that nobody tries any more
 * @param oldest age of the oldest one that is still tried from the table, zero when there is none
 */
public record Backlog(
    String participant, int inMemory, long undelivered, long dead, Duration oldest) {}
