package org.pamoja.hub;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.audit.PostgresAuditLog;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.config.HubConfigLoader;
import org.pamoja.hub.edge.OperatorRoute;
import org.pamoja.hub.health.DatabaseProbe;
import org.pamoja.hub.health.HealthCheck;
import org.pamoja.hub.health.ServiceProbe;
import org.pamoja.hub.liquidity.Liquidity;
import org.pamoja.hub.rules.RulesOfScheme;
import org.pamoja.hub.signatures.HubKeyAdmission;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.postgres.BooksProof;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.postgres.JdbcTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of the hub. This package puts together what it is made of and does nothing else; parts
 * are stopped in the reverse order of their start. Threads may share it.
 */
public final class Hub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  private final Shutdown shutdown;
  private final Doors doors;
  private final LedgerQueries ledger;
  private final CompletableFuture<Void> fenced;

  private Hub(
      Shutdown shutdown, Doors doors, LedgerQueries ledger, CompletableFuture<Void> fenced) {
    this.ledger = ledger;
    this.shutdown = shutdown;
    this.doors = doors;
    this.fenced = fenced;
  }

  /**
   * Starts a node. Returns when its listeners take connections.
   *
   * @throws RuntimeException when it cannot start, with a message for the operator; nothing is left
   *     running then
   */
  public static Hub start(HubConfig config, JdbcTarget target) {
    return start(config, target, InstantSource.system());
  }

  /**
   * The same with the node's clock given, which decides nothing about money: the database's does.
   */
  public static Hub start(HubConfig config, JdbcTarget target, InstantSource clock) {
    long began = System.nanoTime();
    Shutdown shutdown = new Shutdown();
    try {
      Hub hub = wire(config, target, clock, shutdown);
      LOG.info(
          "The hub is ready after {} ms: FSPIOP on port {}, admin on port {}",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
          hub.fspiopPort(),
          hub.adminPort());
      return hub;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      shutdown.run();
      throw new HubException("The start was interrupted", interrupted);
    } catch (RuntimeException failure) {
      shutdown.run();
      throw failure;
    }
  }

  private static Hub wire(
      HubConfig config, JdbcTarget target, InstantSource clock, Shutdown shutdown)
      throws InterruptedException {
    LOG.info("Settings that are not the defaults: {}", HubConfigLoader.changed(config));
    CompletableFuture<Void> fenced = new CompletableFuture<>();
    Ground ground = Ground.start(config, target, clock, shutdown);
    AuditLog audit = new PostgresAuditLog(ground.jdbi(), ground.node(), clock);
    HubKeyAdmission keys = new HubKeyAdmission(ground.jdbi(), audit, clock);
    ground.hubKey().ifPresent(keys::admit);
    Caches caches = Caches.start(ground);
    WayOut out = WayOut.open(ground, caches);
    RulesOfScheme rules = Scheme.rules(ground, caches);
    Liquidity liquidity = Oversight.liquidity(ground, caches, out);
    Consumer<List<Event>> learning =
        events -> {
          rules.onCommitted(events);
          liquidity.onCommitted(events);
        };
    LedgerParts ledger =
        LedgerParts.start(
            ground,
            out,
            learning,
            stream -> ground.hubKey().ifPresent(key -> keys.use(key, stream)),
            () -> fenced.complete(null));
    Oversight.start(ground, liquidity);
    Capabilities capabilities = Capabilities.of(ground, caches, out, ledger, rules, audit);
    Doors doors = Doors.open(ground, capabilities, audit, operatorRoutes(ground, caches, ledger));
    return new Hub(shutdown, doors, ledger.queries(), fenced);
  }

  private static List<OperatorRoute> operatorRoutes(
      Ground ground, Caches caches, LedgerParts ledger) {
    HealthCheck health =
        new HealthCheck(
            List.of(
                new ServiceProbe(
                    "datastore", new DatabaseProbe(ground.database().pool(), ground.clock())),
                new ServiceProbe(
                    "broker",
                    () -> ledger.clearing().isAccepting() && ledger.upkeep().holdsLease()),
                new ServiceProbe(
                    "participantEndpointService",
                    () ->
                        ledger.delivery().isRunning() && !caches.participants().known().isEmpty()),
                new ServiceProbe("proxyCache", () -> caches.canBeCompared(ground))),
            version(),
            ground.clock());
    CacheRefresh refresh = new CacheRefresh(caches.tables());
    return List.of(
        new OperatorRoute("GET", "/health", health::reply),
        // Where the reference's settlement service has it.
        new OperatorRoute("GET", "/v2/health", health::reply),
        new OperatorRoute("GET", "/metrics", ground.meters()::reply),
        new OperatorRoute("DELETE", "/endpointcache", refresh::request));
  }

  /** The program's version, as the jar says it; {@code development} where it runs from classes. */
  public static String version() {
    String version = Hub.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Port of the FSPIOP listener. */
  public int fspiopPort() {
    return doors.fspiopPort();
  }

  /**
   * Whether posted debits equal posted credits, and everything else that has to add up does. Reads
   * the database.
   */
  public BooksProof proveBooks() {
    return ledger.proveBooks();
  }

  /** Port of the admin listener. */
  public int adminPort() {
    return doors.adminPort();
  }

  /**
   * Completes when another node has taken this one for dead and over its stream: it must be closed
   * and started anew.
   */
  public CompletionStage<Void> fenced() {
    return fenced.minimalCompletionStage();
  }

  /**
   * Takes no more requests, finishes those under way, drains clearing, delivers what it can within
   * a bound, gives up its stream and closes the rest. What is not delivered is kept and told by
   * another node, or by this one's next life.
   */
  @Override
  public void close() {
    shutdown.run();
  }
}
