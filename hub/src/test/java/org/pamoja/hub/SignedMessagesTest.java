package org.pamoja.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.jws.JwsSigner;
import org.pamoja.fspiop.jws.JwsVerifier;
import org.pamoja.fspiop.jws.PemKeys;
import org.pamoja.hub.SignedNode.Answer;
import org.pamoja.hub.security.HubSigner;
import org.pamoja.hub.signatures.TestKeys;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.ThrowawayPostgres;

/** Two whole nodes on one database that check signatures (security §2), over real HTTP. */
@Timeout(120)
class SignedMessagesTest {
  private static final KeyPair RSA = TestKeys.pair("RSA", 2048);
  private static final KeyPair EC = TestKeys.pair("EC", 256);
  private static final String KEYS = "/participants/payerfsp/keys";
  private static final String BAD = "400 3105 Invalid signature - ";
  private static final String UNFIT = BAD + "the signature does not fit the message";
  private static final JdbcTarget DATABASE = ThrowawayPostgres.createDatabase();

  @TempDir private static Path folder;
  private static SignedNode one;
  private static SignedNode two;

  @BeforeAll
  static void start() {
    one = new SignedNode(DATABASE, folder, "one", Map.of()).provisioned();
    two =
        new SignedNode(
            DATABASE, folder, "two", Map.of("jws.validateParties", "true", "jws.exempt", ""));
    addKey(one, RSA, "");
    addKey(one, EC, "");
  }

  @AfterAll
  static void stop() {
    two.close();
    one.close();
  }

  private static String addKey(SignedNode node, KeyPair pair, String more) {
    Answer added = node.admin("POST", KEYS, TestKeys.registration(pair, more));
    assertThat(added.status()).as(added.toString()).isEqualTo(201);
    return added.json().get("keyId").stringValue();
  }

  private static Headers transfer() {
    return SignedNode.headers("POST", "/transfers");
  }

  private static Answer post(SignedNode node, Headers headers, byte[] body) {
    return node.fspiop("POST", "/transfers", headers, body);
  }

  private static Answer postSigned(SignedNode node, KeyPair pair) {
    byte[] body = SignedNode.prepare();
    return post(node, new JwsSigner(pair.getPrivate()).signed(transfer(), body), body);
  }

  private static String protectedText(Headers headers, String algorithm) {
    return """
        {"alg":"%s","FSPIOP-URI":"/transfers","FSPIOP-HTTP-Method":"POST","FSPIOP-Source":"payerfsp",\
        "FSPIOP-Destination":"payeefsp","Date":"%s"}"""
        .formatted(algorithm, headers.first("date").orElseThrow());
  }

  @Test
  void shouldAcceptBothAlgorithms() {
    assertThat(postSigned(one, RSA)).hasToString("202");
    assertThat(postSigned(one, EC)).hasToString("202");
    assertThat(postSigned(two, RSA)).hasToString("202");
  }

  @Test
  void shouldAcceptSignersOfTheSortedReserialisation() throws Exception {
    byte[] body = SignedNode.prepare();
    byte[] sorted = Json.canonical(Json.parse(body));
    assertThat(sorted).isNotEqualTo(body);
    Headers signed = new JwsSigner(RSA.getPrivate()).signed(transfer(), sorted);
    assertThat(post(one, signed, body)).as("sent as it was").hasToString("202");
    byte[] next = Json.canonical(Json.parse(SignedNode.prepare()));
    signed = new JwsSigner(RSA.getPrivate()).signed(transfer(), next);
    assertThat(post(one, signed, next)).as("sent sorted").hasToString("202");
  }

