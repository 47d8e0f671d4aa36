package org.pamoja.hub.edge;

import java.util.List;

/** A capability's part of the admin API: the routes it serves. */
public interface AdminResource {
  /** Its routes. */
  List<AdminRoute> routes();
}
