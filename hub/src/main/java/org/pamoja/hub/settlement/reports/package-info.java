/**
 * Reports about settlements, with the columns of the reference's reporting templates and beside
 * them the settlement, its windows, the accounts, names and narration; as JSON, XLSX and CSV,
 * statements as camt.053 too. They read the ledger's own rows and change nothing.
 */
package org.pamoja.hub.settlement.reports;