  @Test
  void shouldAcceptTheTestVectorAndJudgeTheSignatureBeforeTheSchema() {
    one.admin("POST", KEYS, TestKeys.registration(TestKeys.RFC7515_PEM, ""));
    String body =
        "{\"amount\":{\"amount\":\"1\",\"currency\":\"USD\"},"
            + "\"transferId\":\"a8323bc6-c228-4df2-ae82-e5a997baf899\",\"transferState\":\"ABORTED\"}";
    String vector =
        "{\"signature\":\"DQkcRsajZMO8nYvIoI9TK8nQBwd61JDpnaPW4enN3iRsvY2vnXbZfYWujkcYL-wCs3BS3YtH0Yc"
            + "IfmcXuTYCQSqNUtMNkXZfqvMZqQJODrhzZqKsLap1YE6GiG-nmQL9AmxS7FwbXee4iuK97d21VWQhUGEukJ4XC"
            + "tDIekJW2kyoEk2GX-pDgSV4fNbcLDTJGmpb6NZh1FiLfHGywBJ_gxDIiNT0viQmiCGHUHV0WHsUOphBBO5HpQA"
            + "tHovZzdFtKGRv36NwUb8Vc3QLwrNMnMN8WIALD_6vE4yZFUUqkZ8-QDdrab6LBD3Q_apLdw4zxgYBjy9GPNhpb"
            + "K5rdx9CMg\",\"protectedHeader\":\"eyJhbGciOiJSUzI1NiIsIkZTUElPUC1VUkkiOiIvdHJhbnNmZXJz"
            + "IiwiRlNQSU9QLUhUVFAtTWV0aG9kIjoiUE9TVCIsIkZTUElPUC1Tb3VyY2UiOiJwYXllcmZzcCIsIkZTUElPUC"
            + "1EZXN0aW5hdGlvbiI6InBheWVlZnNwIiwiRGF0ZSI6IlR1ZSwgMDEgSmFuIDIwMzAgMDA6MDA6MDAgR01UIn0\"}";
    Headers headers =
        transfer().with("Date", "Tue, 01 Jan 2030 00:00:00 GMT").with("FSPIOP-Signature", vector);
    assertThat(post(one, headers, body.getBytes(UTF_8)))
        .as("signed well, but no prepare")
        .asString()
        .startsWith("400 310")
        .doesNotContain("signature");
    assertThat(post(one, headers, body.replace("\"1\"", "\"2\"").getBytes(UTF_8)))
        .hasToString(UNFIT);
  }

  @Test
  void shouldJudgeHeadersBeforeTheSignature() {
    Headers headers = transfer().without("date").with("FSPIOP-Signature", "x");
    assertThat(post(one, headers, SignedNode.prepare()))
        .hasToString("400 3102 Missing mandatory element - Missing required date header");
  }

  @Test
  void shouldRefuseWhatWasNotSignedAsItIs() {
    byte[] body = SignedNode.prepare();
    Headers signed = new JwsSigner(RSA.getPrivate()).signed(transfer(), body);
    byte[] altered = new String(body, UTF_8).replace("\"10\"", "\"100\"").getBytes(UTF_8);
    assertThat(post(one, signed, altered)).hasToString(UNFIT);
    String differs = BAD + "protected %s differs from the header";
    assertThat(post(one, signed.with("fspiop-uri", "/quotes"), body))
        .hasToString(differs.formatted("FSPIOP-URI"));
    assertThat(post(one, signed.with("fspiop-http-method", "PUT"), body))
        .hasToString(differs.formatted("FSPIOP-HTTP-Method"));
    assertThat(post(one, signed.with("date", "Tue, 01 Jan 2030 00:00:00 GMT"), body))
        .hasToString(differs.formatted("Date"));
    assertThat(post(one, signed.with("fspiop-destination", "otherfsp"), body))
        .hasToString(differs.formatted("FSPIOP-Destination"));
    assertThat(post(one, signed.without("fspiop-destination"), body))
        .hasToString(differs.formatted("FSPIOP-Destination"));
    assertThat(post(one, signed.with("fspiop-source", "payeefsp"), body))
        .hasToString(BAD + "no public key of payeefsp");
  }

  /**
   * Security §2.3 compares headers only; a message that was signed for elsewhere is refused too.
   */
  @Test
  void shouldRefuseASignedMessageThatIsSentToAnotherResourceOrByAnotherMethod() {
    byte[] error =
        "{\"errorInformation\":{\"errorCode\":\"5100\",\"errorDescription\":\"x\"}}"
            .getBytes(UTF_8);
    String signedFor = "/transfers/a8323bc6-c228-4df2-ae82-e5a997baf899/error";
    String elsewhere = "/transfers/11111111-c228-4df2-ae82-e5a997baf899/error";
    Headers put = SignedNode.headers("PUT", signedFor).without("accept");
    Headers signed = new JwsSigner(RSA.getPrivate()).signed(put, error);
    assertThat(one.fspiop("PUT", signedFor, signed, error)).hasToString("200");
    assertThat(one.fspiop("PUT", elsewhere, signed, error))
        .hasToString(BAD + "signed FSPIOP-URI is not the request's");
    Headers wrongMethod =
        new JwsSigner(RSA.getPrivate()).signed(put.with("fspiop-http-method", "POST"), error);
    assertThat(one.fspiop("PUT", signedFor, wrongMethod, error))
        .hasToString(BAD + "signed FSPIOP-HTTP-Method is not the request's");
  }

