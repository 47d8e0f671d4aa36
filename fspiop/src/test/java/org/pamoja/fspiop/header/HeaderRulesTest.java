package org.pamoja.fspiop.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.error.Extension;
import org.pamoja.fspiop.error.FspiopException;

class HeaderRulesTest {
  private static final String TYPE = "application/vnd.interoperability.transfers+json";
  private static final Headers GOOD =
      Headers.of(
          "Accept", TYPE + ";version=2",
          "Content-Type", TYPE + ";version=2.0",
          "Date", "Tue, 23 Jul 2024 02:05:53 GMT",
          "FSPIOP-Source", "payerfsp",
          "FSPIOP-Destination", "payeefsp");
  private static final List<Extension> VERSIONS =
      List.of(new Extension("1", "0"), new Extension("1", "1"), new Extension("2", "0"));

  private final HeaderRules rules = new HeaderRules();

  private FspiopException refusal(String method, String resource, Headers headers) {
    return catchThrowableOfType(
        FspiopException.class, () -> rules.check(method, resource, headers, OptionalLong.of(100)));
  }

  private void shouldRefuse(String method, Headers headers, int status, String described) {
    shouldRefuse(refusal(method, "transfers", headers), status, described);
  }

  private static void shouldRefuse(FspiopException refusal, int status, String described) {
    assertThat(refusal).as(described).isNotNull();
    assertThat(refusal.information().errorDescription()).isEqualTo(described);
    assertThat(refusal.httpStatus()).isEqualTo(status);
  }

