package org.pamoja.hub.settlement.settlements;

import java.util.Optional;

/** The states of a settlement and of the accounts in it (settlement §3). */
public enum SettlementState {
  /** Made; nothing has moved. */
  PENDING_SETTLEMENT,
  /** The settlement transfers exist; nothing has moved. */
  PS_TRANSFERS_RECORDED,
  /** Who is owed has been charged. */
  PS_TRANSFERS_RESERVED,
  /** Who owes has been freed. */
  PS_TRANSFERS_COMMITTED,
  /** Some accounts are settled; never a state of an account. */
  SETTLING,
  /** Done with. */
  SETTLED,
  /** Given up; what had moved was moved back. */
  ABORTED;

  /** The state that the accounts of a settlement in this state may go to. */
  public Optional<SettlementState> step() {
    return switch (this) {
      case PENDING_SETTLEMENT -> Optional.of(PS_TRANSFERS_RECORDED);
      case PS_TRANSFERS_RECORDED -> Optional.of(PS_TRANSFERS_RESERVED);
      case PS_TRANSFERS_RESERVED -> Optional.of(PS_TRANSFERS_COMMITTED);
      case PS_TRANSFERS_COMMITTED, SETTLING -> Optional.of(SETTLED);
      case SETTLED, ABORTED -> Optional.empty();
    };
  }
}
