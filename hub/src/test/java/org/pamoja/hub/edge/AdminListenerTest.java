package org.pamoja.hub.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.hub.security.Permission;

/** The operators' door over real HTTP, with a few routes of its own. Source: ledger-admin §1. */
@Timeout(60)
class AdminListenerTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch bothEntered = new CountDownLatch(2);
  private final List<String> audited = new ArrayList<>();
  private AdminListener listener;
  private volatile AdminRequest handled;
  private int port;

  @BeforeEach
  void start() {
    EdgeLimits usual = EdgeLimits.defaults();
    EdgeLimits limits =
        new EdgeLimits(
            1,
            usual.maxHeaderBytes(),
            usual.maxInitialLineBytes(),
            usual.maxConnections(),
            usual.maxRequestsInFlight(),
            2,
            usual.maxFspiopBodyBytes(),
            usual.maxAdminBodyBytes(),
            usual.maxInlineBodyBytes(),
            usual.maxBufferedBytes(),
            usual.idleTimeout(),
            usual.headTimeout(),
            usual.bodyTimeout(),
            Duration.ofSeconds(5));
    AdminListener.Rules rules =
        new AdminListener.Rules(
            (principal, permission, target) -> permission != Permission.ADMIN_FUNDS,
            (principal, action, target, details) -> audited.add(action),
            failure -> false);
    listener =
        new AdminListener(
            vertx,
            limits,
            rules,
            List.of(this::routes),
            List.of(),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    port = listener.listen(new ListenAddress("127.0.0.1", 0)).toCompletableFuture().join();
  }

  @AfterEach
  void stop() {
    gate.countDown();
    listener.close().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    client.close();
  }

  private List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("POST", "/participants", Permission.ADMIN_PARTICIPANTS, this::keep),
        new AdminRoute("GET", "/participants/{name}", Permission.ADMIN_READ, this::keep),
        new AdminRoute("GET", "/participants/limits", Permission.ADMIN_READ, this::block),
        new AdminRoute("POST", "/funds/{name}", Permission.ADMIN_FUNDS, this::keep),
        new AdminRoute("GET", "/broken", Permission.ADMIN_READ, this::breakDown),
        new AdminRoute(
            "POST",
            "/both",
            Set.of(Permission.ADMIN_SETTLEMENT, Permission.ADMIN_FUNDS),
            false,
            this::keep),
        new AdminRoute(
            "POST",
            "/flag",
            Set.of(Permission.ADMIN_SETTLEMENT),
            Map.of("withFunds", Permission.ADMIN_FUNDS),
            false,
            this::keep),
        new AdminRoute("POST", "/file", Set.of(Permission.ADMIN_SETTLEMENT), true, this::keep));
  }

  private Reply keep(AdminRequest request) {
    handled = request;
    return Reply.json(201, "{}".getBytes(StandardCharsets.UTF_8));
  }

  private Reply block(AdminRequest request) {
    bothEntered.countDown();
    try {
      gate.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return Reply.OK;
  }

  private Reply breakDown(AdminRequest request) {
    throw new IllegalStateException("wrapped", new SQLException("password=secret"));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> post(String path, String type, String body) throws Exception {
    return client.send(
        to(path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(to(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void shouldHandTheRequestToItsHandlerOnAVirtualThread() throws Exception {
    HttpResponse<String> answer = get("/participants/some%20fsp?isProxy=true");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(handled.parameter("name")).isEqualTo("some fsp");
    assertThat(handled.query()).containsEntry("isProxy", "true");
    assertThat(handled.json()).isEmpty();
  }

  @Test
  void shouldTakeJsonUnderItsOwnAndVendorTypes() throws Exception {
    for (String type :
        List.of(
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/vnd.interoperability.participants+json;version=1.0")) {
      assertThat(post("/participants", type, "{\"name\":\"a\"}").statusCode()).isEqualTo(201);
      assertThat(handled.json().orElseThrow().get("name").stringValue()).isEqualTo("a");
    }
  }

  @Test
  void shouldRefuseOtherMediaTypesAndBrokenJson() throws Exception {
    HttpResponse<String> text = post("/participants", "text/plain", "{}");
    assertThat(text.statusCode()).isEqualTo(400);
    assertThat(text.body()).contains("\"3101\"", "Malformed syntax - Unsupported Media Type");

    HttpResponse<String> broken = post("/participants", "application/json", "{");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.body())
        .contains("\"3000\"", "Generic client error - Invalid request payload JSON format");
    assertThat(handled).isNull();
  }

  @Test
  void shouldWantWhatAParameterAsksForBesides() throws Exception {
    assertThat(post("/flag", "application/json", "{}").statusCode()).isEqualTo(201);
    assertThat(post("/flag?withFunds=false", "application/json", "{}").statusCode()).isEqualTo(201);
    handled = null;
    assertThat(post("/flag?withFunds=true", "application/json", "{}").statusCode()).isEqualTo(403);
    assertThat(post("/flag?a=b&withFunds=%74rue", "application/json", "{}").statusCode())
        .isEqualTo(403);
    assertThat(handled).isNull();
  }

  @Test
  void shouldRefuseABodyOverOneMebibyte() throws Exception {
    HttpResponse<String> answer = post("/participants", "application/json", " ".repeat(1_048_577));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"3104\"");
  }

  @Test
  void shouldRefuseUnknownPathsAndMethods() throws Exception {
    HttpResponse<String> unknown = get("/nowhere");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("\"3002\"", "\"Unknown URI\"");

    HttpResponse<String> method = post("/participants/x", "application/json", "{}");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("allow")).contains("GET");
    assertThat(method.body()).contains("\"3000\"", "Generic client error - Method Not Allowed");
  }

  @Test
  void shouldTellThatTheDatabaseFailedButNotHow() throws Exception {
    HttpResponse<String> answer = get("/broken");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .isEqualTo(
            "{\"errorInformation\":{\"errorCode\":\"2001\",\"errorDescription\":\"Internal server"
                + " error\",\"extensionList\":{\"extension\":[{\"key\":\"system\",\"value\":\"[\\\"db\\\"]\"}]}}}");
  }

  @Test
  void shouldWantEveryPermissionOfAnOperation() throws Exception {
    assertThat(post("/both", "application/json", "{}").statusCode()).isEqualTo(403);
    assertThat(handled).isNull();
  }

  @Test
  void shouldHandFilesOverAsTheyCame() throws Exception {
    assertThat(post("/file", "text/csv", "a;b\n").statusCode()).isEqualTo(201);
    assertThat(handled.file()).isEqualTo("a;b\n".getBytes(StandardCharsets.UTF_8));
    assertThat(handled.json()).isEmpty();
    assertThat(post("/file", "application/json", "{no json").statusCode()).isEqualTo(201);
    assertThat(post("/participants", "application/json", "{}").statusCode()).isEqualTo(201);
    assertThat(handled.file()).as("of a route that takes none").isEmpty();
  }

  @Test
  void shouldRefuseWithoutPermission() throws Exception {
    HttpResponse<String> answer = post("/funds/payerfsp", "application/json", "{}");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(handled).isNull();
    assertThat(audited).as("strangers cannot fill the audit log").isEmpty();
  }

  @Test
  void shouldAnswerThatItIsBusyWhenTooManyRequestsAreBeingWorkedOn() throws Exception {
    CompletableFuture<HttpResponse<String>> first =
        client.sendAsync(to("/participants/limits").build(), HttpResponse.BodyHandlers.ofString());
    CompletableFuture<HttpResponse<String>> second =
        client.sendAsync(to("/participants/limits").build(), HttpResponse.BodyHandlers.ofString());
    bothEntered.await();

    HttpResponse<String> third = get("/participants/x");
    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(third.headers().firstValue("retry-after")).contains("1");

    gate.countDown();
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(second.join().statusCode()).isEqualTo(200);
  }

  @Test
  void shouldSayWhichAddressIsTaken() {
    assertThatThrownBy(
            () -> {
              try (java.net.ServerSocket taken = new java.net.ServerSocket(0)) {
                listener
                    .listen(new ListenAddress("0.0.0.0", taken.getLocalPort()))
                    .toCompletableFuture()
                    .join();
              }
            })
        .hasCauseInstanceOf(ListenException.class)
        .hasMessageContaining("Cannot listen on 0.0.0.0:");
  }
}
