package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.AdminClient;
import tools.jackson.databind.JsonNode;

/** GET /transfers/{id} (transfers §7.1). */
class TransferQuestionTest extends EndToEnd {
  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");

  @Test
  void transfers_7_1_unknownId_shouldTell3208() {
    String id = Bodies.id();

    Received answer = question(payer, id);

    assertThat(answer.path()).isEqualTo("/transfers/" + id + "/error");
    assertThat(answer.errorCode() + " " + answer.errorDescription())
        .isEqualTo(
            "3208 Transfer ID not found - Provided Transfer ID was not found on the server.");
    assertThat(answer.header("fspiop-source")).isEqualTo("Hub");
    assertThat(answer.header("fspiop-uri")).isEqualTo("/transfers/" + id + "/error");
    assertThat(answer.header("fspiop-http-method")).isEqualTo("PUT");
    assertThat(answer.header("fspiop-signature")).isNotEmpty();
    assertThat(answer.headers().contains("accept")).isFalse();
  }

  @Test
  void transfers_7_1_stranger_shouldTell3000() {
    ScriptedDfsp stranger = participant("stranger");
    String id = reserve();

    Received answer = question(stranger, id);

    assertThat(answer.path()).isEqualTo("/transfers/" + id + "/error");
    assertThat(answer.errorCode() + " " + answer.errorDescription())
        .isEqualTo("3000 Generic client error");
  }

  @Test
  void transfers_7_1_bothParties_shouldSeeTheState() {
    String id = reserve();

    for (ScriptedDfsp party : List.of(payer, payee)) {
      Received answer = question(party, id);
      assertThat(answer.method() + " " + answer.path()).isEqualTo("PUT /transfers/" + id);
      assertThat(answer.header("fspiop-destination")).isEqualTo(party.fspId());
      assertThat(answer.json().get("transferState").asString()).isEqualTo("RESERVED");
      assertThat(answer.json().has("fulfilment")).isFalse();
      assertThat(answer.json().get("completedTimestamp").asString()).endsWith("Z");
      assertThat(answer.json().has("transferId")).isFalse();
    }
  }

  @Test
  void transfers_7_1_committed_shouldShowFulfilmentAndItsExtensions() {
    String id = reserve();
    String body =
        """
        {"fulfilment":"%s","transferState":"COMMITTED",\
        "extensionList":{"extension":[{"key":"of","value":"fulfil"}]}}"""
            .formatted(Bodies.FULFILMENT);
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), body));
    payer.await("PUT", "/transfers/" + id);

    Received answer = question(payer, id);

    assertThat(answer.json().get("transferState").asString()).isEqualTo("COMMITTED");
    assertThat(answer.json().get("fulfilment").asString()).isEqualTo(Bodies.FULFILMENT);
    assertThat(answer.json().at("/extensionList/extension/0/value").asString()).isEqualTo("fulfil");
  }

  @Test
  void transfers_7_1_extensionsOfPrepare_shouldBeShownUntilFulfilBringsOthers() {
    String id = Bodies.id();
    String body =
        Bodies.prepare(id, payer.fspId(), payee.fspId(), "1")
            .replaceFirst(
                "}$",
                ",\"extensionList\":{\"extension\":[{\"key\":\"of\",\"value\":\"prepare\"}]}}");
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));
    payee.server().await(r -> r.text().contains(id));

    assertThat(question(payer, id).json().at("/extensionList/extension/0/value").asString())
        .isEqualTo("prepare");
  }

  @Test
  void transfers_7_1_fullExtensionList_shouldMakeRoomForTheCause() {
    String id = Bodies.id();
    String entries =
        IntStream.rangeClosed(1, 16)
            .mapToObj("{\"key\":\"k%1$d\",\"value\":\"v%1$d\"}"::formatted)
            .collect(Collectors.joining(",", "{\"extension\":[", "]}"));
    String body =
        Bodies.prepare(id, payer.fspId(), "nobody", "1")
            .replaceFirst("}$", ",\"extensionList\":" + entries + "}");
    assertAccepted(payer.send("POST", "/transfers", "nobody", body));
    error(payer, "/transfers/" + id);

    JsonNode shown = question(payer, id).json().at("/extensionList/extension");

    assertThat(shown).hasSize(16);
    assertThat(shown.get(0).get("key").asString()).isEqualTo("cause");
    assertThat(shown.get(15).get("value").asString()).isEqualTo("v15");
  }

  @Test
  void transfers_7_1_unknownAsker_shouldGetNothing() {
    String id = reserve();

    Reply reply =
        payer.send(payer.message("GET", "/transfers/" + id).with("FSPIOP-Source", "nobody"));

    assertAccepted(reply);
    assertThat(state(payer, id)).isEqualTo("RESERVED");
    assertThat(payer.received("PUT", "/transfers/" + id)).hasSize(1);
  }

  @Test
  void transfers_7_1_badId_shouldBeRefusedAtOnce() {
    assertThat(payer.get("/transfers/no-id").refusal()).startsWith("400 3100 ");
  }

  @Test
  void transfers_7_1_fundsRecords_shouldBeReadableByTheDfsp() {
    long account = admin().accountId(payer.fspId(), "SETTLEMENT", "USD");
    String path = "/participants/" + payer.fspId() + "/accounts/" + account;
    String in = Bodies.id();
    String out = Bodies.id();
    String back = Bodies.id();

    fund(path, AdminClient.funds(in, "recordFundsIn", "10", "USD"));
    fund(path, AdminClient.funds(out, "recordFundsOutPrepareReserve", "5", "USD"));
    fund(path, AdminClient.funds(back, "recordFundsOutPrepareReserve", "5", "USD"));
    String abort = "{\"action\":\"recordFundsOutAbort\",\"reason\":\"r\"}";
    assertAccepted(admin().put(path + "/transfers/" + back, abort));

    assertThat(question(payer, in).header("fspiop-signature")).isNotEmpty();
    assertThat(state(payer, in)).isEqualTo("COMMITTED");
    assertThat(state(payer, out)).isEqualTo("RESERVED");
    assertThat(state(payer, back)).isEqualTo("ABORTED");
    assertThat(question(payee, in).errorCode()).isEqualTo("3000");
    String commit = "{\"action\":\"recordFundsOutCommit\",\"reason\":\"r\"}";
    assertAccepted(admin().put(path + "/transfers/" + out, commit));
    assertThat(state(payer, out)).isEqualTo("COMMITTED");
  }

  private void fund(String path, String body) {
    assertAccepted(admin().post(path, body));
  }

  private String reserve() {
    String id = Bodies.id();
    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), "1");
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));
    payee.server().await(r -> r.text().contains(id));
    return id;
  }
}
