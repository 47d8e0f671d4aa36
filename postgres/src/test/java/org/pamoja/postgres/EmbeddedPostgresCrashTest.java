package org.pamoja.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Processes killed at a bad moment. A program of its own holds the server in each test, so that it
 * can be killed as a machine or an operator would.
 */
@Timeout(180)
class EmbeddedPostgresCrashTest {

  private Homes home;
  private Process program;
  private JdbcTarget target;

  /** The program that is killed: starts a server on the home it is given and waits for ever. */
  static final class Holder {
    public static void main(String[] arguments) throws InterruptedException {
      EmbeddedPostgres postgres = Homes.start(Path.of(arguments[0]), line -> {});
      JdbcTarget target = postgres.target();
      System.out.println(postgres.pid() + " " + target.url() + " " + target.password());
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  @BeforeEach
  void makeHome() throws IOException {
    home = new Homes();
  }

  @AfterEach
  void deleteHome() throws IOException {
    if (program != null) {
      program.destroyForcibly();
    }
    home.close();
  }

  @Test
  void shouldEndTheServerWhenTheProgramIsKilled() throws Exception {
    long server = startProgram();
    Sql.run(target, "create table note as select 'kept' as text");

    program.destroyForcibly().waitFor();

    await(() -> !isRunning(server));
    assertThatNoteIsKept(new ArrayList<>());
  }

  @Test
  void shouldRecoverWhenProgramAndServerAreKilledTogether() throws Exception {
    long server = startProgram();
    Sql.run(target, "create table note as select 'kept' as text");

    killEverything();

    await(() -> !isRunning(server));
    List<String> progress = new ArrayList<>();
    assertThatNoteIsKept(progress);
    assertThat(progress).contains("The database was cut off and recovers");
  }

  @Test
  void shouldStopAServerThatAnEarlierProgramLeftBehind() throws Exception {
    long server = startProgram();
    Sql.run(target, "create table note as select 'kept' as text");

    // The watchdog dies too, so nobody stops the server.
    program
        .descendants()
        .filter(process -> process.pid() != server)
        .filter(this::isWatchdog)
        .forEach(ProcessHandle::destroyForcibly);
    program.destroyForcibly();
    program.waitFor();

    assertThat(isRunning(server)).isTrue();
    List<String> progress = new ArrayList<>();
    assertThatNoteIsKept(progress);
    assertThat(progress).anyMatch(line -> line.startsWith("Stopping the database server"));
    assertThat(isRunning(server)).isFalse();
  }

  @Test
  void shouldStartAlthoughTheOldProcessNumberNowBelongsToAnother() throws Exception {
    long server = startProgram();
    Sql.run(target, "create table note as select 'kept' as text");
    killEverything();
    await(() -> !isRunning(server));
    // Under the server's account: PostgreSQL does not mind processes of others.
    ServerAccount account = ServerAccount.forData(home.files().data());
    Process stranger = new ProcessBuilder(account.command(List.of("sleep", "600"))).start();
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(home.files().pidFile()));
      lines.set(0, Long.toString(stranger.pid()));
      Files.write(home.files().pidFile(), lines);

      assertThatNoteIsKept(new ArrayList<>());

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void shouldStartTheServerAgainWhenOnlyTheServerIsKilled() throws Exception {
    try (EmbeddedPostgres postgres = home.start()) {
      target = postgres.target();
      Sql.run(target, "create table note as select 'kept' as text");
      long first = postgres.pid();

      ProcessHandle.of(first).orElseThrow().destroyForcibly();

      await(() -> answers(target) && postgres.pid() != first);
      assertThat(postgres.target()).isEqualTo(target);
      assertThat(Sql.query(target, "select text from note")).isEqualTo("kept");
      assertThat(postgres.lost()).isNotDone();
    }
  }

  private void assertThatNoteIsKept(List<String> progress) throws SQLException {
    try (EmbeddedPostgres postgres = home.start(progress::add)) {
      assertThat(Sql.query(postgres.target(), "select text from note")).isEqualTo("kept");
    }
  }

  private long startProgram() throws IOException {
    program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                home.directory().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = program.inputReader(StandardCharsets.UTF_8);
    String[] words = output.readLine().split(" ");
    target = new JdbcTarget(words[1], DataDirectory.USER, words[2]);
    return Long.parseLong(words[0]);
  }

  private void killEverything() throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(program.descendants().toList());
    all.add(program.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    program.waitFor();
  }

  private boolean isWatchdog(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("pamoja-watchdog");
  }

  private boolean isRunning(long server) {
    return new PidFile(server, "").isServerOf(home.files().data());
  }

  private static boolean answers(JdbcTarget target) {
    try {
      return Sql.query(target, "select 1").equals("1");
    } catch (SQLException notYet) {
      return false;
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for a minute").isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
