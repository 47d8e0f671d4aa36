/**
 * Settlement windows as operators see them: closing, what a closed window leaves to settle, and
 * looking them up. The windows themselves are the ledger's.
 */
package org.pamoja.hub.settlement.windows;
