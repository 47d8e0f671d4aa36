package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;

/** /participants: who holds a party, with the hub's own table (discovery §4). */
class ParticipantsTest extends EndToEnd {
  private final ScriptedDfsp asker = participant("asker");
  private final ScriptedDfsp holder = participant("holder");

  @Test
  void discovery_4_2_register_shouldTellThePartyList() {
    String path = path();

    assertAccepted(post(path, holder.fspId()));

    Received told = holder.await("PUT", path);
    assertThat(told.text())
        .isEqualTo(
            ("{\"currency\":\"USD\",\"partyList\":[{\"fspId\":\"%s\",\"partyIdType\":\"MSISDN\","
                    + "\"partyIdentifier\":\"%s\"}]}")
                .formatted(holder.fspId(), path.split("/")[3]));
    assertHubMade(told, holder, path);
  }

  @Test
  void discovery_4_1_lookup_shouldTellTheHolder() {
    String path = path();
    assertAccepted(post(path, holder.fspId()));
    holder.await("PUT", path);

    assertAccepted(asker.get(path));

    Received told = asker.await("PUT", path);
    assertThat(told.text()).isEqualTo("{\"fspId\":\"" + holder.fspId() + "\"}");
    assertHubMade(told, asker, path);
  }

  @Test
  void discovery_4_1_unknownParty_shouldBe3204() {
    String path = path();

    assertAccepted(asker.get(path));

    Received told = error(asker, path);
    assertThat(told.text())
        .isEqualTo(
            "{\"errorInformation\":{\"errorCode\":\"3204\",\"errorDescription\":\"Party not"
                + " found\"}}");
    assertHubMade(told, asker, path + "/error");
  }

  @Test
  void discovery_3_noOracle_shouldBe3003WithTheTestedText() {
    String path = "/participants/ACCOUNT_ID/" + System.nanoTime();

    assertAccepted(asker.get(path));
    assertThat(error(asker, path).errorCode()).isEqualTo("3003");
    assertThat(error(asker, path).errorDescription())
        .isEqualTo("Add Party information error - Oracle type: ACCOUNT_ID not found");

    String other = path + "1";
    assertAccepted(asker.send(asker.message("POST", other).body("{\"fspId\":\"x\"}")));
    assertThat(error(asker, other).errorDescription())
        .isEqualTo("Add Party information error - Oracle type: ACCOUNT_ID not found");
  }

  @Test
  void discovery_4_2_sameNumberOfOtherHolder_shouldBe3003() {
    String path = path();
    assertAccepted(post(path, holder.fspId()));
    holder.await("PUT", path);

    String body = "{\"fspId\":\"%s\",\"currency\":\"USD\"}".formatted(asker.fspId());
    assertAccepted(asker.send(asker.message("POST", path).body(body)));

    assertThat(error(asker, path).errorCode()).isEqualTo("3003");
    assertAccepted(asker.get(path));
    assertThat(asker.await("PUT", path).json().get("fspId").asString()).isEqualTo(holder.fspId());
  }

  @Test
  void discovery_4_3_putOfTheHolder_shouldGiveThePartyAway() {
    String path = path();
    assertAccepted(post(path, holder.fspId()));
    holder.await("PUT", path);

    String body = "{\"fspId\":\"%s\",\"currency\":\"USD\"}".formatted(asker.fspId());
    assertOk(holder.send(holder.message("PUT", path).body(body)));

    asker.await("PUT", path);
    assertAccepted(holder.get(path));
    Received told = holder.server().await(2, r -> r.is("PUT", path)).get(1);
    assertThat(told.json().get("fspId").asString()).isEqualTo(asker.fspId());
  }

