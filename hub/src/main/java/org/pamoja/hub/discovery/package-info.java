/**
 * Who holds a party, and who it is: the FSPIOP resources participants and parties, and the way to
 * external oracles. The registry of oracles and the table of the hub's own are in {@code oracles}.
 */
package org.pamoja.hub.discovery;
