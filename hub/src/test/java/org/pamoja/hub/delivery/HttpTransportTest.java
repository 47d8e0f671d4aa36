package org.pamoja.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.security.AddressPolicy;

/** Messages handed to a participant that is a real HTTP server. */
@Timeout(60)
class HttpTransportTest {
  private static final byte[] BODY = "{\"a\": \"é\"}".getBytes(StandardCharsets.UTF_8);

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, String> endpoints = new java.util.concurrent.ConcurrentHashMap<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private HttpServer receiver;
  private HttpCaller caller;
  private HttpTransport transport;
  private volatile String received = "";
  private volatile com.sun.net.httpserver.Headers receivedHeaders;
  private volatile byte[] receivedBody;
  private volatile int status = 202;
  private volatile byte[] reply = new byte[0];

  private final class Directory implements ParticipantDirectory {
    @Override
    public CompletionStage<Optional<Participant>> find(String name) {
      return CompletableFuture.completedFuture(findBlocking(name));
    }

    @Override
    public CompletionStage<Optional<Participant>> confirmed(String name) {
      return find(name);
    }

    @Override
    public Optional<Participant> findBlocking(String name) {
      return name.equals("payeefsp")
          ? Optional.of(new Participant(2, name, true, false, List.of(), Map.copyOf(endpoints)))
          : Optional.empty();
    }

    @Override
    public List<Participant> known() {
      return List.of();
    }
  }

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.start();
    endpoints.put("PUT", base() + "/parties/{{partyIdType}}/{{partyIdentifier}}?x={{ x }}");
    endpoints.put("BASE", base() + "/");
    transport = transport(AddressPolicy.open(), Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    released.countDown();
    caller.close();
    receiver.stop(0);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private HttpTransport transport(AddressPolicy policy, Duration timeout) {
    HttpTransport.Settings settings =
        new HttpTransport.Settings(
            2, 4, Duration.ofSeconds(2), timeout, Duration.ofSeconds(30), 1_024);
    caller = new HttpCaller(vertx, policy, settings);
    return new HttpTransport(new Directory(), policy, caller);
  }

  private String base() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort();
  }