  @Test
  void discovery_4_3_putOfSomebodyElse_shouldBeRefusedAndLeaveTheParty() {
    String path = path();
    assertAccepted(post(path, holder.fspId()));
    holder.await("PUT", path);

    String body = "{\"fspId\":\"%s\",\"currency\":\"USD\"}".formatted(asker.fspId());
    assertOk(asker.send(asker.message("PUT", path).body(body)));

    assertThat(error(asker, path).errorCode()).isEqualTo("3003");
    assertAccepted(asker.get(path));
    assertThat(asker.await("PUT", path).json().get("fspId").asString()).isEqualTo(holder.fspId());
  }

  @Test
  void discovery_4_3_putOfUnknown_shouldBeAnError() {
    String path = path();

    assertOk(asker.send(asker.message("PUT", path).body("{\"fspId\":\"x\",\"currency\":\"USD\"}")));

    assertThat(error(asker, path).errorCode()).isIn("3200", "3003");
  }

  @Test
  void discovery_4_4_putError_shouldBePassedOnUnchanged() {
    String path = path() + "/error";
    String body = " {\"errorInformation\":{\"errorCode\":\"3204\", \"errorDescription\":\"no\"}}";

    assertOk(holder.send("PUT", path, asker.fspId(), body));

    Received told = asker.await("PUT", path);
    assertThat(told.text()).isEqualTo(body);
    assertThat(told.header("fspiop-source")).isEqualTo(holder.fspId());
  }

  @Test
  void discovery_4_4_putErrorToUnknown_shouldTellItsSender() {
    String path = path() + "/error";

    assertOk(holder.send("PUT", path, "nobody", Bodies.error("3204", "no")));

    assertThat(holder.await("PUT", path).errorCode()).isEqualTo("3201");
  }

  @Test
  void discovery_4_5_delete_shouldForgetTheParty() {
    String path = path();
    assertAccepted(post(path, holder.fspId()));
    holder.await("PUT", path);

    assertAccepted(holder.send(holder.message("DELETE", path)));

    Received told = holder.server().await(2, r -> r.is("PUT", path)).get(1);
    assertThat(told.text()).isEqualTo("{\"fspId\":\"" + holder.fspId() + "\"}");
    assertAccepted(asker.get(path));
    assertThat(error(asker, path).errorCode()).isEqualTo("3204");
  }

  @Test
  void discovery_4_subId_shouldUseItsOwnEndpoints() {
    String path = path() + "/PASSPORT";
    assertAccepted(post(path, holder.fspId()));
    Received registered = holder.await("PUT", path);
    assertThat(registered.json().at("/partyList/0/partySubIdOrType").asString())
        .isEqualTo("PASSPORT");

    assertAccepted(asker.get(path));

    assertThat(asker.await("PUT", path).json().get("fspId").asString()).isEqualTo(holder.fspId());
  }

  @Test
  void discovery_2_unknownSourceOfPost_shouldBeRefusedAtOnce() {
    Message message =
        asker
            .message("POST", path())
            .with("FSPIOP-Source", "nobody")
            .body("{\"fspId\":\"x\",\"currency\":\"USD\"}");

    assertThat(asker.send(message).refusal())
        .isEqualTo("400 3200 Generic ID not found - Requester FSP not found");
  }

  @Test
  void discovery_4_6_batch_shouldTellEachPartysResult() {
    String requestId = Bodies.id();
    String mine = String.valueOf(System.nanoTime());
    String foreign = mine + "1";
    String body =
        """
        {"requestId":"%s","currency":"USD","partyList":[\
        {"partyIdType":"MSISDN","partyIdentifier":"%s","fspId":"%s"},\
        {"partyIdType":"MSISDN","partyIdentifier":"%s","fspId":"other"}]}"""
            .formatted(requestId, mine, holder.fspId(), foreign);

    assertOk(holder.send(holder.message("POST", "/participants").body(body)));

    Received told = holder.await("PUT", "/participants/" + requestId);
    assertHubMade(told, holder, "/participants/" + requestId);
    assertThat(told.json().get("currency").asString()).isEqualTo("USD");
    assertThat(told.json().get("partyList").size()).isEqualTo(2);
    for (JsonNode entry : told.json().get("partyList")) {
      boolean own = entry.at("/partyId/partyIdentifier").asString().equals(mine);
      assertThat(entry.at("/errorInformation/errorCode").asString("")).isEqualTo(own ? "" : "3204");
      if (!own) {
        assertThat(entry.at("/errorInformation/extensionList/extension/0/key").asString())
            .isEqualTo("MSISDN");
        assertThat(entry.at("/errorInformation/extensionList/extension/0/value").asString())
            .isEqualTo(foreign);
      }
    }
    assertAccepted(asker.get("/participants/MSISDN/" + mine));
    assertThat(asker.await("PUT", "/participants/MSISDN/" + mine).json().get("fspId").asString())
        .isEqualTo(holder.fspId());
  }

