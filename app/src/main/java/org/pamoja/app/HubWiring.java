package org.pamoja.app;

import java.net.URI;
import java.util.function.Supplier;
import org.pamoja.hub.Hub;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.ledger.postgres.BooksProof;
import org.pamoja.postgres.JdbcTarget;

/** The one place where the command meets the hub. */
final class HubWiring {

  private HubWiring() {}

  /**
   * A running hub, as the other parts of the program use it.
   *
   * @param fspiop base URL for the DFSPs
   * @param admin base URL for the operators
   * @param books whether the books add up, read when asked
   */
  record Running(URI fspiop, URI admin, Supplier<BooksProof> books) {

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
  static Running start(Foreground foreground, HubConfig config, JdbcTarget database)
      throws Exception {
    Hub hub = foreground.open(() -> Hub.start(config, database));
    hub.fenced().thenRun(() -> foreground.fail(new PlaceTaken()));
    return new Running(local(hub.fspiopPort()), local(hub.adminPort()), hub::proveBooks);
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
