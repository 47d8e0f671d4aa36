package org.pamoja.hub.settlement.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pamoja.hub.edge.AdminHandler;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.security.Permission;
import org.pamoja.hub.settlement.PathForms;

/** The paths below a settlement, with and without the prefix of the settlement API. */
final class BankRoutes {
  /** Net debit caps are changed by who may change limits. */
  private static final Map<String, Permission> CAPS =
      Map.of(
          "processNdcIncreases",
          Permission.ADMIN_PARTICIPANTS,
          "processNdcDecreases",
          Permission.ADMIN_PARTICIPANTS);

  private static final List<String> PREFIXES = List.of("/v2", "");

  private final List<AdminRoute> routes = new ArrayList<>();

  /** Adds an operation that reads. */
  BankRoutes read(String path, AdminHandler handler) {
    routes.addAll(PathForms.of("GET", path, Permission.ADMIN_READ, handler));
    return this;
  }

  /**
   * Adds an operation that moves settlements and funds; {@code takesFiles} if its body is a file.
   */
  BankRoutes finalise(String path, boolean takesFiles, AdminHandler handler) {
    for (String prefix : PREFIXES) {
      routes.add(
          new AdminRoute(
              "POST",
              prefix + path,
              Set.of(Permission.ADMIN_SETTLEMENT, Permission.ADMIN_FUNDS),
              CAPS,
              takesFiles,
              handler));
    }
    return this;
  }

  List<AdminRoute> all() {
    return List.copyOf(routes);
  }
}
