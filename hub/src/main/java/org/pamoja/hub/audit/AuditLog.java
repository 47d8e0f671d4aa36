package org.pamoja.hub.audit;

import java.util.Map;
import org.pamoja.hub.security.Principal;

/**
 * The append-only, hash-chained record of what operators changed and what was refused for lack of
 * permission.
 */
public interface AuditLog {

  /**
   * Records a change. Returns when it is durable.
   *
   * @param principal who did it
   * @param action what was done, for example {@code participant.create}
   * @param target what it was done to
   * @param details further facts, no secrets
   */
  void record(Principal principal, String action, String target, Map<String, String> details);
}