  private void shouldPass(String method, String resource, Headers headers) {
    assertThatNoException()
        .isThrownBy(() -> rules.check(method, resource, headers, OptionalLong.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
  void shouldPassGoodHeadersOnEveryMethod(String method) {
    shouldPass(method, "transfers", GOOD);
  }

  @Test
  void shouldRequireAcceptOnlyOfRequests() {
    Headers none = GOOD.without("accept");
    for (String method : List.of("GET", "POST", "DELETE")) {
      shouldRefuse(method, none, 400, "Missing mandatory element - Accept is required");
      shouldRefuse(
          method, GOOD.with("accept", ""), 400, "Missing mandatory element - Accept is required");
    }
    shouldPass("PUT", "transfers", none);
    shouldPass("PATCH", "transfers", none);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"quotes", "bulkQuotes", "fxQuotes", "transactionRequests", "authorizations"})
  void shouldNameAMissingAcceptAsTheSchemasOfQuotingAndRequestToPayDo(String resource) {
    Headers none = GOOD.without("accept");
    String type = "application/vnd.interoperability." + resource + "+json;version=1.1";
    for (String method : List.of("POST", "DELETE")) {
      shouldRefuse(
          refusal(method, resource, none),
          400,
          "Missing mandatory element - /header must have required property 'accept'");
    }
    shouldRefuse(
        refusal("GET", resource, none), 400, "Missing mandatory element - Accept is required");
    shouldPass("PUT", resource, none.with("content-type", type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/json",
        "application/vnd.interoperability.quotes+json;version=2",
        "application/vnd.interoperability.transfers+json;version=",
        "application/vnd.interoperability.transfers+json;version=1.",
        "application/vnd.interoperability.transfers+json  ;version=1",
        "application/vnd.interoperability.transfers+json;version=1 ",
        "application/vnd.interoperability.transfers+json;version=1,",
        "application/vnd.interoperability.transfers+json;version=1, "
            + "application/vnd.interoperability.transfers+json;version=2",
        "application/vnd.interoperability.transfers+json;version=1.0.0",
        "application/vnd.interoperability.iso20022.transfers+json;version=2",
        "Application/vnd.interoperability.transfers+json;version=2",
        "application/vnd.interoperability.transfers+xml;version=2",
        "application/vnd.interoperability.+json;version=2"
      })
  void shouldRefuseMalformedAccept(String accept) {
    shouldRefuse(
        "PUT", GOOD.with("accept", accept), 400, "Malformed syntax - Invalid accept header");
  }

  @ParameterizedTest
  @ValueSource(strings = {";version=9.9", ";version=3", "", ";version=02", ";version=99999999999"})
  void shouldRefuseUnsupportedAcceptVersionAndListTheSupported(String version) {
    FspiopException refusal = refusal("GET", "transfers", GOOD.with("accept", TYPE + version));
    shouldRefuse(
        refusal,
        406,
        "Unacceptable version requested - The Client requested an unsupported version, see"
            + " extension list for supported version(s).");
    assertThat(refusal.information().extensions()).isEqualTo(VERSIONS);
  }

  @ParameterizedTest
  @ValueSource(strings = {";version=1", "; version=1.1", " ; version=2.0", " ;version=2"})
  void shouldAcceptEverySupportedVersion(String version) {
    shouldPass("POST", "transfers", GOOD.with("accept", TYPE + version));
    shouldPass("POST", "transfers", GOOD.with("accept", TYPE + ";version=9," + TYPE + version));
  }

  @Test
  void shouldJudgeDate() {
    String missing = "Missing mandatory element - Missing required date header";
    shouldRefuse("PUT", GOOD.without("date"), 400, missing);
    shouldRefuse(
        "PUT",
        GOOD.with("date", "2024-07-23T02:05:53.000Z"),
        400,
        "Malformed syntax - Invalid date header");
  }

  @Test
  void shouldRefuseTooLargeBodies() {
    FspiopException refusal =
        catchThrowableOfType(
            FspiopException.class,
            () -> rules.check("POST", "transfers", GOOD, OptionalLong.of(5_242_881)));
    shouldRefuse(refusal, 400, "Too large payload - Payload size is too large");
    assertThatNoException()
        .isThrownBy(() -> rules.check("POST", "transfers", GOOD, OptionalLong.of(5_242_880)));
  }

  @Test
  void shouldRequireContentTypeOnEveryMethod() {
    for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
      shouldRefuse(
          method,
          GOOD.without("content-type"),
          400,
          "Missing mandatory element - Content-type is required");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/xml",
        "application/vnd.interoperability.transfers+json",
        "application/vnd.interoperability.transfers+json;version=2",
        "application/vnd.interoperability.transfers+json;version=2.0;charset=utf-8",
        "application/vnd.interoperability.quotes+json;version=2.0",
        "application/vnd.interoperability.iso20022.transfers+json;version=2.0",
        "application/vnd.interoperability.transfers+xml;version=2.0",
        "application/vnd.interoperability.transfers+json;version=2.0,"
            + "application/vnd.interoperability.transfers+json;version=1.0"
      })
  void shouldRefuseMalformedContentType(String type) {
    shouldRefuse(
        "POST",
        GOOD.with("content-type", type),
        400,
        "Malformed syntax - Invalid content-type header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.9", "1.2", "2.1", "02.0"})
  void shouldRefuseUnsupportedContentVersion(String version) {
    FspiopException refusal =
        refusal("PUT", "transfers", GOOD.with("content-type", TYPE + ";version=" + version));
    shouldRefuse(
        refusal,
        406,
        "Unacceptable version requested - Client supplied a protocol version which is not supported"
            + " by the server");
    assertThat(refusal.information().extensions()).isEqualTo(VERSIONS);
  }

  @Test
  void shouldReportTheFirstFaultInOrder() {
    Headers bad = Headers.of("content-type", "x", "date", "x", "accept", "x");
    shouldRefuse("GET", bad, 400, "Malformed syntax - Invalid accept header");
    shouldRefuse("PUT", bad.without("accept"), 400, "Malformed syntax - Invalid date header");
    Headers dated = bad.without("accept").with("date", GOOD.first("date").orElseThrow());
    shouldRefuse("PUT", dated, 400, "Malformed syntax - Invalid content-type header");
  }

  @ParameterizedTest
  @CsvSource({
    "Accept,accept",
    "DATE,date",
    "fspiop-source,fspiop-source",
    "Content-type,content-type"
  })
  void shouldRefuseDuplicatedHeaders(String spelled, String told) {
    Headers twice = Headers.of(spelled, GOOD.first(told).orElseThrow());
    List<Headers.Header> lines =
        Stream.of(GOOD, twice).flatMap(h -> StreamSupport.stream(h.spliterator(), false)).toList();
    shouldRefuse(
        "POST", Headers.of(lines), 400, "Malformed syntax - Duplicated " + told + " header");
  }

  @Test
  void shouldSpeakOlderVersionsForTransactionRequests() {
    String type = "application/vnd.interoperability.transactionRequests+json;version=";
    Headers headers = GOOD.with("accept", type + "1").with("content-type", type + "1.1");
    shouldPass("POST", "transactionRequests", headers);
    FspiopException refusal =
        refusal("POST", "transactionRequests", headers.with("content-type", type + "2.0"));
    assertThat(refusal.httpStatus()).isEqualTo(406);
    assertThat(refusal.information().extensions())
        .containsExactly(new Extension("1", "0"), new Extension("1", "1"));
  }

  @Test
  void shouldNameForeignMediaForTransactionRequestsOnly() {
    Headers headers = GOOD.without("accept");
    for (String resource : List.of("transactionRequests", "authorizations")) {
      shouldRefuse(
          refusal("PUT", resource, headers.with("content-type", "application/xml")),
          400,
          "Malformed syntax - Unsupported Media Type");
      shouldRefuse(
          refusal("PUT", resource, headers.with("content-type", "application/json")),
          400,
          "Malformed syntax - Invalid content-type header");
    }
  }

  @Test
  void shouldRefuseOnlyDuplicatesOfWhatIsNoResourceOfTheApi() {
    shouldPass("GET", "missed", Headers.empty());
    Headers twice =
        Headers.of(
            List.of(
                new Headers.Header("x-client-id", "a"), new Headers.Header("X-Client-Id", "b")));
    shouldRefuse(
        refusal("GET", "missed", twice), 400, "Malformed syntax - Duplicated x-client-id header");
  }

  @Test
  void shouldSpeakOnlyItsOwnForm() {
    HeaderRules iso = new HeaderRules(VersionPolicy.defaults(), ApiForm.ISO20022);
    String type = "application/vnd.interoperability.iso20022.transfers+json;version=2";
    Headers headers = GOOD.with("accept", type).with("content-type", type + ".0");
    assertThatNoException()
        .isThrownBy(() -> iso.check("POST", "transfers", headers, OptionalLong.empty()));
    FspiopException refusal =
        catchThrowableOfType(
            FspiopException.class,
            () -> iso.check("POST", "transfers", GOOD, OptionalLong.empty()));
    shouldRefuse(refusal, 400, "Malformed syntax - Invalid accept header");
  }

  @Test
  void shouldRequireSourceAndDestination() {
    assertThat(rules.requireSource(GOOD)).isEqualTo("payerfsp");
    assertThat(rules.requireDestination(GOOD)).isEqualTo("payeefsp");
    shouldRefuse(
        sourceRefusal(GOOD.without("fspiop-source")),
        400,
        "Missing mandatory element - /header must have required property 'fspiop-source'");
    shouldRefuse(
        sourceRefusal(GOOD.with("fspiop-source", "")),
        400,
        "Generic validation error - /header/fspiop-source must NOT have fewer than 1 characters");
    shouldRefuse(
        sourceRefusal(GOOD.with("fspiop-source", "x".repeat(33))),
        400,
        "Generic validation error - /header/fspiop-source must NOT have more than 32 characters");
    shouldRefuse(
        catchThrowableOfType(
            FspiopException.class,
            () -> rules.requireDestination(GOOD.without("fspiop-destination"))),
        400,
        "Missing mandatory element - /header must have required property 'fspiop-destination'");
  }

  private FspiopException sourceRefusal(Headers headers) {
    return catchThrowableOfType(FspiopException.class, () -> rules.requireSource(headers));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "payerfsp,-,-",
        "-,-,-",
        "proxy1,proxy1,-",
        "other,-,Invalid fspiop-source header",
        "payerfsp,proxy1,Invalid fspiop-proxy header",
        "payerfsp,payerfsp,Invalid fspiop-proxy header"
      })
  void shouldBelieveTheGatewayAboutTheClient(String client, String proxy, String fault) {
    Headers headers = client == null ? GOOD : GOOD.with("x-client-id", client);
    Headers sent = proxy == null ? headers : headers.with("fspiop-proxy", proxy);
    FspiopException refusal =
        catchThrowableOfType(FspiopException.class, () -> rules.checkClientId(sent, true));
    if (fault == null) {
      assertThat(refusal).isNull();
    } else {
      shouldRefuse(refusal, 400, "Generic validation error - " + fault);
    }
    assertThatNoException().isThrownBy(() -> rules.checkClientId(sent, false));
  }
}
