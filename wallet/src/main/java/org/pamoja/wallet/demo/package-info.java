/**
 * The demonstration: two example DFSPs on one hub, and everything that passes between them on the
 * screen.
 */
package org.pamoja.wallet.demo;
