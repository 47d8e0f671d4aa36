/**
 * One node, put together. {@link org.pamoja.hub.Hub} starts the parts in this order, and stops them
 * in the reverse:
 *
 * <pre>
 *   Ground        settings, database, event loops, signer, meters
 *   Caches        participants, oracles, keys in memory
 *   WayOut        connections to participants and oracles
 *   Scheme        rules of the scheme
 *   LedgerParts   clearing, delivery, expiries, the care for streams
 *   Oversight     thresholds of liquidity, cut-offs of settlement windows, the books
 *   Capabilities  what the hub can do: FSPIOP resources and admin resources
 *   Doors         the two listeners
 * </pre>
 *
 * <p>Nothing is decided here.
 */
package org.pamoja.hub;
