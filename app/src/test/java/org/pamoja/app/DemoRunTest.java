package org.pamoja.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.bench.process.HubProcess;
import org.pamoja.postgres.EmbeddedPostgres;
import org.pamoja.postgres.PostgresSettings;
import picocli.CommandLine;

/**
 * The README's first command, as a process of its own: a payment from nothing, and one more on what
 * it left.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class DemoRunTest {
  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createTempDirectory("pamoja-demo-");
    // The server of root runs under another account, which has to get there.
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
  }

  @AfterEach
  void removeHome() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void shouldPayFromNothingAndGoOnWithWhatItLeft() throws Exception {
    String first = demo();
    assertThat(first)
        .contains("COMMITTED")
        .containsPattern("Amina Odhiambo 254700000001, kifaru +10000 +9750")
        .containsPattern("Juma Kamau 254711000001, twiga +10000 +10250")
        .containsPattern("kifaru +0 +250")
        .containsPattern("twiga +0 +-250")
        .contains("posted debits 2000250 = posted credits 2000250");

    String second = demo();
    assertThat(second)
        .containsPattern("Amina Odhiambo 254700000001, kifaru +9750 +9500")
        .containsPattern("twiga +-250 +-500")
        .contains("posted debits 2000500 = posted credits 2000500");

    assertThat(verify()).as("with the server stopped").contains("The books are sound.");
    try (EmbeddedPostgres running =
        EmbeddedPostgres.start(PostgresSettings.in(home.resolve("data")), _ -> {})) {
      assertThat(verify()).as("with one at work").contains("The books are sound.");
      assertThat(running.pid()).isPositive();
    }
  }

  private String verify() {
    StringWriter out = new StringWriter();
    CommandLine commandLine = Pamoja.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(out, true));
    int exitCode = commandLine.execute("verify", "--data", home.resolve("data").toString());
    assertThat(exitCode).as(out.toString()).isZero();
    return out.toString();
  }

  /** Runs it to its end; fails with everything it said when that is not a good one. */
  private String demo() throws Exception {
    Path said = home.resolve("said");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.pamoja.app.Pamoja",
                "demo",
                "--once",
                "--data",
                home.resolve("data").toString(),
                "--fspiop-port",
                Integer.toString(HubProcess.freePort()),
                "--admin-port",
                Integer.toString(HubProcess.freePort()))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int exitCode = process.waitFor();
    String output = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(exitCode).as(output).isZero();
    return output;
  }
}
