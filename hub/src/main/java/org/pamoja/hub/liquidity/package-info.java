/**
 * How much participants can still pay: what is left of caps and funds, alarms when that becomes
 * little, and what accounts held at any moment and in any settlement window.
 */
package org.pamoja.hub.liquidity;
