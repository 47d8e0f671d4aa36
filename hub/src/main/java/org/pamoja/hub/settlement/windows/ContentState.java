package org.pamoja.hub.settlement.windows;

/** How far a content of a window, or one account's part of it, is settled. */
public enum ContentState {
  /** Not in any settlement yet. */
  CLOSED,
  /** In a settlement under way. */
  PENDING_SETTLEMENT,
  /** Done with. */
  SETTLED,
  /** Its settlement was given up; another may take it. */
  ABORTED
}
