package org.pamoja.hub.rules;

/** When a payment is judged. */
public enum Stage {
  /** POST /quotes: nothing is reserved yet, so nothing is counted. */
  QUOTE,
  /** POST /transfers. */
  PREPARE
}
