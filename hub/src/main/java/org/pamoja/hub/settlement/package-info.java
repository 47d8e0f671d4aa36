/**
 * Settlement models and ledger account types: which accounts there are in a currency and how they
 * are settled.
 */
package org.pamoja.hub.settlement;
