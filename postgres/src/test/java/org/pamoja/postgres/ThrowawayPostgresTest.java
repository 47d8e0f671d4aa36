package org.pamoja.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ThrowawayPostgresTest {

  @Test
  void shouldGiveEachCallerAnEmptyDatabaseOfItsOwn() throws SQLException {
    JdbcTarget one = ThrowawayPostgres.createDatabase();
    JdbcTarget other = ThrowawayPostgres.createDatabase();

    Sql.run(one, "create table note (text text)");

    String tables = "select count(*) from pg_tables where schemaname = 'public'";
    assertThat(Sql.query(one, tables)).isEqualTo("1");
    assertThat(Sql.query(other, tables)).isEqualTo("0");
  }

  @Test
  void shouldBeDurableLikeAnyOther() throws SQLException {
    JdbcTarget target = ThrowawayPostgres.createDatabase();

    assertThat(Sql.query(target, "show fsync")).isEqualTo("on");
    assertThat(Sql.query(target, "show synchronous_commit")).isEqualTo("on");
    assertThat(Sql.query(target, "show data_checksums")).isEqualTo("on");
    assertThat(Sql.query(target, "show server_encoding")).isEqualTo("UTF8");
    assertThat(
            Sql.query(
                target, "select datcollate from pg_database where datname = current_database()"))
        .isEqualTo("C");
  }
}
