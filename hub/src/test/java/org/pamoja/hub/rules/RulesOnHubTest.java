package org.pamoja.hub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rules on a whole node, over HTTP. */
@Timeout(120)
class RulesOnHubTest {
  private static final String CAP =
      "{'id':'cap','kind':'AMOUNT','currency':'USD','maximum':'100','message':'at most 100 USD'}";

  @TempDir private Path folder;
  private RulesScene scene;

  @BeforeEach
  void start() throws Exception {
    scene = new RulesScene(folder, 1);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private String sql(String query) throws Exception {
    try (Connection connection = TestConnections.open(scene.database());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      StringBuilder text = new StringBuilder();
      while (rows.next()) {
        text.append(rows.getString(1)).append('\n');
      }
      return text.toString();
    }
  }

  @Test
  void shouldStoreARefusedPrepareAsInvalidAndAnswerItsRepeatsAndQuestions() throws Exception {
    scene.rules("[" + CAP + "]");
    String id = UUID.randomUUID().toString();
    String prepare = RulesScene.prepare(id, "101", 60, "AQAAAAAAAADI");
    scene.send(0, prepare);
    RulesScene.Callback error = scene.next();
    assertThat(error.path()).isEqualTo("/payerfsp/transfers/" + id + "/error");
    assertThat(error.body())
        .isEqualTo(
            "{\"errorInformation\":{\"errorCode\":\"4200\",\"errorDescription\":\"Payer limit error - at most 100 USD\"}}");
    assertThat(sql("SELECT detail || ' ' || to_state FROM event WHERE about_id = '" + id + "'"))
        .isEqualTo("Payer limit error - at most 100 USD [rule cap] 16\n");

    scene.send(0, prepare);
    RulesScene.Callback again = scene.next();
    assertThat(again.path()).isEqualTo("/payerfsp/transfers/" + id);
    assertThat(again.body()).contains("\"transferState\":\"ABORTED\"");
    scene.fspiop(0, "GET", "/transfers/" + id, "payerfsp", "");
    assertThat(scene.next().body())
        .contains("ABORTED", "\"value\":\"4200: Payer limit error - at most 100 USD\"");
    scene.send(0, RulesScene.prepare(id, "102", 60, "AQAAAAAAAADI"));
    assertThat(scene.fate(id)).isEqualTo("3106");

    scene.rules("[]");
    scene.send(0, prepare);
    assertThat(scene.next().body()).as("what was refused stays refused").contains("ABORTED");
    assertThat(metrics())
        .contains("pamoja_rules_refused_total{rule=\"cap\",stage=\"PREPARE\"} 1.0");
  }

  private String metrics() throws Exception {
    return scene.admin(0, "GET", "/metrics", "").body();
  }

  @Test
  void shouldLetARepeatOfAReservedTransferPassWhateverTheRulesSayByNow() throws Exception {
    String id = UUID.randomUUID().toString();
    String prepare = RulesScene.prepare(id, "101", 60, "AQAAAAAAAADI");
    scene.send(0, prepare);
    assertThat(scene.fate(id)).isEqualTo("forwarded");
    scene.rules("[" + CAP + "]");
    scene.send(0, prepare);
    RulesScene.Callback state = scene.next();
    assertThat(state.path()).isEqualTo("/payerfsp/transfers/" + id);
    assertThat(state.body()).contains("RESERVED");
    assertThat(metrics()).doesNotContain("pamoja_rules_refused_total{");
  }

  @Test
  void shouldTellWhoAsksForAQuoteByErrorCallback() throws Exception {
    scene.rules("[" + CAP + "]");
    String quote =
        """
        {'quoteId':'%s','transactionId':'%s','amountType':'SEND','amount':{'amount':'%s','currency':'USD'},
        'payer':{'partyIdInfo':{'partyIdType':'MSISDN','partyIdentifier':'111','fspId':'payerfsp'}},
        'payee':{'partyIdInfo':{'partyIdType':'MSISDN','partyIdentifier':'222','fspId':'payeefsp'}},
        'transactionType':{'scenario':'TRANSFER','initiator':'PAYER','initiatorType':'CONSUMER'}}""";
    String id = UUID.randomUUID().toString();
    scene.fspiop(0, "POST", "/quotes", "payerfsp", quote.formatted(id, id, "101"));
    RulesScene.Callback refused = scene.next();
    assertThat(refused.path()).isEqualTo("/payerfsp/quotes/" + id + "/error");
    assertThat(refused.body()).contains("4200", "Payer limit error - at most 100 USD");
    scene.fspiop(0, "POST", "/quotes", "payerfsp", quote.formatted(UUID.randomUUID(), id, "100"));
    assertThat(scene.next().path()).isEqualTo("/payeefsp/quotes");
  }

  @Test
  void shouldRefuseBlockedPartiesKeepingOnlyTheirHashes() throws Exception {
    JsonNode changed =
        scene.json(
            0,
            "POST",
            "/rules/blocked-parties",
            "{'list':'sanctions','add':[{'type':'MSISDN','identifier':'+256 772 000 111'}]}");
    assertThat(changed.get("added").intValue()).isEqualTo(1);
    scene.rules("[{'id':'sanctioned','kind':'BLOCKED','list':'sanctions'}]");
    assertThat(pay(Payments.packet("TRANSFER", "256772000111", "9"))).isEqualTo("4400");
    assertThat(pay(Payments.packet("TRANSFER", "9", "256772000111"))).isEqualTo("5400");
    assertThat(pay(Payments.packet("TRANSFER", "9", "8"))).isEqualTo("forwarded");
    assertThat(pay("AQAAAAAAAADI")).as("unreadable passes by default").isEqualTo("forwarded");
    String hash = changed.get("hashes").get(0).stringValue();
    assertThat(
            sql("SELECT details FROM audit_entry WHERE action LIKE 'rules%'")
                + sql("SELECT encode(hash, 'hex') FROM blocked_party"))
        .contains(hash)
        .doesNotContain("772");
    scene.json(
        0,
        "POST",
        "/rules/blocked-parties",
        "{'list':'sanctions','remove':[{'hash':'" + hash + "'}]}");
    assertThat(pay(Payments.packet("TRANSFER", "256772000111", "9"))).isEqualTo("forwarded");
  }

  private String pay(String packet) throws Exception {
    String id = UUID.randomUUID().toString();
    scene.send(0, RulesScene.prepare(id, "1", 60, packet));
    return scene.fate(id);
  }

  @Test
  void shouldTellAllFaultsAndChangeNothing() throws Exception {
    var answer =
        scene.admin(
            0,
            "PUT",
            "/rules",
            "{'version':0,'rules':[{'id':'a','kind':'AMOUNT'},{'id':'b','kind':'PAIRS','mode':'ALLOW',"
                + "'pairs':[{'payer':'nobody','payee':'payeefsp'}]}]}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            "\"errorCode\":\"3101\"",
            "\\\"rules[0].maximum\\\" is required, or a minimum",
            "\\\"rules[0].currency\\\" is required",
            "\\\"rules[1].pairs\\\" names nobody, which is no participant");
    assertThat(scene.json(0, "GET", "/rules", "").get("version").intValue()).isZero();
  }

  @Test
  void shouldKeepVersionsRefuseStaleOnesAndAuditTheDifference() throws Exception {
    scene.rules("[" + CAP + "]");
    scene.rules("[" + CAP.replace("100", "200") + ",{'id':'b','kind':'BLOCKED','list':'l'}]");
    var stale = scene.admin(0, "PUT", "/rules", "{'version':1,'rules':[]}");
    assertThat(stale.statusCode()).isEqualTo(400);
    assertThat(stale.body()).contains("3106", "the rules are at version 2, not 1");
    assertThat(scene.json(0, "GET", "/rules/versions", "").size()).isEqualTo(3);
    assertThat(scene.json(0, "GET", "/rules/versions/1", "").at("/rules/0/maximum").stringValue())
        .isEqualTo("100");
    assertThat(scene.admin(0, "GET", "/rules/versions/7", "").body()).contains("3200");
    assertThat(
            sql("SELECT details FROM audit_entry WHERE action = 'rules.replace' ORDER BY sequence"))
        .contains(
            "0 => 1",
            "\"rule cap\":\"added: ",
            "1 => 2",
            "\"rule cap\":\"changed: ",
            "\"rule b\":\"added: ");
  }

  @Test
  void shouldTryRulesOnTheLastTransfersWithoutTouchingAnything() throws Exception {
    for (int i = 1; i <= 6; i++) {
      scene.fate(scene.pay(0, Integer.toString(i * 10)));
    }
    JsonNode trial =
        scene.json(
            0,
            "POST",
            "/rules/dry-run",
            "{'transfers':5,'rules':[{'id':'cap','kind':'AMOUNT','currency':'USD','maximum':'45'},"
                + "{'id':'three','kind':'PERIOD','unit':'MONTH','transfers':2},"
                + "{'id':'ask','kind':'SCREENING','url':'http://127.0.0.1:1/'}]}");
    // Of 20, 30, 40, 50, 60 the last two are above the cap; of the other three the third is too
    // many.
    assertThat(trial.get("transfers").intValue()).isEqualTo(5);
    assertThat(trial.get("refused").intValue()).isEqualTo(3);
    assertThat(trial.at("/rules/0/refused").intValue()).isEqualTo(2);
    assertThat(trial.at("/rules/0/examples/0/amount/amount").stringValue()).isEqualTo("50");
    assertThat(trial.at("/rules/0/examples/0/errorCode").stringValue()).isEqualTo("4200");
    assertThat(trial.at("/rules/1/refused").intValue()).isEqualTo(1);
    assertThat(trial.at("/rules/1/examples/0/amount/amount").stringValue()).isEqualTo("40");
    assertThat(trial.at("/rules/2/judged").booleanValue()).isFalse();
    assertThat(scene.json(0, "GET", "/rules", "").get("version").intValue()).isZero();
    assertThat(scene.admin(0, "POST", "/rules/dry-run", "{'rules':[],'transfers':10001}").body())
        .contains("\\\"transfers\\\" must be from 1 to 10000");
  }

  @Test
  void shouldCountWhatIsReservedGiveBackWhatIsAbortedAndOutliveTheNode() throws Exception {
    scene.rules("[{'id':'daily','kind':'PERIOD','unit':'MONTH','currency':'USD','amount':'100'}]");
    String first = scene.pay(0, "60");
    assertThat(scene.fate(first)).isEqualTo("forwarded");
    assertThat(scene.fate(scene.pay(0, "50"))).as("too much with the first").isEqualTo("4200");
    String second = scene.pay(0, "40");
    assertThat(scene.fate(second)).as("equality passes").isEqualTo("forwarded");
    scene.fspiop(
        0,
        "PUT",
        "/transfers/" + first + "/error",
        "payeefsp",
        "{'errorInformation':{'errorCode':'5100','errorDescription':'no'}}");
    assertThat(scene.next().path()).isEqualTo("/payerfsp/transfers/" + first + "/error");
    awaitUsage("400000/1");
    assertThat(scene.fate(scene.pay(0, "60"))).isEqualTo("forwarded");

    scene.nodes.removeFirst().close();
    assertThat(usage()).as("the last are counted as the node stops").isEqualTo("1000000/2");
    scene.start(1);
    assertThat(scene.fate(scene.pay(0, "1"))).isEqualTo("4200");
  }

  @Test
  void shouldCountOnceWhatANodeThatIsGoneLeftUncounted() throws Exception {
    scene.rules("[{'id':'m','kind':'PERIOD','unit':'MONTH','currency':'USD','amount':'100'}]");
    String aborted = scene.pay(0, "30");
    assertThat(scene.fate(aborted)).isEqualTo("forwarded");
    assertThat(scene.fate(scene.pay(0, "60"))).isEqualTo("forwarded");
    scene.fspiop(
        0,
        "PUT",
        "/transfers/" + aborted + "/error",
        "payeefsp",
        "{'errorInformation':{'errorCode':'5100','errorDescription':'no'}}");
    scene.next();
    scene.nodes.removeFirst().close();
    assertThat(usage()).isEqualTo("600000/1");
    // As if the node had been killed before it counted anything.
    try (Connection connection = TestConnections.open(scene.database());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO rule_feed SELECT stream_id, 0 FROM stream"
              + " ON CONFLICT (stream_id) DO UPDATE SET sequence = 0");
      statement.executeUpdate("DELETE FROM rule_usage");
    }
    scene.start(1);
    awaitUsage("600000/1");
    assertThat(scene.fate(scene.pay(0, "41"))).isEqualTo("4200");
    scene.start(2);
    assertThat(scene.fate(scene.pay(1, "40"))).isEqualTo("forwarded");
    awaitUsage("1000000/2");
  }

