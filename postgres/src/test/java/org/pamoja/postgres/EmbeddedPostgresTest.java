package org.pamoja.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starting and stopping a server as an operator does, and what is refused. */
@Timeout(120)
class EmbeddedPostgresTest {

  private Homes home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new Homes();
  }

  @AfterEach
  void deleteHome() throws IOException {
    home.close();
  }

  @Test
  void shouldKeepDataPasswordAndPortFromOneStartToTheNext() throws SQLException {
    JdbcTarget first;
    try (EmbeddedPostgres postgres = home.start()) {
      first = postgres.target();
      Sql.run(first, "create table note as select 'kept' as text");
    }
    try (EmbeddedPostgres postgres = home.start()) {
      assertThat(postgres.target()).isEqualTo(first);
      assertThat(Sql.query(postgres.target(), "select text from note")).isEqualTo("kept");
    }
  }

  @Test
  void shouldLeaveNoProcessAndNoLockBehindWhenClosed() {
    EmbeddedPostgres postgres = home.start();
    long pid = postgres.pid();

    postgres.close();

    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(home.files().pidFile()).doesNotExist();
    assertThat(dataDirectory().wasShutDown()).isTrue();
    HomeLock.take(home.files().lock()).close();
  }

  @Test
  void shouldAskForThePasswordAndKeepItToItsOwner() throws IOException {
    try (EmbeddedPostgres postgres = home.start()) {
      JdbcTarget target = postgres.target();
      JdbcTarget guess = new JdbcTarget(target.url(), target.user(), "guess");

      assertThatThrownBy(() -> Sql.query(guess, "select 1")).isInstanceOf(SQLException.class);
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(home.files().password())))
          .isEqualTo("rw-------");
      assertThat(target.toString()).doesNotContain(target.password());
    }
  }

  @Test
  void shouldListenOnTheLoopbackAddressOnlyAndOpenNoSocketFile() throws SQLException {
    try (EmbeddedPostgres postgres = home.start()) {
      assertThat(Sql.query(postgres.target(), "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(Sql.query(postgres.target(), "show unix_socket_directories")).isEmpty();
    }
  }

  @Test
  void shouldRefuseASecondServerOnTheSameHome() {
    try (EmbeddedPostgres postgres = home.start()) {
      assertThatThrownBy(home::start)
          .isInstanceOf(PostgresException.class)
          .hasMessageContaining(postgres.home().toString())
          .hasMessageContaining("in use by another Pamoja")
          .hasMessageContaining("--data");
    }
  }

  @Test
  void shouldRefuseDataOfAnotherMajorVersionAndLeaveItAlone() throws IOException {
    Path version = Files.createDirectory(home.files().data()).resolve("PG_VERSION");
    Files.writeString(version, "17\n");

    assertThatThrownBy(home::start)
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("made by PostgreSQL 17")
        .hasMessageContaining("brings PostgreSQL 18");
    try (var left = Files.list(home.files().data())) {
      assertThat(left).containsExactly(version);
    }
  }

  @Test
  void shouldRefuseADirectoryThatHoldsSomethingElse() throws IOException {
    Files.createDirectory(home.files().data());

    assertThatThrownBy(home::start)
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("holds no PostgreSQL data");
  }

  @Test
  void shouldSayWhichFileIsMissingWhenThePasswordIsGone() throws IOException {
    home.start().close();
    Files.delete(home.files().password());

    assertThatThrownBy(home::start)
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining(home.files().password().toString());
  }

  @Test
  void shouldTakeAnotherPortWhenThatOfLastTimeIsTaken() throws Exception {
    int port;
    try (EmbeddedPostgres postgres = home.start()) {
      port = port(postgres);
    }
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
        EmbeddedPostgres postgres = home.start()) {
      assertThat(taken.isBound()).isTrue();
      assertThat(port(postgres)).isNotEqualTo(port);
      assertThat(Sql.query(postgres.target(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void shouldKeepFurtherDatabasesApart() throws Exception {
    try (EmbeddedPostgres postgres = home.start()) {
      Sql.run(postgres.database("one"), "create table note as select 'kept' as text");

      assertThat(Sql.query(postgres.database("one"), "select text from note")).isEqualTo("kept");
      assertThat(Sql.query(postgres.database("other"), "select to_regclass('note')")).isNull();
    }
  }

  @Test
  void shouldStartAnewAfterAFirstStartThatWasCutShort() throws Exception {
    Files.createDirectory(home.files().unfinishedData());
    Files.writeString(home.files().unfinishedData().resolve("half"), "done");

    try (EmbeddedPostgres postgres = home.start()) {
      assertThat(Sql.query(postgres.target(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void shouldNameTheDirectoryThatShutsTheServerOutWhenRootStartsIt() throws IOException {
    Assumptions.assumeTrue(ServerAccount.isRoot(), "only root lends the server another account");
    Path closed = Files.createDirectory(home.directory().resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));

    assertThatThrownBy(() -> Homes.start(closed.resolve("below"), line -> {}))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("may not enter " + closed)
        .hasMessageContaining("chmod o+x " + closed);
  }

  @Test
  void shouldReportWhatTakesLongOnlyWhenItHappens() {
    List<String> first = new ArrayList<>();
    home.start(first::add).close();
    List<String> second = new ArrayList<>();
    home.start(second::add).close();

    assertThat(first).anyMatch(line -> line.startsWith("Making a new database"));
    assertThat(second).isEmpty();
  }

  private DataDirectory dataDirectory() {
    Archive archive = Archive.forThisMachine();
    return new DataDirectory(
        home.files(),
        ServerAccount.forData(home.files().data()),
        new Software(archive, ThrowawayPostgres.sharedSoftware()),
        archive.majorVersion());
  }

  private static int port(EmbeddedPostgres postgres) throws SQLException {
    return Integer.parseInt(Sql.query(postgres.target(), "show port"));
  }
}
