/**
 * Tables as files: written as spreadsheet (XLSX), comma-separated text and JSON, read within bounds
 * from the first two. Knows nothing of what the tables are about.
 */
package org.pamoja.hub.settlement.sheets;
