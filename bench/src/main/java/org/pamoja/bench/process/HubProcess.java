package org.pamoja.bench.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A hub with an embedded database, as a process of its own that can be stopped and killed. One
 * thread at a time.
 */
public final class HubProcess implements AutoCloseable {
  /** Ports given out in this process. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 25;
  private static final int PROBE_TIMEOUT_MILLIS = 1_000;
  private static final int LOG_TAIL = 4_000;

  private final Process process;
  private final Launch launch;

  /**
   * How to start it.
   *
   * @param javaOptions options of the Java machine
   * @param mainClass class of the {@code pamoja} command, found on this program's class path
   * @param data the hub's directory
   * @param fspiopPort port for the DFSPs
   * @param adminPort port for the operators
   * @param log file that what the hub prints is added to
   */
  public record Launch(
      List<String> javaOptions,
      String mainClass,
      Path data,
      int fspiopPort,
      int adminPort,
      Path log) {

    /** Base URL of the FSPIOP interface. */
    public URI fspiop() {
      return URI.create("http://127.0.0.1:" + fspiopPort);
    }

    /** Base URL of the admin interface. */
    public URI admin() {
      return URI.create("http://127.0.0.1:" + adminPort);
    }

    private List<String> command() {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(javaOptions);
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
      command.addAll(List.of("hub", "--data", data.toString()));
      command.addAll(List.of("--fspiop-port", String.valueOf(fspiopPort)));
      command.addAll(List.of("--admin-port", String.valueOf(adminPort)));
      return command;
    }
  }

  /** The hub did not start or did not stop as it should. */
  public static final class HubFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HubFailedException(String message) {
      super(message);
    }
  }

  private HubProcess(Process process, Launch launch) {
    this.process = process;
    this.launch = launch;
  }

  /**
   * Starts the hub and waits until both interfaces answer.
   *
   * @throws HubFailedException with the end of its log when it does not get ready
   */
  public static HubProcess start(Launch launch) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(launch.command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()))
            .start();
    HubProcess hub = new HubProcess(process, launch);
    try {
      hub.awaitReady();
      return hub;
    } catch (InterruptedException | RuntimeException failed) {
      hub.kill();
      throw failed;
    }
  }

  /** A port that is free now, another one each time: nobody listens on it yet when it is given. */
  public static int freePort() throws IOException {
    while (true) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
        if (GIVEN.add(socket.getLocalPort())) {
          return socket.getLocalPort();
        }
      }
    }
  }

  /** How it was started. */
  public Launch launch() {
    return launch;
  }

  /** Process id of the hub. */
  public long pid() {
    return process.pid();
  }

  private void awaitReady() throws InterruptedException {
    Instant deadline = Instant.now().plus(READY_WITHIN);
    while (!answers(launch.admin()) || !answers(launch.fspiop())) {
      if (!process.isAlive()) {
        throw new HubFailedException(
            "The hub ended with exit code " + process.exitValue() + ":\n" + lastWords());
      }
      if (Instant.now().isAfter(deadline)) {
        throw new HubFailedException("The hub did not get ready:\n" + lastWords());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static boolean answers(URI base) {
    try {
      HttpURLConnection probe =
          (HttpURLConnection) base.resolve("/health").toURL().openConnection();
      probe.setConnectTimeout(PROBE_TIMEOUT_MILLIS);
      probe.setReadTimeout(PROBE_TIMEOUT_MILLIS);
      int status = probe.getResponseCode();
      probe.disconnect();
      return status == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String lastWords() {
    try {
      String log = Files.readString(launch.log(), StandardCharsets.UTF_8);
      return log.substring(Math.max(0, log.length() - LOG_TAIL));
    } catch (IOException unreadable) {
      return launch.log() + " cannot be read: " + unreadable;
    }
  }

  /** Kills the hub only; its database is left to what watches over it. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Kills the hub and everything it has started, as when the machine loses its power. */
  public void killWithDatabase() throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>();
    all.add(process.toHandle());
    all.addAll(process.descendants().toList());
    all.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
    for (ProcessHandle child : all) {
      awaitEnd(child);
    }
  }

  private static void awaitEnd(ProcessHandle child) throws InterruptedException {
    Instant deadline = Instant.now().plus(STOPPED_WITHIN);
    // An orphan that nobody has reaped yet counts as alive but has no command any more.
    while (child.isAlive() && child.info().command().isPresent()) {
      if (Instant.now().isAfter(deadline)) {
        throw new HubFailedException("Process " + child.pid() + " does not die");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /**
   * Asks the hub to stop (SIGTERM) and waits for it.
   *
   * @return its exit code
   * @throws HubFailedException when it does not stop
   */
  public int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new HubFailedException("The hub does not stop:\n" + lastWords());
    }
    return process.exitValue();
  }

  /** Stops the hub; kills it and its database when it does not stop. */
  @Override
  public void close() {
    if (!process.isAlive()) {
      return;
    }
    try {
      stop();
    } catch (InterruptedException hurry) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void stop() throws InterruptedException {
    try {
      terminate();
    } catch (HubFailedException stuck) {
      killWithDatabase();
      throw stuck;
    }
  }
}