  /** Security §2.1: signers take the URI from the resource on, but not all do. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/transfers",
        "/transfers/",
        "/%74ransfers",
        "/fsp/1.0/transfers",
        "//switch.example:8443/transfers",
        "https://switch.example/fsp/1.0/transfers?x=y",
        "https://quotes/transfers"
      })
  void shouldAcceptTheFormsInWhichSignersWriteTheUri(String uri) {
    byte[] body = SignedNode.prepare();
    Headers headers = transfer().with("fspiop-uri", uri);
    assertThat(post(one, new JwsSigner(RSA.getPrivate()).signed(headers, body), body))
        .hasToString("202");
  }

  @Test
  void shouldRefuseMissingPieces() {
    byte[] body = SignedNode.prepare();
    Headers signed = new JwsSigner(RSA.getPrivate()).signed(transfer(), body);
    for (String name : List.of("fspiop-uri", "fspiop-http-method", "fspiop-signature")) {
      assertThat(post(one, signed.without(name), body))
          .hasToString(BAD + "the header " + name + " is missing");
    }
    assertThat(post(one, signed.without("fspiop-source"), body))
        .hasToString(BAD + "the header fspiop-source is missing");
    assertThat(post(one, signed.with("fspiop-signature", "{}"), body))
        .hasToString(BAD + "protectedHeader is missing");
    assertThat(post(one, signed.with("fspiop-signature", "signature"), body))
        .hasToString(BAD + "fspiop-signature is not a JSON object");
  }

  @Test
  void shouldRefuseOtherKeysAndOtherAlgorithms() {
    byte[] body = SignedNode.prepare();
    Headers headers = transfer();
    assertThat(postSigned(one, TestKeys.pair("RSA", 2048))).hasToString(UNFIT);
    assertThat(postSigned(one, TestKeys.pair("EC", 256))).hasToString(UNFIT);
    String none = TestKeys.header(protectedText(headers, "none"), new byte[0]);
    assertThat(post(one, headers.with("fspiop-signature", none), body))
        .asString()
        .startsWith(BAD + "alg must be ");
    String pem = one.admin("GET", KEYS, "").json().get(0).get("publicKey").stringValue();
    String hmac = TestKeys.hmac(pem, protectedText(headers, "HS256"), body);
    assertThat(post(one, headers.with("fspiop-signature", hmac), body))
        .asString()
        .startsWith(BAD + "alg must be ");
    String swapped = TestKeys.rsa(RSA.getPrivate(), protectedText(headers, "ES256"), body);
    assertThat(post(one, headers.with("fspiop-signature", swapped), body)).hasToString(UNFIT);
    String right = TestKeys.rsa(RSA.getPrivate(), protectedText(headers, "RS256"), body);
    assertThat(post(one, headers.with("fspiop-signature", right), body)).hasToString("202");
  }

  @Test
  void shouldLetAParticipantChangeItsKeyWithoutAGap() throws Exception {
    KeyPair old = TestKeys.pair("RSA", 2048);
    KeyPair fresh = TestKeys.pair("RSA", 2048);
    String oldId = addKey(one, old, "");
    addKey(one, fresh, "");
    assertThat(postSigned(one, old)).hasToString("202");
    assertThat(postSigned(one, fresh)).hasToString("202");

    assertThat(one.admin("DELETE", KEYS + "/" + oldId, "").status()).isEqualTo(204);
    assertThat(postSigned(one, old)).as("revoked, at once").hasToString(UNFIT);
    assertThat(postSigned(one, fresh)).hasToString("202");

    Instant soon = Instant.now().plusSeconds(3_600);
    KeyPair later = TestKeys.pair("EC", 256);
    addKey(one, later, ",'validFrom':'" + soon + "'");
    assertThat(postSigned(one, later)).as("not yet valid").hasToString(UNFIT);
    KeyPair brief = TestKeys.pair("EC", 256);
    addKey(one, brief, ",'validUntil':'" + Instant.now().plusMillis(300) + "'");
    Thread.sleep(400);
    assertThat(postSigned(one, brief)).as("expired").hasToString(UNFIT);
  }

  @Test
  void shouldUseAKeyOfAnotherNodeAtOnceAndForgetItSoon() throws Exception {
    KeyPair pair = TestKeys.pair("RSA", 2048);
    String id = addKey(one, pair, "");
    assertThat(postSigned(two, pair)).as("on the other node, at once").hasToString("202");

    one.admin("DELETE", KEYS + "/" + id, "");
    Instant deadline = Instant.now().plusSeconds(30);
    Answer answer = postSigned(two, pair);
    while (answer.status() == 202 && Instant.now().isBefore(deadline)) {
      Thread.sleep(100);
      answer = postSigned(two, pair);
    }
    assertThat(answer).hasToString(UNFIT);
  }

  @Test
  void shouldVerifyLargeBodies() {
    String filler = "[" + "\"0123456789\",".repeat(10_000) + "1]";
    byte[] body =
        new String(SignedNode.prepare(), UTF_8)
            .replaceFirst("\\}$", ",\"unknown\":" + filler + "}")
            .getBytes(UTF_8);
    Headers signed = new JwsSigner(RSA.getPrivate()).signed(transfer(), body);
    Answer judged = post(one, signed, body);
    assertThat(judged).as("signed well").asString().doesNotContain("signature");
    body[body.length - 3] = '2';
    assertThat(post(one, signed, body)).hasToString(UNFIT);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/transfers/a8323bc6-c228-4df2-ae82-e5a997baf899",
    "GET,/parties/MSISDN/27710203999",
    "DELETE,/participants/MSISDN/27710203999"
  })
  void shouldAskNoSignatureOfMessagesWithoutABody(String method, String path) {
    Headers headers =
        SignedNode.headers(method, path).without("fspiop-uri").without("fspiop-http-method");
    assertThat(one.fspiop(method, path, headers, new byte[0])).hasToString("202");
  }

  /** Security §2.4: every message with a body, before anything in the body is looked at. */
  @ParameterizedTest
  @CsvSource({
    "POST,/participants",
    "POST,/participants/MSISDN/27710203999",
    "POST,/participants/MSISDN/27710203999/sub",
    "PUT,/participants/MSISDN/27710203999",
    "PUT,/participants/MSISDN/27710203999/error",
    "PUT,/participants/a8323bc6-c228-4df2-ae82-e5a997baf899",
    "PUT,/parties/MSISDN/27710203999",
    "PUT,/parties/MSISDN/27710203999/sub/error",
    "POST,/quotes",
    "PUT,/quotes/a8323bc6-c228-4df2-ae82-e5a997baf899",
    "PUT,/quotes/a8323bc6-c228-4df2-ae82-e5a997baf899/error",
    "POST,/bulkQuotes",
    "PUT,/bulkQuotes/a8323bc6-c228-4df2-ae82-e5a997baf899",
    "POST,/transfers",
    "PUT,/transfers/a8323bc6-c228-4df2-ae82-e5a997baf899",
    "PUT,/transfers/a8323bc6-c228-4df2-ae82-e5a997baf899/error",
    "PATCH,/transfers/a8323bc6-c228-4df2-ae82-e5a997baf899",
    "POST,/transactionRequests",
    "PUT,/transactionRequests/a8323bc6-c228-4df2-ae82-e5a997baf899",
    "PUT,/authorizations/a8323bc6-c228-4df2-ae82-e5a997baf899",
    "PUT,/authorizations/a8323bc6-c228-4df2-ae82-e5a997baf899/error"
  })
  void shouldVerifyEveryKindOfMessageWithABody(String method, String path) {
    byte[] body = "{\"a\": 1}".getBytes(UTF_8);
    byte[] altered = "{\"a\": 2}".getBytes(UTF_8);
    Headers headers = SignedNode.headers(method, path);
    if (!method.equals("POST")) {
      headers = headers.without("accept");
    }
    Headers signed = new JwsSigner(RSA.getPrivate()).signed(headers, body);
    assertThat(two.fspiop(method, path, signed, body)).asString().doesNotContain(" 3105 ");
    assertThat(two.fspiop(method, path, signed, altered)).hasToString(UNFIT);
    assertThat(two.fspiop(method, path, headers, body))
        .hasToString(BAD + "the header fspiop-signature is missing");
  }

