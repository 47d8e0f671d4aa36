/**
 * Oracles: which directory knows the parties of an identifier type. The registry with its admin
 * API, the rules of selection, and the hub's own table of parties. Calls to external oracles are
 * made elsewhere.
 */
package org.pamoja.hub.oracles;
