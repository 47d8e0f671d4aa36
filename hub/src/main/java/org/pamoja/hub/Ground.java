package org.pamoja.hub;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.delivery.MessageSigner;
import org.pamoja.hub.health.HubMeters;
import org.pamoja.hub.security.AddressPolicy;
import org.pamoja.hub.security.HubSigner;
import org.pamoja.hub.security.SignatureVerifier;
import org.pamoja.postgres.Database;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.PoolSettings;

/**
 * What all else stands on. These parts need nothing but settings, so they are started side by side.
 *
 * @param config the settings
 * @param clock the node's clock
 * @param node name of the node
 * @param database with its tables up to date
 * @param jdbi the same for short uses
 * @param vertx event loops
 * @param signer signs what the hub makes itself
 * @param hubKey what it is verified with; empty when nothing is signed
 * @param verifier verifies what participants sign
 * @param addresses which addresses the hub calls
 * @param meters what is counted
 * @param shutdown where later parts put what has to be stopped
 */
record Ground(
    HubConfig config,
    InstantSource clock,
    String node,
    Database database,
    Jdbi jdbi,
    Vertx vertx,
    MessageSigner signer,
    Optional<PublicKey> hubKey,
    SignatureVerifier verifier,
    AddressPolicy addresses,
    HubMeters meters,
    Shutdown shutdown) {

  /** Numbered SQL of the modules that keep tables; their numbers do not collide. */
  private static final List<String> MIGRATIONS =
      List.of("classpath:org/pamoja/ledger/db", "classpath:org/pamoja/hub/db");

  static Ground start(HubConfig config, JdbcTarget target, InstantSource clock, Shutdown shutdown)
      throws InterruptedException {
    try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Database> database =
          starters.submit(() -> openDatabase(config.database(), target, shutdown));
      Future<Vertx> vertx = starters.submit(() -> startEventLoops(config, shutdown));
      Future<Optional<HubSigner>> signer = starters.submit(() -> openSigner(config));
      Future<SignatureVerifier> verifier = starters.submit(() -> openVerifier(config));
      HubMeters meters = new HubMeters();
      shutdown.add("meters", meters::close);
      Database opened = await(database);
      return new Ground(
          config,
          clock,
          nodeName(config),
          opened,
          Jdbi.create(opened.pool()),
          await(vertx),
          await(signer).<MessageSigner>map(own -> own::sign).orElse(MessageSigner.NONE),
          await(signer).map(HubSigner::publicKey),
          await(verifier),
          new AddressPolicy(config.security().callbackAllow(), config.security().callbackDeny()),
          meters,
          shutdown);
    }
  }

  private static Database openDatabase(
      HubConfig.DatabaseSection settings, JdbcTarget target, Shutdown shutdown) {
    PoolSettings pool =
        new PoolSettings(
            "pamoja-hub", settings.connections(), settings.waitWithin(), settings.connectWithin());
    Database database = Database.open(target, pool, MIGRATIONS);
    shutdown.add("database", database::close);
    return database;
  }

  private static Vertx startEventLoops(HubConfig config, Shutdown shutdown) {
    FileSystemOptions noFiles =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(config.limits().eventLoops())
                .setPreferNativeTransport(false)
                .setFileSystemOptions(noFiles));
    shutdown.add(
        "event loops", () -> vertx.close().toCompletionStage().toCompletableFuture().join());
    return vertx;
  }

  private static Optional<HubSigner> openSigner(HubConfig config) {
    if (!config.jws().sign()) {
      return Optional.empty();
    }
    Path file =
        config.jws().keyFile().isEmpty()
            ? Path.of(config.dataDirectory(), "keys", "hub-jws.pem")
            : Path.of(config.jws().keyFile());
    return Optional.of(HubSigner.open(file));
  }

  /** The fast provider takes a moment to load, which a hub that checks nothing can spare. */
  private static SignatureVerifier openVerifier(HubConfig config) {
    return config.jws().validate() ? SignatureVerifier.choose() : SignatureVerifier.ofPlatform();
  }

  private static String nodeName(HubConfig config) {
    if (!config.nodeName().isEmpty()) {
      return config.nodeName();
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "node";
    }
  }

  private static <T> T await(Future<T> part) throws InterruptedException {
    try {
      return part.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RuntimeException told
          ? told
          : new HubException("The hub cannot start: " + failure.getCause(), failure.getCause());
    }
  }
}
