package org.pamoja.hub.settlement;

import java.util.List;
import org.pamoja.hub.edge.AdminHandler;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.security.Permission;

/**
 * The two forms of the settlement API's paths: below {@code /v2}, where the reference's service has
 * them, and without it.
 */
public final class PathForms {
  /** What the reference puts before the paths. */
  private static final String BASE = "/v2";

  private PathForms() {}

  /** An operation at both forms of its path. */
  public static List<AdminRoute> of(
      String method, String template, Permission permission, AdminHandler handler) {
    return List.of(
        new AdminRoute(method, template, permission, handler),
        new AdminRoute(method, BASE + template, permission, handler));
  }
}
