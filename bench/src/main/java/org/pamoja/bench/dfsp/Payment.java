package org.pamoja.bench.dfsp;

/**
 * What one simulated DFSP pays to another.
 *
 * @param payerMsisdn telephone number of the payer's customer
 * @param payee DFSP that is paid
 * @param payeeMsisdn telephone number of its customer
 * @param amount minor units at scale 4, positive
 */
public record Payment(String payerMsisdn, String payee, String payeeMsisdn, long amount) {}
