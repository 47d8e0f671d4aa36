package org.pamoja.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.ThrowawayPostgres;
import org.pamoja.testkit.hub.EmbeddedHub;
import picocli.CommandLine;

/** pamoja verify on the database of a hub at work. */
@Timeout(120)
class VerifyCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldFindSoundBooksSoundAndDamagedOnesNot(@TempDir Path folder) throws Exception {
    JdbcTarget target = ThrowawayPostgres.createDatabase();
    Path password = Files.writeString(folder.resolve("password"), target.password());
    String[] arguments = {
      "verify",
      "--database-url",
      target.url(),
      "--database-user",
      target.user(),
      "--database-password-file",
      password.toString()
    };
    try (EmbeddedHub hub = EmbeddedHub.on(target)) {
      hub.admin().prepareCurrency("USD");
      hub.admin().open("alice", "USD", "1000");
      hub.admin().deposit("alice", "USD", "12345.5");

      assertThat(run(arguments)).as(err.toString()).isZero();
      assertThat(out.toString())
          .containsPattern("USD +12,345\\.50 +12,345\\.50 +0\\.00")
          .contains("Settlement windows: sound", "events in", "The books are sound.");

      execute(
          target, "update account set debits_posted = debits_posted + 1 where type = 'POSITION'");
      assertThat(run(arguments)).isEqualTo(1);
      assertThat(out.toString()).contains("currency USD: debits", "The books are NOT sound.");
      assertThat(err.toString()).isEmpty();
      execute(
          target, "update account set debits_posted = debits_posted - 1 where type = 'POSITION'");

      execute(target, "update event set detail = 'changed' where kind = 'FundsIn'");
      assertThat(run(arguments)).isEqualTo(1);
      assertThat(out.toString()).contains("its events are not those it was committed with");
      String[] booksOnly = Arrays.copyOf(arguments, arguments.length + 1);
      booksOnly[arguments.length] = "--books-only";
      assertThat(run(booksOnly)).isZero();
      assertThat(out.toString()).contains("History: not looked at");
    }
  }

  private static void execute(JdbcTarget target, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(target.url(), target.user(), target.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commandLine = Pamoja.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
