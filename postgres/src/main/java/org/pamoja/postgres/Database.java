package org.pamoja.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * The way to a database whose tables are up to date: a pool for the many short uses, and
 * connections of their own for those who keep one.
 *
 * <p>Embedded or installed elsewhere makes no difference here. With several hosts in the URL and
 * {@code targetServerType=primary} each new connection goes to the host that takes writes.
 *
 * <p>Threads may share it.
 */
public final class Database implements AutoCloseable {
  /**
   * Enough for a second try, a second after the first: the driver leaves a host out for some
   * seconds after a failed connection, as long as it knows nothing worse of another one.
   */
  private static final Duration FIRST_CONNECTION = Duration.ofMillis(1_500);

  /**
   * Plans chosen while the tables were nearly empty stay with a prepared statement, and they are
   * sequential scans. On the batcher's connection the choice is taken away.
   */
  private static final String PINNED_PLANNER =
      "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

  private final JdbcTarget target;
  private final PoolSettings settings;
  private final HikariDataSource pool;

  private Database(JdbcTarget target, PoolSettings settings, HikariDataSource pool) {
    this.target = target;
    this.settings = settings;
    this.pool = pool;
  }

  /**
   * Connects, and brings the tables up to date before anybody else sees them.
   *
   * @param target where the database is
   * @param settings size and patience of the pool
   * @param migrations class path folders with numbered SQL, such as {@code
   *     classpath:org/pamoja/ledger/db}; their numbers must not collide
   * @throws PostgresException when the database cannot be reached or a migration fails
   */
  public static Database open(JdbcTarget target, PoolSettings settings, List<String> migrations) {
    HikariDataSource pool = openPool(target, settings);
    try {
      Migrations.run(pool, migrations);
      return new Database(target, settings, pool);
    } catch (RuntimeException failure) {
      pool.close();
      throw failure;
    }
  }

  /** The pool. Connections commit each statement by themselves unless told otherwise. */
  public DataSource pool() {
    return pool;
  }

  /** Where the database is. */
  public JdbcTarget target() {
    return target;
  }

  /**
   * Opens a connection of the caller's own, with the planner held to index scans and nested loops.
   * The caller closes it.
   *
   * @param properties further properties of the PostgreSQL driver; {@code options} are added to
   *     ours
   * @throws SQLException when no server accepts the connection
   */
  public Connection dedicated(Properties properties) throws SQLException {
    Properties all = connectionProperties(target, settings);
    properties
        .stringPropertyNames()
        .forEach(name -> all.setProperty(name, properties.getProperty(name)));
    all.setProperty(
        "options", (PINNED_PLANNER + " " + properties.getProperty("options", "")).strip());
    return DriverManager.getConnection(target.url(), all);
  }

  /** Closes the pool; connections handed out by {@link #dedicated} are their callers'. */
  @Override
  public void close() {
    pool.close();
  }

  private static HikariDataSource openPool(JdbcTarget target, PoolSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(settings.name());
    config.setJdbcUrl(target.url());
    config.setDataSourceProperties(connectionProperties(target, settings));
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(settings.waitWithin().toMillis());
    config.setInitializationFailTimeout(FIRST_CONNECTION.toMillis());
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException failure) {
      throw new PostgresException(
          "The database cannot be reached: " + target + ": " + rootMessage(failure), failure);
    }
  }

  private static Properties connectionProperties(JdbcTarget target, PoolSettings settings) {
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    properties.setProperty("password", target.password());
    properties.setProperty("ApplicationName", settings.name());
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", Long.toString(settings.connectWithin().toSeconds()));
    return properties;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
