/**
 * How nodes keep their memory of rarely changed tables in step: a version for each cache, raised by
 * the transaction that changes its tables and polled by every node (architecture, decision 14).
 */
package org.pamoja.hub.cache;