  private void receive(HttpExchange exchange) throws IOException {
    received = exchange.getRequestMethod() + " " + exchange.getRequestURI().toASCIIString();
    receivedHeaders = exchange.getRequestHeaders();
    receivedBody = exchange.getRequestBody().readAllBytes();
    if (received.endsWith("/hang")) {
      try {
        released.await();
      } catch (InterruptedException interrupted) {
        throw new IOException(interrupted);
      }
    }
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, reply.length == 0 ? -1 : reply.length);
    if (reply.length > 0) {
      exchange.getResponseBody().write(reply);
    }
    exchange.close();
  }

  private static OutboundMessage message(String type, Map<String, String> values, String suffix) {
    return new OutboundMessage(
        "payeefsp",
        type,
        values,
        suffix,
        "PUT",
        Headers.of(
            "FSPIOP-Source", "payerfsp", "content-type", "text/x", "x-twice", "1", "x-twice", "2"),
        BODY);
  }

  private RelayResult send(OutboundMessage message) {
    return transport.send(message).toCompletableFuture().join();
  }

  private RelayResult.Failed fail(OutboundMessage message) {
    return (RelayResult.Failed) send(message);
  }

  @Test
  void shouldFillTheTemplateAndSendBytesAndHeadersAsTheyAre() {
    RelayResult result =
        send(
            message(
                "PUT",
                Map.of("partyIdType", "EMAIL", "partyIdentifier", "+a/b?#ü%@x", "x", "1&2"),
                ""));

    assertThat(result).isEqualTo(new RelayResult.Delivered(202));
    assertThat(received).isEqualTo("PUT /parties/EMAIL/+a%2Fb%3F%23%C3%BC%25@x?x=1%262");
    assertThat(receivedBody).isEqualTo(BODY);
    assertThat(receivedHeaders.get("FSPIOP-Source")).containsExactly("payerfsp");
    assertThat(receivedHeaders.get("X-Twice")).containsExactly("1", "2");
    assertThat(receivedHeaders.containsKey("Accept-Encoding")).isFalse();
  }

  @Test
  void shouldAppendTheSuffixToABareBase() {
    send(message("BASE", Map.of(), "/quotes/1/error?a=b"));
    assertThat(received).isEqualTo("PUT /quotes/1/error?a=b");
  }

  @Test
  void shouldSayWhichEndpointIsMissing() {
    RelayResult.Failed type = fail(message("POST", Map.of(), ""));
    assertThat(type.error().errorCode()).isEqualTo("1001");
    assertThat(type.error().errorDescription())
        .isEqualTo("Destination communication error - No POST endpoint for DFSP payeefsp");

    endpoints.clear();
    assertThat(fail(message("POST", Map.of(), "")).error().errorDescription())
        .isEqualTo("Destination communication error - no endpoints found for fsp payeefsp");
    assertThat(fail(message("POST", Map.of(), "")).registered()).isTrue();
  }

  @Test
  void shouldSayThatANameIsNoParticipant() {
    RelayResult result =
        send(new OutboundMessage("nobody", "PUT", Map.of(), "", "PUT", Headers.empty(), BODY));

    assertThat(result)
        .isInstanceOfSatisfying(
            RelayResult.Failed.class,
            failed -> {
              assertThat(failed.registered()).isFalse();
              assertThat(failed.retryable()).isFalse();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "400,false,3000",
    "404,false,3000",
    "408,true,3000",
    "425,true,3000",
    "429,true,3000",
    "500,true,1001",
    "503,true,1001",
    "302,false,1001"
  })
  void shouldJudgeByStatusWhatIsWorthARetry(int answered, boolean retryable, String code) {
    status = answered;
    RelayResult.Failed failed = fail(message("BASE", Map.of(), "/x"));
    assertThat(failed.status()).isEqualTo(answered);
    assertThat(failed.retryable()).isEqualTo(retryable);
    assertThat(failed.error().errorCode()).isEqualTo(code);
    assertThat(received).as("redirects are not followed").isEqualTo("PUT /x");
  }

  @Test
  void shouldPassOnTheReceiversOwnError() {
    status = 400;
    reply =
        "{\"errorInformation\":{\"errorCode\":\"3204\",\"errorDescription\":\"Party not found - x\"}}"
            .getBytes(StandardCharsets.UTF_8);
    RelayResult.Failed failed = fail(message("BASE", Map.of(), "/x"));
    assertThat(failed.error().errorCode()).isEqualTo("3204");
    assertThat(failed.error().errorDescription()).isEqualTo("Party not found - x");
    assertThat(failed.told()).isTrue();

    reply = new byte[0];
    assertThat(fail(message("BASE", Map.of(), "/x")).told()).isFalse();
  }

  @Test
  void shouldNotReadMoreOfAnAnswerThanItsBound() {
    status = 400;
    reply = " ".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    assertThat(fail(message("BASE", Map.of(), "/x")).error().errorCode()).isEqualTo("3000");
  }

  @Test
  void shouldNotCallWhatThePolicyForbids() {
    endpoints.put("META", "http://169.254.169.254/{{id}}");
    RelayResult.Failed failed = fail(message("META", Map.of("id", "1"), ""));
    assertThat(failed.retryable()).isFalse();
    assertThat(failed.reason()).contains("metadata");
  }

  @Test
  void shouldJudgeTheAddressBehindAName() {
    caller.close();
    transport =
        transport(
            new AddressPolicy(List.of(), List.of("127.0.0.0/8", "::1/128")),
            Duration.ofSeconds(20));
    endpoints.put("NAME", "http://localhost:" + receiver.getAddress().getPort() + "/");
    RelayResult.Failed failed = fail(message("NAME", Map.of(), "x"));
    assertThat(failed.retryable()).isFalse();
    assertThat(received).isEmpty();
  }

  @Test
  void shouldRefuseValuesThatWouldChangeThePath() {
    Map<String, String> dots = Map.of("partyIdType", "MSISDN", "partyIdentifier", "..", "x", "1");
    assertThat(fail(message("PUT", dots, "")).retryable()).isFalse();
    assertThat(fail(message("PUT", Map.of(), "")).retryable()).isFalse();
    assertThat(received).isEmpty();
  }

  @Test
  void shouldReportAReceiverThatIsNotThere() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      endpoints.put("GONE", "http://127.0.0.1:" + free.getLocalPort());
    }
    RelayResult.Failed failed = fail(message("GONE", Map.of(), "/x"));
    assertThat(failed.status()).isZero();
    assertThat(failed.retryable()).isTrue();
    assertThat(failed.error().errorDescription())
        .isEqualTo("Destination communication error - payeefsp cannot be reached");
  }

  @Test
  void shouldGiveUpOnAReceiverThatDoesNotAnswer() {
    caller.close();
    transport = transport(AddressPolicy.open(), Duration.ofMillis(300));
    RelayResult.Failed failed = fail(message("BASE", Map.of(), "/hang"));
    assertThat(failed.status()).isZero();
    assertThat(failed.retryable()).isTrue();
  }

  @Test
  void shouldBoundWhatWaitsForOneParticipant() {
    List<CompletableFuture<RelayResult>> results = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      results.add(transport.send(message("BASE", Map.of(), "/hang")).toCompletableFuture());
    }
    CompletableFuture.anyOf(results.toArray(CompletableFuture[]::new)).join();
    released.countDown();
    long refused = results.stream().filter(r -> r.join() instanceof RelayResult.Failed).count();
    // Who waits while the first connections come about may be counted among the four.
    assertThat(refused).as("2 connections, 4 waiting").isBetween(14L, 16L);
  }

  @Test
  void shouldTryAgainWhenAKeptConnectionWasClosed() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (ServerSocket closing = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerOncePerConnection(closing, requests));
      endpoints.put("CLOSING", "http://127.0.0.1:" + closing.getLocalPort());
      assertThat(send(message("CLOSING", Map.of(), "/1")))
          .isEqualTo(new RelayResult.Delivered(200));
      assertThat(send(message("CLOSING", Map.of(), "/2")))
          .isEqualTo(new RelayResult.Delivered(200));
      assertThat(requests).hasValue(3);
    }
  }

  /**
   * Answers the first request of each connection and closes on the second, as if it had just timed
   * out.
   */
  private static void answerOncePerConnection(ServerSocket server, AtomicInteger requests) {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> answerOnce(socket, requests));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void answerOnce(Socket socket, AtomicInteger requests) {
    try (socket) {
      readRequest(socket.getInputStream());
      requests.incrementAndGet();
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      readRequest(socket.getInputStream());
      requests.incrementAndGet();
    } catch (IOException closed) {
      // the other side was first
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.append((char) next);
    }
    in.readNBytes(BODY.length);
  }
}
