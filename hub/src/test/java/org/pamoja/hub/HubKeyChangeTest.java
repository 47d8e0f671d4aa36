package org.pamoja.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pamoja.hub.SignedNode.Answer;
import org.pamoja.hub.security.HubSigner;
import org.pamoja.hub.signatures.HubKeyAdmission;
import org.pamoja.hub.signatures.TestKeys;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.ThrowawayPostgres;
import tools.jackson.databind.JsonNode;

/** All nodes sign with the hub's one key, and change it together (security §2.5). */
@Timeout(120)
class HubKeyChangeTest {
  private static final String ALIEN = "is not the hub's";

  private final JdbcTarget database = ThrowawayPostgres.createDatabase();
  @TempDir private Path folder;

  private SignedNode node(String name, String directory) {
    return new SignedNode(database, folder.resolve(directory), name, Map.of());
  }

  private PublicKey keyIn(String directory) {
    return HubSigner.open(folder.resolve(directory).resolve("keys/hub-jws.pem")).publicKey();
  }

  private static Answer announce(SignedNode node, PublicKey key) {
    return node.admin("POST", "/hub/keys", TestKeys.registration(new KeyPair(key, null), ""));
  }

  /** Fingerprints, those of keys that the asked node signs with marked. */
  private static List<String> keys(SignedNode node) {
    List<String> keys = new ArrayList<>();
    for (JsonNode key : node.admin("GET", "/hub/keys", "").json()) {
      keys.add(
          key.get("fingerprint").stringValue()
              + (key.get("signing").booleanValue() ? " signing" : ""));
    }
    return keys;
  }

  @Test
  void shouldStartNoNodeWithAnotherKeyUntilThatKeyIsListed() throws Exception {
    String first;
    try (SignedNode old = node("one", "a")) {
      first = keys(old).getFirst().replace(" signing", "");
      assertThatThrownBy(() -> node("two", "b"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(ALIEN)
          .hasMessageContaining("less than 30 seconds ago")
          .hasMessageContaining("POST /hub/keys");
      assertThat(keys(old)).containsExactly(first + " signing");

      Answer announced = announce(old, keyIn("b"));
      assertThat(announced.status()).as(announced.toString()).isEqualTo(201);
      String second = announced.json().get("fingerprint").stringValue();
      assertThat(announce(old, keyIn("b")))
          .hasToString("400 3101 Malformed syntax - \"publicKey\" is listed already");
      assertThat(old.admin("DELETE", "/hub/keys/" + first, ""))
          .asString()
          .contains("with which this node signs");
      try (SignedNode changed = node("two", "b")) {
        assertThat(keys(changed)).containsExactly(second + " signing", first);
        assertThat(keys(old)).containsExactly(second, first + " signing");
        startsWereLongAgo();
        assertThat(changed.admin("DELETE", "/hub/keys/" + first, ""))
            .as("the other node still signs with it")
            .asString()
            .contains("with which a node signs");
      }
    }
    try (SignedNode changed = node("two", "b")) {
      assertThat(changed.admin("DELETE", "/hub/keys/" + first, "").status()).isEqualTo(204);
      assertThat(changed.admin("DELETE", "/hub/keys/" + first, "").status()).isEqualTo(404);
      assertThatThrownBy(() -> node("three", "a")).hasMessageContaining(ALIEN);
    }
  }

  @Test
  void shouldKeepTheLastKeyAndThoseOfNodesThatAreStarting() throws Exception {
    node("one", "a").close();
    Map<String, String> unsigned = Map.of("jws.sign", "false");
    try (SignedNode silent = new SignedNode(database, folder.resolve("c"), "silent", unsigned)) {
      String first = keys(silent).getFirst();
      startsWereLongAgo();
      assertThat(silent.admin("DELETE", "/hub/keys/" + first, ""))
          .hasToString("400 3101 Malformed syntax - \"fingerprint\" is of the hub's only key");
      String second = announce(silent, keyIn("b")).json().get("fingerprint").stringValue();
      sql("UPDATE hub_key SET used_at = clock_timestamp() WHERE fingerprint = '" + second + "'");
      assertThat(silent.admin("DELETE", "/hub/keys/" + second, ""))
          .as("a node with it has no stream yet")
          .asString()
          .contains("with which a node signs");
      assertThat(silent.admin("DELETE", "/hub/keys/" + first, "").status()).isEqualTo(204);
    }
  }

  @Test
  void shouldStopTheStartOfANodeWhoseKeyIsTakenOffMeanwhile() throws Exception {
    node("one", "a").close();
    Jdbi jdbi = Jdbi.create(database.url(), database.user(), database.password());
    HubKeyAdmission admission =
        new HubKeyAdmission(jdbi, (_, _, _, _) -> {}, InstantSource.system());
    PublicKey key = keyIn("a");
    admission.admit(key);
    admission.use(key, 1_000);
    sql("DELETE FROM hub_key");
    assertThatThrownBy(() -> admission.use(key, 1_001))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was taken off");
  }

  @Test
  void shouldRefuseKeysTheHubCannotSignWith() {
    try (SignedNode node = node("one", "a")) {
      assertThat(announce(node, TestKeys.pair("EC", 256).getPublic()))
          .hasToString(
              "400 3101 Malformed syntax - \"publicKey\" must be RSA, which the hub signs with");
      assertThat(keys(node)).hasSize(1);
    }
  }

  @Test
  void shouldComeBackWithAnotherKeyWhenNoNodeRunsAndRecordIt() throws Exception {
    node("one", "a").close();
    assertThatThrownBy(() -> node("one", "b"))
        .as("nodes that start at the same time have no streams yet")
        .hasMessageContaining(ALIEN);
    startsWereLongAgo();
    try (SignedNode back = node("one", "b")) {
      assertThat(keys(back)).singleElement().asString().endsWith(" signing");
    }
    assertThat(audited()).containsExactly("hub.key.first", "hub.key.replace");
  }

  /** As if all nodes had started long ago. */
  private void startsWereLongAgo() throws SQLException {
    sql("UPDATE hub_key SET used_at = used_at - interval '1 minute'");
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = connection();
        Statement change = connection.createStatement()) {
      change.execute(statement);
    }
  }

  private List<String> audited() throws SQLException {
    List<String> actions = new ArrayList<>();
    try (Connection connection = connection();
        Statement query = connection.createStatement();
        ResultSet rows =
            query.executeQuery(
                "SELECT action FROM audit_entry WHERE target = 'hub' ORDER BY at, sequence")) {
      while (rows.next()) {
        actions.add(rows.getString(1));
      }
    }
    return actions;
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }
}
