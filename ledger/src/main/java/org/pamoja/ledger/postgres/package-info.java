/**
 * The ledger in PostgreSQL: the store of batches, and, beside it, streams and their leases,
 * accounts, settlement windows, due times, partitions, and everything that reads. The tables are in
 * {@code db/V101__ledger.sql}.
 */
package org.pamoja.ledger.postgres;
