package org.pamoja.hub.edge;

import org.pamoja.hub.security.Permission;

/**
 * One operation of the admin API.
 *
 * @param method HTTP method
 * @param template path template, for example {@code /participants/{name}/accounts/{id}}
 * @param permission what the caller needs
 * @param handler what handles it
 */
public record AdminRoute(
    String method, String template, Permission permission, AdminHandler handler) {}