  @Test
  void shouldNotTakeAnEmptyBodyForASignedOne() {
    assertThat(post(one, transfer(), new byte[0])).asString().startsWith("400 3102");
  }

  @Test
  void shouldTreatPutPartiesAndExemptResourcesByTheirSettings() {
    byte[] error =
        "{\"errorInformation\":{\"errorCode\":\"3204\",\"errorDescription\":\"x\"}}"
            .getBytes(UTF_8);
    String path = "/parties/MSISDN/27710203999/error";
    Headers put = SignedNode.headers("PUT", path).without("accept");
    assertThat(one.fspiop("PUT", path, put, error)).hasToString("200");
    assertThat(two.fspiop("PUT", path, put, error))
        .hasToString(BAD + "the header fspiop-signature is missing");
    Headers signed = new JwsSigner(EC.getPrivate()).signed(put, error);
    assertThat(two.fspiop("PUT", path, signed, error)).hasToString("200");
    assertThat(one.fspiop("PUT", path, signed.with("fspiop-uri", "/x"), error))
        .as("not asked for, but there")
        .hasToString(BAD + "protected FSPIOP-URI differs from the header");

    String requests = "/transactionRequests/a8323bc6-c228-4df2-ae82-e5a997baf899/error";
    Headers exempt = SignedNode.headers("PUT", requests).without("accept");
    assertThat(one.fspiop("PUT", requests, exempt, error)).asString().doesNotContain("3105");
    assertThat(two.fspiop("PUT", requests, exempt, error))
        .hasToString(BAD + "the header fspiop-signature is missing");
  }

