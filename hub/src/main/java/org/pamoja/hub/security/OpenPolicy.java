package org.pamoja.hub.security;

/**
 * The policy of a hub without authentication of its own: who may reach a listener may use it.
 * Anybody who reaches the FSPIOP listener may send, under a claimed name as a gateway in front
 * vouches for it or under any; the admin listener serves nobody unless it can be reached from this
 * machine only or its openness was configured. Threads may share it.
 */
public final class OpenPolicy implements Policy {
  private final boolean adminOpen;

  /**
   * A policy.
   *
   * @param adminOpen the admin listener is bound to loopback, or the operator accepts that it asks
   *     nobody
   */
  public OpenPolicy(boolean adminOpen) {
    this.adminOpen = adminOpen;
  }

  @Override
  public boolean allows(Principal principal, Permission permission, String target) {
    return switch (permission) {
      case FSPIOP_SEND -> true;
      case ADMIN_READ, ADMIN_PARTICIPANTS, ADMIN_FUNDS, ADMIN_SETTLEMENT, ADMIN_ORACLES ->
          switch (principal.kind()) {
            case HUB -> true;
            case ANONYMOUS, OPERATOR -> adminOpen;
            case PARTICIPANT -> false;
          };
    };
  }
}
