package org.pamoja.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pamoja.app.Verification;
import org.pamoja.bench.process.HubProcess;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.postgres.EmbeddedPostgres;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.RawHttp;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.AdminClient;
import org.pamoja.testkit.hub.Books;

/**
 * A hub in a process and directory of its own, its operator, and three DFSPs that pay through it.
 * The directory is deleted only after a test that has passed. One thread at a time.
 */
final class SettledHub implements AutoCloseable {
  static final String CURRENCY = "USD";

  /** Whole units that each DFSP begins with, as funds. */
  static final long FUNDS = 10_000;

  private final Path directory = HubDirectory.make("pamoja-settling-");
  private final HubProcess.Launch launch;
  private final AdminClient admin;
  private final List<ScriptedDfsp> dfsps = new ArrayList<>();
  private HubProcess hub;
  private boolean passed;

  /** Starts a fresh hub with DFSPs on it. */
  SettledHub() throws IOException, InterruptedException {
    launch =
        new HubProcess.Launch(
            List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED"),
            "org.pamoja.app.Pamoja",
            directory,
            HubProcess.freePort(),
            HubProcess.freePort(),
            directory.resolve("hub.log"));
    admin = new AdminClient(launch::adminPort);
    hub = HubProcess.start(launch);
    admin.prepareCurrency(CURRENCY);
    // Caps below and above the funds, so that finalisations raise some and lower others.
    onboard("alice", "20000");
    onboard("bob", "5000");
    onboard("carol", "5000");
  }

  private void onboard(String name, String limit) {
    ScriptedDfsp dfsp = ScriptedDfsp.open(name, launch::fspiopPort);
    dfsps.add(dfsp);
    admin.onboard(name, CURRENCY, dfsp.address().toString(), limit, String.valueOf(FUNDS));
  }

  List<ScriptedDfsp> dfsps() {
    return dfsps;
  }

  AdminClient admin() {
    return admin;
  }

  Path directory() {
    return directory;
  }

  /** Its database as it is reached now; another port after each start. */
  JdbcTarget database() {
    return EmbeddedPostgres.running(directory).orElseThrow();
  }

  /** Ends the hub's life, with its database or without, and starts it again. */
  void killAndRestart(boolean withDatabase) throws IOException, InterruptedException {
    if (withDatabase) {
      hub.killWithDatabase();
    } else {
      hub.kill();
    }
    hub = HubProcess.start(launch);
  }

  /** Pays and waits until it is committed. */
  void pay(ScriptedDfsp payer, ScriptedDfsp payee, long amount) {
    String id = Bodies.id();
    String body =
        Bodies.prepare(
            id,
            payer.fspId(),
            payee.fspId(),
            String.valueOf(amount),
            CURRENCY,
            Bodies.in(Duration.ofMinutes(10)));
    assertThat(payer.send("POST", "/transfers", payee.fspId(), body).status()).isEqualTo(202);
    payee.server().await(request -> request.text().contains(id));
    Reply fulfilled =
        payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED"));
    assertThat(fulfilled.status()).isEqualTo(200);
  }

  /** Asks to finalise a settlement with the bank's file. */
  Reply upload(long settlement, String csv) {
    return RawHttp.request(
        launch.adminPort(),
        "POST",
        "/v2/settlements/"
            + settlement
            + "/finalisations?processFunds=true&processNdcIncreases=true&processNdcDecreases=true",
        List.of(new Headers.Header("Content-Type", "text/csv")),
        csv.getBytes(StandardCharsets.UTF_8));
  }

  /** The books, read past the hub. */
  Books books() {
    return new Books(database());
  }

  /** Proves the books as an operator does. */
  void prove() {
    books().check();
    StringWriter said = new StringWriter();
    int exitCode = Verification.run(directory, new PrintWriter(said, true));
    assertThat(exitCode).as("pamoja verify: %s", said).isZero();
  }

  /** The test is good, so that nothing has to be kept. */
  void passed() {
    passed = true;
  }

  @Override
  public void close() throws IOException {
    try {
      hub.close();
    } finally {
      dfsps.forEach(ScriptedDfsp::close);
    }
    HubDirectory.leave(directory, passed);
  }
}
