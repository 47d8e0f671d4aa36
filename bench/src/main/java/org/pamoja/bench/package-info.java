/**
 * Load on a hub, and what it costs: a closed loop of payments between simulated DFSPs, latencies,
 * CPU time, and a check of the books at the end ({@code Bench}); and a day's settlement while
 * payments go on ({@code SettlementBench}).
 */
package org.pamoja.bench;
