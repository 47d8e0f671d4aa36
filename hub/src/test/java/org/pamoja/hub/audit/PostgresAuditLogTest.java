package org.pamoja.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.hub.security.Principal;
import org.pamoja.postgres.Database;
import org.pamoja.postgres.PoolSettings;
import org.pamoja.postgres.ThrowawayPostgres;

/** The audit log on a real database: chains hold, and every way of tampering shows. */
@Timeout(120)
class PostgresAuditLogTest {
  private static Database database;
  private static Jdbi jdbi;

  @BeforeAll
  static void start() {
    database =
        Database.open(
            ThrowawayPostgres.createDatabase(),
            PoolSettings.named("audit-test"),
            List.of("classpath:org/pamoja/ledger/db", "classpath:org/pamoja/hub/db"));
    jdbi = Jdbi.create(database.pool());
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void clear() {
    jdbi.useHandle(handle -> handle.execute("TRUNCATE audit_entry, audit_chain"));
  }

  private static PostgresAuditLog log(String chain) {
    return new PostgresAuditLog(jdbi, chain, Clock.systemUTC());
  }

  private static void tamper(String sql) {
    jdbi.useHandle(
        handle -> {
          handle.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_is_final");
          handle.execute(sql);
          handle.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_is_final");
        });
  }

  private static void writeThree() {
    for (int i = 1; i <= 3; i++) {
      log("node-1")
          .record(Principal.ANONYMOUS, "participant.create", "fsp" + i, Map.of("currency", "USD"));
    }
  }

  @Test
  void shouldHoldForSeveralNodesThatWriteAtTheSameTime() throws Exception {
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      PostgresAuditLog log = log("node-" + writer % 2);
      writers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < 10; i++) {
                      log.record(Principal.HUB, "limit.change", "payerfsp", Map.of());
                    }
                  }));
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(log("node-0").verify()).isEmpty();
    int entries =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM audit_entry WHERE sequence <= 20")
                    .mapTo(Integer.class)
                    .one());
    assertThat(entries).isEqualTo(40);
  }

  @Test
  void shouldRefuseChangesOfEntries() {
    writeThree();
    assertThatThrownBy(() -> jdbi.useHandle(h -> h.execute("UPDATE audit_entry SET target = 'x'")))
        .hasMessageContaining("never changed");
    assertThatThrownBy(() -> jdbi.useHandle(h -> h.execute("DELETE FROM audit_entry")))
        .hasMessageContaining("never changed");
  }

  @Test
  void shouldNoticeAChangedEntry() {
    writeThree();
    tamper("UPDATE audit_entry SET details = '{\"currency\":\"EUR\"}' WHERE sequence = 2");
    assertThat(log("node-1").verify()).contains("entry 2 of node-1 was changed");
  }

  @Test
  void shouldNoticeAMissingEntryAndAMissingEnd() {
    writeThree();
    tamper("DELETE FROM audit_entry WHERE sequence = 3");
    assertThat(log("node-1").verify()).contains("the end of node-1 is missing");
    tamper("DELETE FROM audit_entry WHERE sequence = 1");
    assertThat(log("node-1").verify()).contains("entry 2 of node-1 does not follow 0");
  }
}
