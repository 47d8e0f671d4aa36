package org.pamoja.hub.security;

/** What a request wants to do, in classes coarse enough to be granted by role. */
public enum Permission {
  /** Send FSPIOP messages in a participant's name. */
  FSPIOP_SEND,
  /**
   * Fetch what a participant was owed; unlike a message's answer, this goes to the caller itself.
   */
  FSPIOP_MISSED,
  /** Read participants, accounts, positions, models, transfers. */
  ADMIN_READ,
  /** Create or change participants, endpoints, limits, accounts. */
  ADMIN_PARTICIPANTS,
  /**
   * List or take off the keys by which participants verify the hub: whoever lists one can sign in
   * the hub's name.
   */
  ADMIN_HUB_KEYS,
  /** Record funds in and out. */
  ADMIN_FUNDS,
  /** Change settlement models and account types. */
  ADMIN_SETTLEMENT,
  /** Register, change or remove oracles. */
  ADMIN_ORACLES,
  /** Change the scheme's rules and block lists. */
  ADMIN_RULES,
  /** Resend or drop undelivered messages. */
  ADMIN_DELIVERIES
}