  @Test
  void discovery_4_6_batchWithoutOracle_shouldFailAsAWhole() {
    String requestId = Bodies.id();
    String body =
        """
        {"requestId":"%s","partyList":[\
        {"partyIdType":"ACCOUNT_ID","partyIdentifier":"1","fspId":"%s"}]}"""
            .formatted(requestId, holder.fspId());

    assertOk(holder.send(holder.message("POST", "/participants").body(body)));

    Received told = error(holder, "/participants/" + requestId);
    assertThat(told.errorCode() + " " + told.errorDescription())
        .isEqualTo("3003 Add Party information error - Oracle type:ACCOUNT_ID not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/error"})
  void discovery_2_putOfBatch_shouldNotBeImplemented(String suffix) {
    String body =
        suffix.isEmpty()
            ? "{\"partyList\":[{\"partyId\":{\"partyIdType\":\"MSISDN\",\"partyIdentifier\":\"1\"}}]}"
            : Bodies.error("3204", "no");

    Reply reply = asker.send("PUT", "/participants/" + Bodies.id() + suffix, "Hub", body);

    assertThat(reply.errorCode()).isEqualTo("2002");
    assertThat(reply.status()).isEqualTo(501);
  }

  @Test
  void discovery_2_1_unknownType_shouldBeRefusedAtOnce() {
    assertThat(asker.get("/participants/NONSENSE/1").refusal()).startsWith("400 3100 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MSISDN/12ab", "EMAIL/nobody", "IBAN/xx12", "MSISDN/1/%7BSubId%7D", "ALIAS/a%3Cb"})
  void discovery_2_1_badFormat_shouldBeToldByCallbackOnPost(String party) {
    String path = "/participants/" + party;
    int before = asker.server().received(r -> r.errorCode().equals("3101")).size();

    assertAccepted(
        asker.send(asker.message("POST", path).body("{\"fspId\":\"x\",\"currency\":\"USD\"}")));

    Received told = asker.server().await(before + 1, r -> r.errorCode().equals("3101")).get(before);
    assertThat(told.errorDescription()).startsWith("Malformed syntax - Invalid ");
    assertThat(told.path()).isEqualTo(path + "/error");
  }

  private Reply post(String path, String fspId) {
    String body = "{\"fspId\":\"%s\",\"currency\":\"USD\"}".formatted(fspId);
    return holder.send(holder.message("POST", path).body(body));
  }

  private static String path() {
    return "/participants/MSISDN/" + System.nanoTime();
  }

  private static void assertHubMade(Received message, ScriptedDfsp to, String uri) {
    assertThat(message.header("fspiop-source")).isEqualTo("Hub");
    assertThat(message.header("fspiop-destination")).isEqualTo(to.fspId());
    assertThat(message.header("fspiop-uri")).isEqualTo(uri);
    assertThat(message.header("fspiop-http-method")).isEqualTo("PUT");
    assertThat(message.header("content-type"))
        .isEqualTo("application/vnd.interoperability.participants+json;version=2.0");
    assertThat(message.header("date")).endsWith(" GMT");
    assertThat(message.header("content-length")).isEqualTo(String.valueOf(message.body().length));
    assertThat(message.headers().contains("accept")).isFalse();
  }
}
