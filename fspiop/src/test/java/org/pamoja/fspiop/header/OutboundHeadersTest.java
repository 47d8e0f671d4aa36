package org.pamoja.fspiop.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pamoja.fspiop.header.OutboundHeaders.Target;

class OutboundHeadersTest {
  private static final String TYPE = "application/vnd.interoperability.transfers+json; version=1.1";
  private static final Headers INCOMING =
      Headers.of(
          "Host", "hub:4000",
          "Accept", "a",
          "Content-Type", TYPE,
          "Content-Length", "5",
          "Date", "Tue, 23 Jul 2024 02:05:53 GMT",
          "FSPIOP-Source", "payerfsp",
          "FSPIOP-Signature", "{}",
          "fspiop-http-method", "GET",
          "FSPIOP-Proxy", "p",
          "Connection", "keep-alive, X-Hop, date",
          "X-Hop", "1",
          "Transfer-Encoding", "chunked",
          "Authorization", "Bearer token",
          "x-client-id", "payerfsp",
          "traceparent", "t",
          "X-Other", "kept");
  private static final Target PUT = new Target("PUT", "payeefsp", "/transfers/1");
  private static final Target POST = new Target("POST", "payeefsp", "/transfers");

  @Test
  void shouldRelayAllButTheConnectionsOwn() {
    assertThat(OutboundHeaders.relayed(INCOMING, POST))
        .isEqualTo(
            Headers.of(
                "Accept", "a",
                "Content-Type", TYPE,
                "Date", "Tue, 23 Jul 2024 02:05:53 GMT",
                "FSPIOP-Source", "payerfsp",
                "FSPIOP-Signature", "{}",
                "fspiop-http-method", "POST",
                "FSPIOP-Proxy", "p",
                "traceparent", "t",
                "X-Other", "kept",
                "fspiop-destination", "payeefsp",
                "fspiop-uri", "/transfers"));
  }

  @Test
  void shouldRemoveAcceptOnPutOnly() {
    assertThat(OutboundHeaders.relayed(INCOMING, PUT).first("accept")).isEmpty();
    Target patch = new Target("PATCH", "payeefsp", "/transfers/1");
    assertThat(OutboundHeaders.relayed(INCOMING, patch).first("accept")).contains("a");
  }

  @Test
  void shouldLetOnlyTheQuotingListOut() {
    Target target = new Target("POST", "payeefsp", "/quotes");
    assertThat(OutboundHeaders.relayedQuote(INCOMING.with("FSPIOP-URI", ""), target))
        .isEqualTo(
            Headers.of(
                "Accept", "a",
                "Content-Type", TYPE,
                "Date", "Tue, 23 Jul 2024 02:05:53 GMT",
                "FSPIOP-Source", "payerfsp",
                "FSPIOP-Destination", "payeefsp",
                "FSPIOP-HTTP-Method", "GET",
                "FSPIOP-Signature", "{}",
                "traceparent", "t"));
    assertThat(OutboundHeaders.relayedQuote(INCOMING, PUT).first("accept")).isEmpty();
  }

  @Test
  void shouldMakeTheHubsOwnHeaders() {
    MediaType type =
        new MediaType("transfers", VersionPolicy.defaults().get("transfers").outbound());
    Instant now = Instant.parse("2030-01-01T00:00:00.123Z");
    Headers callback =
        Headers.of(
            "content-type", "application/vnd.interoperability.transfers+json;version=2.0",
            "date", "Tue, 01 Jan 2030 00:00:00 GMT",
            "fspiop-source", "Hub",
            "fspiop-destination", "payeefsp",
            "fspiop-http-method", "PUT",
            "fspiop-uri", "/transfers/1");
    assertThat(OutboundHeaders.hubMade("Hub", type, PUT, now)).isEqualTo(callback);
    assertThat(OutboundHeaders.hubMade("Hub", type, POST, now).first("accept"))
        .contains("application/vnd.interoperability.transfers+json;version=2");
  }

  @Test
  void shouldUseTheOlderVersionForAuthorizations() {
    MediaType type =
        new MediaType("authorizations", VersionPolicy.defaults().get("authorizations").outbound());
    assertThat(type.contentType())
        .isEqualTo("application/vnd.interoperability.authorizations+json;version=1.1");
    assertThat(type.accept())
        .isEqualTo("application/vnd.interoperability.authorizations+json;version=1");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, ;version=2.0, ;version=1.0, ;version=2, ;version=1",
    "1.1, ;version=2.0, ;version=1.1, ;version=2, ;version=1",
    "1.0, ;version=1.1, ;version=1.0, ;version=1.1, ;version=1",
    "1.1, ; version=1.1, ; version=1.1, ; version=1.1, ; version=1.1",
    "2.0, ;version=1.0, ;version=1.0, ;version=1, ;version=1",
    "1.0, ;version=1.0, ;version=1.0, ; version=1.0, ; version=1.0"
  })
  void shouldLowerVersionsTheReceiverDoesNotUnderstandAndNoOther(
      String highest, String sent, String told, String accepted, String acceptTold) {
    String type = "application/vnd.interoperability.transfers+json";
    Headers headers = INCOMING.with("content-type", type + sent).with("accept", type + accepted);

    assertThat(OutboundHeaders.atMost(headers, ProtocolVersion.parse(highest).orElseThrow()))
        .isEqualTo(headers.with("content-type", type + told).with("accept", type + acceptTold));
  }

  @Test
  void shouldLeaveAnAcceptThatTheReceiverCanMeetInPart() {
    String type = "application/vnd.interoperability.quotes+json";
    Headers headers =
        Headers.of(
            "accept",
            type + ";version=2," + type + ";version=1",
            "content-type",
            type + ";version=2.0");

    assertThat(OutboundHeaders.atMost(headers, ProtocolVersion.V1_0))
        .isEqualTo(headers.with("content-type", type + ";version=1.0"));
    Headers any = headers.with("accept", type);
    assertThat(OutboundHeaders.atMost(any, ProtocolVersion.V1_0).first("accept")).contains(type);
  }

  @Test
  void shouldKeepTheFormAndWhatIsNoMediaTypeOfTheScheme() {
    String iso = "application/vnd.interoperability.iso20022.transfers+json;version=";
    assertThat(
            OutboundHeaders.atMost(Headers.of("content-type", iso + "2.0"), ProtocolVersion.V1_1))
        .isEqualTo(Headers.of("content-type", iso + "1.1"));
    Headers other = Headers.of("content-type", "application/json", "accept", "*/*");
    assertThat(OutboundHeaders.atMost(other, ProtocolVersion.V1_0)).isSameAs(other);
    assertThat(OutboundHeaders.atMost(Headers.empty(), ProtocolVersion.V1_0)).isEmpty();
  }
}
