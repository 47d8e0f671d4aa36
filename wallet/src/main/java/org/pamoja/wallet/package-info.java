/**
 * An example DFSP: {@link org.pamoja.wallet.Dfsp} keeps accounts for customers in a book of its own
 * and speaks FSPIOP itself, as payer and as payee. {@link org.pamoja.wallet.Onboarding} puts it on
 * a hub.
 */
package org.pamoja.wallet;
