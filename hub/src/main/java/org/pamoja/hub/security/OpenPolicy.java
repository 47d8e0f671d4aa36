package org.pamoja.hub.security;

/**
 * The policy of a hub without authentication of its own: who may reach a listener may use it.
 * Anybody who reaches the FSPIOP listener may send, under a claimed name as a gateway in front
 * vouches for it or under any: answers go to registered endpoints only. What a participant was owed
 * goes to the caller, so the caller has to be proven to be that participant, unless the listener
 * can be reached from this machine only or its openness was configured. The admin listener serves
 * nobody under the same condition. Threads may share it.
 */
public final class OpenPolicy implements Policy {
  private final boolean adminOpen;
  private final boolean missedOpen;

  /**
   * A policy.
   *
   * @param adminOpen the admin listener is bound to loopback, or the operator accepts that it asks
   *     nobody
   */
  public OpenPolicy(boolean adminOpen) {
    this(adminOpen, false);
  }

  /**
   * A policy.
   *
   * @param adminOpen the admin listener is bound to loopback, or the operator accepts that it asks
   *     nobody
   * @param missedOpen the same of fetching missed messages at the FSPIOP listener
   */
  public OpenPolicy(boolean adminOpen, boolean missedOpen) {
    this.adminOpen = adminOpen;
    this.missedOpen = missedOpen;
  }

  @Override
  public boolean allows(Principal principal, Permission permission, String target) {
    return switch (permission) {
      case FSPIOP_SEND -> true;
      case FSPIOP_MISSED ->
          switch (principal.kind()) {
            case PARTICIPANT -> principal.name().equalsIgnoreCase(target);
            case ANONYMOUS -> missedOpen;
            case HUB, OPERATOR -> false;
          };
      case ADMIN_READ,
          ADMIN_PARTICIPANTS,
          ADMIN_HUB_KEYS,
          ADMIN_FUNDS,
          ADMIN_SETTLEMENT,
          ADMIN_ORACLES,
          ADMIN_RULES,
          ADMIN_DELIVERIES ->
          switch (principal.kind()) {
            case HUB -> true;
            case ANONYMOUS, OPERATOR -> adminOpen;
            case PARTICIPANT -> false;
          };
    };
  }
}
