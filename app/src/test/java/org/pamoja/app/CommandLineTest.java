package org.pamoja.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldListTheCommandsWithOneLineEach() {
    assertThat(run("--help")).isZero();
    for (String command :
        new String[] {"demo", "hub", "bench", "verify", "test", "version", "help"}) {
      assertThat(out.toString()).containsPattern("(?m)^  " + command + " +[A-Z].*");
    }
  }

  @Test
  void shouldSayTheSameWithoutACommand() {
    assertThat(run()).isZero();
    assertThat(out.toString()).contains("Usage: pamoja").contains("hub");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "hub", "bench", "verify", "test", "version"})
  void shouldExplainACommand(String command) {
    assertThat(run("help", command)).isZero();
    assertThat(out.toString()).contains("Usage: pamoja " + command);
  }

  @Test
  void shouldNameEveryOptionOfTheHub() {
    run("help", "hub");
    assertThat(out.toString())
        .contains("--data", "--fspiop-port", "--admin-port", "--database-url", "--database-user")
        .contains("--database-password-file", "--config", "--node", "--reference-ports");
  }

  @Test
  void shouldRefuseAnUnknownCommandWithAHint() {
    assertThat(run("hubb")).isEqualTo(2);
    assertThat(err.toString()).contains("hubb").contains("Did you mean").contains("hub");
  }

  @Test
  void shouldRefuseAnUnknownOptionWithAHint() {
    assertThat(run("hub", "--fspiop-prt", "4000")).isEqualTo(2);
    assertThat(err.toString()).contains("--fspiop-prt").contains("--fspiop-port");
  }

  @Test
  void shouldRefuseAPortThatIsNoNumber() {
    assertThat(run("hub", "--fspiop-port", "many")).isEqualTo(2);
    assertThat(err.toString()).contains("--fspiop-port").contains("many");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536"})
  void shouldRefuseAPortThatDoesNotExist(String port) {
    assertThat(run("demo", "--admin-port=" + port)).isEqualTo(2);
    assertThat(err.toString()).contains("--admin-port").contains(port);
  }

  @Test
  void shouldRefuseDatabaseOptionsWithoutADatabase() {
    assertThat(run("hub", "--database-user", "hub")).isEqualTo(2);
    assertThat(err.toString()).contains("--database-url");
  }

  @Test
  void shouldSayInOneLineWhichDatabaseUrlIsWrong() {
    assertThat(run("hub", "--database-url", "jdbc:mysql://db/hub")).isEqualTo(1);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains("jdbc:mysql://db/hub");
  }

  @Test
  void shouldNotMakeADatabaseToVerify(@TempDir Path empty) {
    assertThat(run("verify", "--data", empty.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no database in " + empty);
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void shouldPrintItsVersion() {
    assertThat(run("version")).isZero();
    assertThat(out.toString()).contains("Pamoja ").contains("Java 25");
  }

  private int run(String... arguments) {
    CommandLine commandLine = Pamoja.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
