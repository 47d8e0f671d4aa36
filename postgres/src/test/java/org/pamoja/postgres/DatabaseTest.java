package org.pamoja.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DatabaseTest {

  private static final PoolSettings SETTINGS = PoolSettings.named("test");
  private static final String ONE = "classpath:org/pamoja/postgres/one/db";
  private static final String OTHER = "classpath:org/pamoja/postgres/other/db";
  private static final String LATER = "classpath:org/pamoja/postgres/later/db";
  private static final String BROKEN = "classpath:org/pamoja/postgres/broken/db";

  private final JdbcTarget target = ThrowawayPostgres.createDatabase();

  @Test
  void shouldMakeTheTablesOfEveryModule() throws SQLException {
    try (Database database = Database.open(target, SETTINGS, List.of(ONE, OTHER));
        Connection connection = database.pool().getConnection()) {
      assertThat(Sql.query(connection, "select count(*) from note, remark")).isEqualTo("0");
      assertThat(Sql.query(connection, "show application_name")).isEqualTo("test");
    }
  }

  @Test
  void shouldAddALaterMigrationOfAnEarlierModule() throws SQLException {
    Database.open(target, SETTINGS, List.of(ONE, OTHER)).close();

    Database.open(target, SETTINGS, List.of(ONE, OTHER, LATER)).close();

    assertThat(Sql.query(target, "select count(author) from note")).isEqualTo("0");
  }

  @Test
  void shouldStillOpenWithAnOlderProgramDuringAnUpgrade() throws SQLException {
    Database.open(target, SETTINGS, List.of(ONE, OTHER, LATER)).close();

    try (Database older = Database.open(target, SETTINGS, List.of(ONE));
        Connection connection = older.pool().getConnection()) {
      assertThat(Sql.query(connection, "select count(*) from note")).isEqualTo("0");
    }
  }

  @Test
  void shouldTakeTurnsWhenSeveralProgramsStartAtOnce() throws Exception {
    PoolSettings small = new PoolSettings("t", 2, SETTINGS.waitWithin(), SETTINGS.connectWithin());
    Callable<Void> start =
        () -> {
          Database.open(target, small, List.of(ONE, OTHER)).close();
          return null;
        };
    try (ExecutorService programs = Executors.newFixedThreadPool(4)) {
      List<Future<Void>> started = new ArrayList<>();
      for (int program = 0; program < 4; program++) {
        started.add(programs.submit(start));
      }
      for (Future<Void> one : started) {
        one.get();
      }
    }
    assertThat(Sql.query(target, "select count(*) from schema_history where version is not null"))
        .isEqualTo("2");
  }

  @Test
  void shouldUndoAMigrationThatFailsAndSayWhichOne() throws SQLException {
    assertThatThrownBy(() -> Database.open(target, SETTINGS, List.of(BROKEN)))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("V301__broken.sql");
    assertThat(Sql.query(target, "select to_regclass('half')")).isNull();
  }

  @Test
  void shouldHoldTheDedicatedConnectionToIndexScans() throws SQLException {
    Properties more = new Properties();
    more.setProperty("options", "-c lock_timeout=1234");
    try (Database database = Database.open(target, SETTINGS, List.of(ONE));
        Connection connection = database.dedicated(more)) {
      for (String setting :
          List.of("enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit")) {
        assertThat(Sql.query(connection, "show " + setting)).as(setting).isEqualTo("off");
      }
      assertThat(Sql.query(connection, "show lock_timeout")).isEqualTo("1234ms");
      try (Connection pooled = database.pool().getConnection()) {
        assertThat(Sql.query(pooled, "show enable_seqscan")).isEqualTo("on");
      }
    }
  }

  @Test
  void shouldFindThePrimaryAmongSeveralHosts() throws SQLException {
    String address = target.url().substring("jdbc:postgresql://".length());
    JdbcTarget several =
        new JdbcTarget(
            "jdbc:postgresql://127.0.0.1:1," + address + "?targetServerType=primary",
            target.user(),
            target.password());
    try (Database database = Database.open(several, SETTINGS, List.of(ONE));
        Connection connection = database.pool().getConnection();
        Connection dedicated = database.dedicated(new Properties())) {
      assertThat(Sql.query(connection, "select pg_is_in_recovery()")).isEqualTo("f");
      assertThat(Sql.query(dedicated, "select pg_is_in_recovery()")).isEqualTo("f");
    }
  }

  /** The driver leaves a host out for ten seconds after a connection to it that failed. */
  @Test
  void shouldFindThePrimaryAlsoRightAfterAConnectionToItFailed() throws SQLException {
    String address = target.url().substring("jdbc:postgresql://".length());
    JdbcTarget wrong = new JdbcTarget(target.url() + "_none", target.user(), target.password());
    JdbcTarget several =
        new JdbcTarget(
            "jdbc:postgresql://127.0.0.1:2," + address + "?targetServerType=primary",
            target.user(),
            target.password());
    assertThatThrownBy(() -> Database.open(wrong, SETTINGS, List.of(ONE)))
        .isInstanceOf(PostgresException.class);

    try (Database database = Database.open(several, SETTINGS, List.of(ONE));
        Connection connection = database.pool().getConnection()) {
      assertThat(Sql.query(connection, "select pg_is_in_recovery()")).isEqualTo("f");
    }
  }

  @Test
  void shouldSayWhichDatabaseCannotBeReached() {
    JdbcTarget nowhere = new JdbcTarget("jdbc:postgresql://127.0.0.1:1/hub", "hub", "secret");

    assertThatThrownBy(() -> Database.open(nowhere, SETTINGS, List.of(ONE)))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/hub")
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("secret"));
  }

  @Test
  void shouldRefuseAnotherKindOfUrlWithoutShowingItsParameters() {
    assertThatThrownBy(() -> new JdbcTarget("jdbc:mysql://db/hub?password=secret", "hub", ""))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("jdbc:mysql://db/hub")
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("secret"));
  }
}
