/** What the ledger can be asked, and what became of it. */
package org.pamoja.ledger.command;
