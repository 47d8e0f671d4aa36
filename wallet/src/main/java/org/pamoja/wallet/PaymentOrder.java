package org.pamoja.wallet;

/**
 * What a customer orders.
 *
 * @param from the customer's telephone number
 * @param to the payee's telephone number, at whichever DFSP
 * @param amount minor units at scale 4
 */
public record PaymentOrder(String from, String to, long amount) {}
