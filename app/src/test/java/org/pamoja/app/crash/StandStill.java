package org.pamoja.app.crash;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.pamoja.postgres.JdbcTarget;

/**
 * Points at which a hub's work stands still in its database: a trigger holds the statement that
 * writes a certain row until the point is passed. So a hub can be killed in the middle of any step,
 * without any guess about time. One thread at a time.
 */
final class StandStill {
  private static final int LOCKS = 4711;
  private static final List<String> TABLES =
      List.of(
          "settlement_window",
          "window_flow",
          "transfer",
          "settlement_account",
          "finalisation_attempt",
          "finalisation_row",
          "finalisation");

  private static final String SETUP =
      """
      create table stand_still (
        point integer generated always as identity primary key,
        in_table text not null, row_has jsonb not null, passed boolean not null default false);
      create function stand_still() returns trigger language plpgsql as $$
      declare at integer;
      begin
        select min(point) into at from stand_still
          where not passed and in_table = tg_argv[0] and to_jsonb(new) @> row_has;
        if at is not null then
          perform pg_advisory_xact_lock_shared(%d, at);
          while exists (select from stand_still where point = at and not passed) loop
            perform pg_sleep(0.01);
          end loop;
        end if;
        return new;
      end $$;
      """
          .formatted(LOCKS);

  private static final String REACHED =
      """
      select s.point, s.in_table || ' ' || s.row_has from stand_still s join pg_locks l on l.objid = s.point
      where not s.passed and l.locktype = 'advisory' and l.classid = ? and l.granted
        and l.database = (select oid from pg_database where datname = current_database())
      order by s.point limit 1\
      """;

  /**
   * Where the hub stands.
   *
   * @param number its number
   * @param what table and row it is about to write
   */
  record Point(int number, String what) {}

  private final Supplier<JdbcTarget> database;

  /** Nothing is held yet. */
  StandStill(Supplier<JdbcTarget> database) throws SQLException {
    this.database = database;
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(SETUP);
      for (String table : TABLES) {
        statement.execute(
            "create trigger stand_still before insert or update on %1$s for each row execute function stand_still('%1$s')"
                .formatted(table));
      }
    }
  }

  /** From now on the hub stands still before it writes a row that has these values, as JSON. */
  void before(String table, String rowHas) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into stand_still (in_table, row_has) values (?, ?::jsonb)")) {
      insert.setString(1, table);
      insert.setString(2, rowHas);
      insert.executeUpdate();
    }
  }

  /** Where somebody stands, if anybody does. */
  Optional<Point> reached() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement query = connection.prepareStatement(REACHED)) {
      query.setInt(1, LOCKS);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new Point(row.getInt(1), row.getString(2)))
            : Optional.empty();
      }
    }
  }

  /** Lets everybody go on from a point, now and later. */
  void pass(Point point) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement update =
            connection.prepareStatement("update stand_still set passed = true where point = ?")) {
      update.setInt(1, point.number());
      update.executeUpdate();
    }
  }

  private Connection connect() throws SQLException {
    JdbcTarget target = database.get();
    return DriverManager.getConnection(target.url(), target.user(), target.password());
  }
}
