package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.RawHttp;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;

/** What operators' machines read: health, metrics, the API's description (ledger-admin §7). */
class OperatorPagesTest extends EndToEnd {

  @Test
  void ledgerAdmin_7_health_shouldBeOkOnBothPorts() {
    for (int port : ports()) {
      Reply reply = get(port, "/health");
      assertThat(reply.status()).isEqualTo(200);
      JsonNode health = reply.json();
      assertThat(health.get("status").asString()).isEqualTo("OK");
      assertThat(health.get("uptime").isNumber()).isTrue();
      assertThat(health.get("startTime").asString()).endsWith("Z");
      assertThat(health.get("versionNumber").asString()).isNotEmpty();
      assertThat(health.get("services").valueStream().map(s -> s.get("name").asString()))
          .contains("datastore");
      assertThat(health.get("services").valueStream().map(s -> s.get("status").asString()))
          .containsOnly("OK");
    }
  }

  @Test
  void ledgerAdmin_7_metrics_shouldBePrometheusTextAndCountRequests() {
    ScriptedDfsp dfsp = participant("dfsp");
    assertAccepted(dfsp.get("/transfers/" + Bodies.id()));

    for (int port : ports()) {
      Reply reply = get(port, "/metrics");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.headers().first("content-type").orElse("")).startsWith("text/plain");
      assertThat(reply.text()).contains("# TYPE ").contains("pamoja_http").contains("jvm_memory");
      assertThat(reply.text()).doesNotContain(dfsp.fspId() + "/");
    }
  }

  @Test
  void ledgerAdmin_openApi_shouldBeServed() {
    Reply reply = get(hub().adminPort(), "/openapi.yaml");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).startsWith("openapi:").contains("/participants");
  }

  private int[] ports() {
    return new int[] {hub().fspiopPort(), hub().adminPort()};
  }

  private static Reply get(int port, String path) {
    return RawHttp.request(port, "GET", path, List.<Headers.Header>of(), new byte[0]);
  }
}
