/**
 * Oracles: which directory knows the parties of an identifier type. The registry with its admin
 * API, the rules of selection, the hub's own table of parties, and what is remembered of the
 * answers of external oracles. Calls to these are made elsewhere.
 */
package org.pamoja.hub.oracles;
