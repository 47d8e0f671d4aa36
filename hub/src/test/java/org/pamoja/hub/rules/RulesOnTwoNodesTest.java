package org.pamoja.hub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database. */
@Timeout(120)
class RulesOnTwoNodesTest {
  @TempDir private Path folder;
  private RulesScene scene;

  @BeforeEach
  void start() throws Exception {
    scene = new RulesScene(folder, 2);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void shouldBeInForceOnTheOtherNodeToo() throws Exception {
    awaitOnOther("forwarded");
    scene.rules("[{'id':'cap','kind':'AMOUNT','currency':'USD','maximum':'1'}]");
    assertThat(scene.fate(scene.pay(0, "2"))).as("at once where it was set").isEqualTo("4200");
    awaitOnOther("4200");
    scene.rules("[]");
    awaitOnOther("forwarded");
  }

  /** The other node learns of changes within a second; the machine may be slow. */
  private void awaitOnOther(String expected) throws Exception {
    awaitOn(1, expected);
  }

  private void awaitOn(int node, String expected) throws Exception {
    Instant began = Instant.now();
    String fate = "";
    while (!fate.equals(expected) && Instant.now().isBefore(began.plusSeconds(20))) {
      fate = scene.fate(scene.pay(node, "2"));
    }
    assertThat(fate).isEqualTo(expected);
    System.out.println(
        expected + " after " + Duration.between(began, Instant.now()).toMillis() + " ms");
  }

  @Test
  void shouldCountForBothNodesWhatEitherReservesAndAborts() throws Exception {
    awaitOnOther("forwarded");
    scene.rules(
        "[{'id':'n','kind':'PERIOD','unit':'MONTH','currency':'USD','amount':'1000','transfers':12}]");
    awaitCounting();
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("RulesOnTwoNodesTest seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<String> open = new ArrayList<>();
    long units = 0;
    long transfers = 0;
    for (int i = 0; i < 12; i++) {
      int amount = 1 + random.nextInt(20);
      String id = scene.pay(random.nextInt(2), Integer.toString(amount));
      assertThat(scene.fate(id)).isEqualTo("forwarded");
      if (random.nextInt(3) == 0) {
        scene.fspiop(
            random.nextInt(2),
            "PUT",
            "/transfers/" + id + "/error",
            "payeefsp",
            "{'errorInformation':{'errorCode':'5100','errorDescription':'no'}}");
        assertThat(scene.next().path()).endsWith(id + "/error");
      } else {
        open.add(id);
        units += amount * 10_000L;
        transfers++;
      }
    }
    awaitUsage(units + "/" + transfers);
    for (long i = transfers; i < 12; i++) {
      scene.pay((int) (i % 2), "1");
      assertThat(scene.next().path()).isEqualTo("/payeefsp/transfers");
      units += 10_000;
      awaitUsage(units + "/" + (i + 1));
    }
    awaitOn(0, "4200");
    awaitOn(1, "4200");
  }

  /** Each node that counts has a mark of its own. */
  private void awaitCounting() throws Exception {
    await("SELECT count(*) FROM rule_feed", "2");
  }

  private void awaitUsage(String expected) throws Exception {
    await("SELECT sum(amount) || '/' || sum(transfers) FROM rule_usage", expected);
  }

  private void await(String query, String expected) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (!read(query).equals(expected) && Instant.now().isBefore(end)) {
      Thread.sleep(50);
    }
    assertThat(read(query)).isEqualTo(expected);
  }

  private String read(String query) throws Exception {
    try (var connection = TestConnections.open(scene.database());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }
}
