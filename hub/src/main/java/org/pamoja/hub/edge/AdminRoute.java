package org.pamoja.hub.edge;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.pamoja.hub.security.Permission;

/**
 * One operation of the admin API.
 *
 * @param method HTTP method
 * @param template path template, for example {@code /participants/{name}/accounts/{id}}
 * @param permissions what the caller needs, all of it
 * @param more what the caller needs besides when it sets a query parameter to {@code true}, by the
 *     parameter's name
 * @param takesFiles whether bodies may be of any type and are left to the handler as bytes; else
 *     they are JSON
 * @param handler what handles it
 */
public record AdminRoute(
    String method,
    String template,
    Set<Permission> permissions,
    Map<String, Permission> more,
    boolean takesFiles,
    AdminHandler handler) {

  /** An operation that needs the same whatever its query. */
  public AdminRoute(
      String method,
      String template,
      Set<Permission> permissions,
      boolean takesFiles,
      AdminHandler handler) {
    this(method, template, permissions, Map.of(), takesFiles, handler);
  }

  /** An operation with a JSON body or none that needs one permission. */
  public AdminRoute(String method, String template, Permission permission, AdminHandler handler) {
    this(method, template, Set.of(permission), false, handler);
  }

  /** All that the caller needs for a request with that query. */
  public Set<Permission> permissionsFor(Map<String, String> query) {
    Set<Permission> needed = EnumSet.copyOf(permissions);
    more.forEach(
        (parameter, permission) -> {
          if ("true".equals(query.get(parameter))) {
            needed.add(permission);
          }
        });
    return needed;
  }
}
