/**
 * Group commit: gathers commands into batches, has each decided on locked rows and stored in one
 * transaction, and answers afterwards. Begin with {@link org.pamoja.ledger.clearing.Clearing}.
 */
package org.pamoja.ledger.clearing;