  private String usage() throws Exception {
    return sql("SELECT sum(amount) || '/' || sum(transfers) FROM rule_usage").strip();
  }

  private void awaitUsage(String expected) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (!usage().equals(expected) && Instant.now().isBefore(end)) {
      Thread.sleep(50);
    }
    assertThat(usage()).isEqualTo(expected);
  }

  @Test
  void shouldNotOverrunALimitByABurstOnOneNode() throws Exception {
    scene.rules("[{'id':'ten','kind':'PERIOD','unit':'MONTH','transfers':10}]");
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      senders.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      scene.pay(0, "1");
                    } catch (Exception failed) {
                      throw new IllegalStateException(failed);
                    }
                  }));
    }
    for (Thread sender : senders) {
      sender.join();
    }
    int forwarded = 0;
    for (int i = 0; i < 30; i++) {
      forwarded += scene.next().path().equals("/payeefsp/transfers") ? 1 : 0;
    }
    assertThat(forwarded).isEqualTo(10);
    awaitUsage("100000/10");
  }

  @Test
  void shouldNotOverrunALimitByPreparesThatAreSentTwice() throws Exception {
    scene.rules("[{'id':'one','kind':'PERIOD','unit':'MONTH','transfers':1}]");
    String id = UUID.randomUUID().toString();
    String prepare = RulesScene.prepare(id, "1", 60, "AQAAAAAAAADI");
    scene.send(0, prepare);
    scene.send(0, prepare);
    String next = scene.pay(0, "1");
    List<String> told = List.of(scene.next().path(), scene.next().path(), scene.next().path());
    assertThat(told)
        .as("forwarded, the copy answered, and the next refused: the copy gave nothing back")
        .containsExactlyInAnyOrder(
            "/payeefsp/transfers",
            "/payerfsp/transfers/" + id,
            "/payerfsp/transfers/" + next + "/error");
  }

  @Test
  void shouldGiveBackWhatExpires() throws Exception {
    scene.rules("[{'id':'one','kind':'PERIOD','unit':'MONTH','transfers':1}]");
    String id = UUID.randomUUID().toString();
    scene.send(0, RulesScene.prepare(id, "1", 2, "AQAAAAAAAADI"));
    assertThat(scene.fate(id)).isEqualTo("forwarded");
    awaitUsage("10000/1");
    awaitUsage("0/0");
  }
}
