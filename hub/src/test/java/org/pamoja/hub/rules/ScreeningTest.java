package org.pamoja.hub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Screeners that agree, refuse, lie, are slow, or are not there. */
@Timeout(120)
class ScreeningTest {
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

  private void screen(String more) throws Exception {
    scene.rules(
        "[{'id':'fraud','kind':'SCREENING','url':'" + scene.screenerUrl() + "'" + more + "}]");
  }

  private String fate() throws Exception {
    return scene.fate(scene.pay(0, "5"));
  }

  private boolean isCounted(String cause) throws Exception {
    return scene
        .admin(0, "GET", "/metrics", "")
        .body()
        .contains("screening_unanswered_total{cause=\"" + cause + "\",rule=\"fraud\"}");
  }

  @Test
  void shouldAskWithWhatThePaymentSays() throws Exception {
    screen(",'budgetMillis':5000");
    String id = UUID.randomUUID().toString();
    scene.send(0, RulesScene.prepare(id, "5", 60, Payments.packet("REFUND", "111", "222")));
    assertThat(scene.fate(id)).isEqualTo("forwarded");
    JsonNode question = RuleSets.json(scene.screened.poll(5, TimeUnit.SECONDS));
    assertThat(question)
        .isEqualTo(
            RuleSets.json(
                """
                {'amount':{'amount':'5','currency':'USD'},'id':'%s','payeeFsp':'payeefsp','payerFsp':'payerfsp',
                'rule':'fraud','scenario':'REFUND','stage':'PREPARE',
                'payee':{'partyIdType':'MSISDN','partyIdentifier':'222'},
                'payer':{'partyIdType':'MSISDN','partyIdentifier':'111'}}"""
                    .formatted(id)));
  }

  @Test
  void shouldRefuseWithTheScreenersCodeButKeepItsReasonFromParticipants() throws Exception {
    screen(",'budgetMillis':5000");
    scene.screenerSays = "{'decision':'refuse','code':'5400','reason':'mule account'}";
    String id = scene.pay(0, "5");
    RulesScene.Callback error = scene.next();
    assertThat(error.path()).endsWith(id + "/error");
    assertThat(error.body())
        .contains("5400", "Generic Payee blocked error - refused by the scheme")
        .doesNotContain("mule");
    try (var connection = TestConnections.open(scene.database());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT detail FROM event WHERE about_id = '" + id + "'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).endsWith("[rule fraud: mule account]");
    }
    scene.screenerSays = "{'decision':'refuse','code':'2001'}";
    assertThat(fate()).as("a code no rule may use").isEqualTo("4400");
  }

  @Test
  void shouldTakeLiesForNoAnswer() throws Exception {
    screen(",'budgetMillis':5000,'unanswered':'REFUSE','code':'4100'");
    for (String lie :
        new String[] {
          "",
          "accept",
          "{}",
          "{'decision':'maybe'}",
          "['accept']",
          "{'decision':'accept','decision':'accept'}"
        }) {
      scene.screenerSays = lie;
      assertThat(fate()).as(lie).isEqualTo("4100");
      scene.screenerSays = "{'decision':'accept'}";
      assertThat(fate()).as("an answer closes the breaker").isEqualTo("forwarded");
    }
    scene.screenerStatus = 500;
    assertThat(fate()).isEqualTo("4100");
    assertThat(isCounted("answer")).isTrue();
  }

  @Test
  void shouldNotWaitLongerThanItsBudgetAndLetPassUnlessToldOtherwise() throws Exception {
    screen(",'budgetMillis':50");
    scene.screenerTakesMillis = 3_000;
    scene.screenerSays = "{'decision':'refuse'}";
    assertThat(fate()).isEqualTo("forwarded");
    assertThat(isCounted("timeout")).isTrue();
    screen(",'budgetMillis':50,'unanswered':'REFUSE'");
    assertThat(fate()).isEqualTo("4400");
  }

  @Test
  void shouldStopAskingAScreenerThatIsDead() throws Exception {
    scene.rules(
        "[{'id':'fraud','kind':'SCREENING','url':'http://127.0.0.1:1/','budgetMillis':2000}]");
    for (int i = 0; i < 8; i++) {
      assertThat(fate()).isEqualTo("forwarded");
    }
    assertThat(isCounted("unreached")).isTrue();
    assertThat(isCounted("breaker")).isTrue();
  }

  @Test
  void shouldGiveBackTheRoomOfWhatTheScreenerRefuses() throws Exception {
    scene.rules(
        "[{'id':'one','kind':'PERIOD','unit':'MONTH','transfers':1},"
            + "{'id':'fraud','kind':'SCREENING','budgetMillis':5000,'url':'"
            + scene.screenerUrl()
            + "'}]");
    scene.screenerSays = "{'decision':'refuse'}";
    assertThat(fate()).isEqualTo("4400");
    scene.screenerSays = "{'decision':'accept'}";
    assertThat(fate()).isEqualTo("forwarded");
    assertThat(fate()).isEqualTo("4200");
  }
}
