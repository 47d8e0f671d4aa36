package org.pamoja.app;

import java.net.URI;
import org.pamoja.hub.Hub;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.postgres.JdbcTarget;

/** The one place where the command meets the hub. */
final class HubWiring {

  private HubWiring() {}

  /**
   * Where a running hub listens, seen from this machine.
   *
   * @param fspiop base URL for the DFSPs
   * @param admin base URL for the operators
   */
  record Addresses(URI fspiop, URI admin) {

    /** The one line that says a command is ready. */
    String readyLine() {
      return "Pamoja is ready: FSPIOP on " + fspiop + ", admin on " + admin;
    }
  }

  /** Ends a hub whose place another node has taken; whoever supervises it starts it anew. */
  static final class PlaceTaken extends Exception {
    private static final long serialVersionUID = 1L;

    PlaceTaken() {
      super("another node took this one for dead and carries on its work: start this one again");
    }
  }

  /** Starts the hub on a database that is up. */
  static Addresses start(Foreground foreground, HubConfig config, JdbcTarget database)
      throws Exception {
    Hub hub = foreground.open(() -> Hub.start(config, database));
    hub.fenced().thenRun(() -> foreground.fail(new PlaceTaken()));
    return new Addresses(local(hub.fspiopPort()), local(hub.adminPort()));
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
