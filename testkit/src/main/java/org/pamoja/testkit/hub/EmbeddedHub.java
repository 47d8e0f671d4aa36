package org.pamoja.testkit.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.pamoja.hub.Hub;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.config.HubConfigLoader;
import org.pamoja.hub.security.HubSigner;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.ThrowawayPostgres;

/**
 * A whole hub in this process: free ports on the loopback address, a PostgreSQL database that is
 * thrown away, the settings a test wants. It can be stopped and started again on the same database,
 * and joined by further nodes. One thread starts and stops it; all may use it.
 */
public final class EmbeddedHub implements AutoCloseable {
  private static final AtomicInteger NODES = new AtomicInteger();
  private static final Set<EmbeddedHub> OPEN = ConcurrentHashMap.newKeySet();

  private static final String ANY_PORT = "0";

  private final JdbcTarget target;
  private final Path files;
  private final boolean ownsFiles;
  private final Map<String, String> settings;
  private final AdminClient admin;
  private final Books books;
  private Hub hub;
  private volatile int fspiopPort;
  private volatile int adminPort;

  private EmbeddedHub(
      JdbcTarget target, Path files, boolean ownsFiles, Map<String, String> settings) {
    this.target = target;
    this.files = files;
    this.ownsFiles = ownsFiles;
    this.settings = settings;
    this.admin = new AdminClient(() -> adminPort);
    this.books = new Books(target);
  }

  /**
   * Starts a hub on an empty database.
   *
   * @param settings alternating keys and values of its configuration, for example {@code
   *     "clearing.queueCapacity", "4"}
   */
  public static EmbeddedHub start(String... settings) {
    return on(ThrowawayPostgres.createDatabase(), settings);
  }

  /** Starts a hub on a database of the caller's. */
  public static EmbeddedHub on(JdbcTarget target, String... settings) {
    EmbeddedHub started = new EmbeddedHub(target, temporaryDirectory(), true, map(settings));
    started.startAgain();
    OPEN.add(started);
    return started;
  }

  /** The hubs that were started and not closed, one for each database. */
  public static Set<EmbeddedHub> open() {
    return Set.copyOf(OPEN);
  }

  /** A further node on the same database, with the same key and settings of its own. */
  public EmbeddedHub secondNode(String... ownSettings) {
    EmbeddedHub node = new EmbeddedHub(target, files, false, map(ownSettings));
    node.startAgain();
    return node;
  }

  /** The port for participants. */
  public int fspiopPort() {
    return fspiopPort;
  }

  /** The port for operators. */
  public int adminPort() {
    return adminPort;
  }

  /** The operator. */
  public AdminClient admin() {
    return admin;
  }

  /** Proofs about its database. */
  public Books books() {
    return books;
  }

  /** The key that its signatures are verified with. */
  public PublicKey publicKey() {
    return HubSigner.open(keyFile()).publicKey();
  }

  /** Stops the hub and keeps its database; messages find no listener until it is started again. */
  public void stop() {
    hub.close();
  }

  /** Starts the hub again on the same database and the same ports. */
  public void startAgain() {
    hub = Hub.start(config(), target);
    fspiopPort = hub.fspiopPort();
    adminPort = hub.adminPort();
  }

  @Override
  public void close() {
    OPEN.remove(this);
    stop();
    if (ownsFiles) {
      delete(files);
    }
  }

  private HubConfig config() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("nodeName", "node-" + NODES.incrementAndGet());
    all.put("dataDirectory", files.toString());
    all.put("jws.keyFile", keyFile().toString());
    all.put("fspiop.address", "127.0.0.1");
    all.put("fspiop.port", fspiopPort == 0 ? ANY_PORT : String.valueOf(fspiopPort));
    all.put("admin.port", adminPort == 0 ? ANY_PORT : String.valueOf(adminPort));
    all.putAll(settings);
    return HubConfigLoader.load(Optional.empty(), Map.of(), Set.of(), all);
  }

  private Path keyFile() {
    return files.resolve("hub.pem");
  }

  private static Map<String, String> map(String... settings) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return map;
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("pamoja-hub-");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
