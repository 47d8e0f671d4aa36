package org.pamoja.hub.security;

/** The one place that says whether a principal may do something. */
public interface Policy {

  /**
   * Whether {@code principal} may use {@code permission} on {@code target}.
   *
   * @param target participant or other object concerned, empty when the question is general
   */
  boolean allows(Principal principal, Permission permission, String target);
}
