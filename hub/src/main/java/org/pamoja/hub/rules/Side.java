package org.pamoja.hub.rules;

/** One of the two sides of a payment. */
enum Side {
  PAYER,
  PAYEE
}
