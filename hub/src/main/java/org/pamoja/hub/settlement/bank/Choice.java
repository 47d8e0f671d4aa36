package org.pamoja.hub.settlement.bank;

import java.util.Set;

/**
 * What an operator wants done with the bank's file besides moving the settlement on.
 *
 * @param funds book the difference between the bank's balance and the hub's as funds in or out
 * @param capIncreases raise net debit caps that are below the bank's balance to it
 * @param capDecreases lower net debit caps that are above the bank's balance to it
 * @param confirmed the warnings that are accepted
 */
record Choice(
    boolean funds, boolean capIncreases, boolean capDecreases, Set<FindingCode> confirmed) {}