  @Test
  void shouldLetUnsignedMessagesThroughWhereTheyAreAccepted() {
    try (SignedNode lenient =
        new SignedNode(DATABASE, folder, "lenient", Map.of("jws.unsigned", "accept"))) {
      byte[] body = SignedNode.prepare();
      assertThat(post(lenient, transfer(), body)).hasToString("202");
      Headers signed = new JwsSigner(RSA.getPrivate()).signed(transfer(), SignedNode.prepare());
      assertThat(post(lenient, signed, body)).hasToString(UNFIT);
    }
  }

  @Test
  void shouldGiveTheKeyOfItsOwnSignatures() {
    Answer keys = one.admin("GET", "/hub/keys", "");
    assertThat(keys.status()).isEqualTo(200);
    assertThat(keys.json().get(0).get("algorithm").stringValue()).isEqualTo("RS256");
    PublicKey key = PemKeys.publicKey(keys.json().get(0).get("publicKey").stringValue());
    PublicKey own = HubSigner.open(folder.resolve("keys/hub-jws.pem")).publicKey();
    assertThat(key).isEqualTo(own);
    assertThat(two.admin("GET", "/hub/keys", "").body()).isEqualTo(keys.body());
  }

  @Test
  void shouldAuditRefusalsOnceHoweverManyCome() throws Exception {
    byte[] body = SignedNode.prepare();
    String source = "floodfsp";
    one.admin("POST", "/participants", "{'name':'" + source + "','currency':'USD'}");
    one.admin("POST", "/participants/" + source + "/keys", TestKeys.registration(RSA, ""));
    Headers forged =
        new JwsSigner(TestKeys.pair("EC", 256).getPrivate())
            .signed(transfer().with("fspiop-source", source), body);
    for (int i = 0; i < 20; i++) {
      assertThat(post(one, forged, body)).hasToString(BAD + "alg must be RS256");
    }
    List<String> entries = audited(source);
    for (int i = 0; i < 100 && entries.isEmpty(); i++) {
      Thread.sleep(50);
      entries = audited(source);
    }
    assertThat(entries).hasSize(1);
    assertThat(entries.getFirst())
        .contains("ANONYMOUS", "alg must be RS256", "\"path\":\"/transfers\"");
  }

  private static List<String> audited(String target) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(DATABASE.url(), DATABASE.user(), DATABASE.password());
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT principal_kind || ' ' || details FROM audit_entry"
                        + " WHERE action = 'signature.refused' AND target = '"
                        + target
                        + "'")) {
      List<String> entries = new ArrayList<>();
      while (rows.next()) {
        entries.add(rows.getString(1));
      }
      return entries;
    }
  }

  @Test
  void shouldVerifyWhatTheHubItselfSigns() throws Exception {
    byte[] body = "{\"a\":1}".getBytes(UTF_8);
    Headers headers = SignedNode.headers("PUT", "/transfers/1/error").with("fspiop-source", "Hub");
    Headers signed = HubSigner.open(folder.resolve("keys/hub-jws.pem")).sign(headers, body);
    String pem = one.admin("GET", "/hub/keys", "").json().get(0).get("publicKey").stringValue();
    assertThatNoException()
        .isThrownBy(
            () ->
                new JwsVerifier(_ -> Optional.of(PemKeys.publicKey(pem)))
                    .verify(signed, body, Json.parse(body)));
  }
}
