package org.pamoja.hub.security;

/**
 * Who is behind a request, as far as it was proven. Every command carries one.
 *
 * @param name authenticated name, or {@code anonymous}
 * @param kind what it was proven by
 */
public record Principal(String name, Kind kind) {

  /** How a principal came to its name. */
  public enum Kind {
    /** Nobody was asked: listeners without authentication. */
    ANONYMOUS,
    /** A participant, by its client id from a configured gateway or by its certificate. */
    PARTICIPANT,
    /** An operator of the hub. */
    OPERATOR,
    /** The hub itself: timers, sweeps, deliveries. */
    HUB
  }

  /** The named anonymous principal. */
  public static final Principal ANONYMOUS = new Principal("anonymous", Kind.ANONYMOUS);

  /** The hub acting on its own account. */
  public static final Principal HUB = new Principal("hub", Kind.HUB);
}
