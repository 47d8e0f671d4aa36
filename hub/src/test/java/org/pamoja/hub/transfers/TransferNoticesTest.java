package org.pamoja.hub.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.Extension;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.delivery.HubCallbacks;
import org.pamoja.hub.delivery.OutboundVersions;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.event.Notice.Type;
import org.pamoja.ledger.transfer.Failure;
import org.pamoja.ledger.transfer.TransferKey;

/** Whole messages as they leave the hub (transfers §5, §7.2, §9.4). */
class TransferNoticesTest {
  private static final Instant NOW = Instant.parse("2030-01-01T10:00:00.000Z");
  private static final Instant COMPLETED = Instant.parse("2030-01-01T09:59:58.123456Z");
  private static final TransferKey TRANSFER =
      TransferKey.transfer("b51ec534-ee48-4575-b6a9-ead2955b8069");
  private static final TransferKey CONVERSION =
      TransferKey.conversion("77c9d78d-c26a-4474-8b3c-99b96a814bfc");

  private final TransferNotices notices =
      new TransferNotices(
          new HubCallbacks(
              "Hub",
              OutboundVersions.usual(),
              (headers, body) -> headers.with("fspiop-signature", "signed " + body.length),
              () -> NOW));

  private static Event event(Headers headers, String body) {
    return new Event(
        new EventPointer(1, 1),
        NOW,
        "Prepare",
        Optional.of(TRANSFER),
        Optional.empty(),
        Optional.empty(),
        "payerfsp",
        "",
        List.of(),
        new Envelope(HeaderCodec.encode(headers), body.getBytes(StandardCharsets.UTF_8)));
  }

  private static final Event RECEIVED =
      event(
          Headers.of(
              "Host", "hub:4000",
              "Content-Length", "36",
              "accept", "application/vnd.interoperability.transfers+json;version=1",
              "content-type", "application/vnd.interoperability.transfers+json;version=1.1",
              "date", "Tue, 01 Jan 2030 09:59:00 GMT",
              "FSPIOP-Source", "payerfsp",
              "FSPIOP-Destination", "PayeeFsp",
              "FSPIOP-Signature", "{\"signature\":\"abc\",\"protectedHeader\":\"def\"}",
              "authorization", "Bearer secret",
              "traceparent", "00-11111111111111111111111111111111-2222222222222222-01"),
          "{ \"transferId\" : \"x\",\n  \"amount\":1 }");

  private String render(Notice notice) {
    return WireTexts.of(notices.render(RECEIVED, notice));
  }

  private static Notice state(
      Type type,
      TransferKey key,
      String state,
      Optional<String> fulfilment,
      List<Extension> extensions,
      Optional<Failure> failure,
      boolean withId) {
    return new Notice(
        "payeefsp",
        type,
        key,
        Optional.of(state),
        Optional.of(COMPLETED),
        fulfilment,
        ExtensionText.write(extensions),
        failure,
        withId,
        Instant.MAX);
  }

  @Test
  void shouldForwardAPrepareByteForByte() {
    assertThat(render(Notice.forward(Type.FORWARD_PREPARE, "payeefsp", TRANSFER, NOW)))
        .isEqualTo(
            """
            POST FSPIOP_CALLBACK_URL_TRANSFER_POST {} to payeefsp
            accept: application/vnd.interoperability.transfers+json;version=1
            content-type: application/vnd.interoperability.transfers+json;version=1.1
            date: Tue, 01 Jan 2030 09:59:00 GMT
            FSPIOP-Source: payerfsp
            FSPIOP-Destination: PayeeFsp
            FSPIOP-Signature: {"signature":"abc","protectedHeader":"def"}
            traceparent: 00-11111111111111111111111111111111-2222222222222222-01
            fspiop-http-method: POST
            fspiop-uri: /transfers

            { "transferId" : "x",
              "amount":1 }""");
  }

  @Test
  void shouldForwardAFulfilWithoutAcceptAndAddressedToItsReceiver() {
    assertThat(render(Notice.forward(Type.FORWARD_FULFIL, "otherfsp", TRANSFER, Instant.MAX)))
        .startsWith(
            """
            PUT FSPIOP_CALLBACK_URL_TRANSFER_PUT {transferId=b51ec534-ee48-4575-b6a9-ead2955b8069} to otherfsp
            content-type: application/vnd.interoperability.transfers+json;version=1.1
            date: Tue, 01 Jan 2030 09:59:00 GMT
            FSPIOP-Source: payerfsp
            FSPIOP-Destination: otherfsp
            FSPIOP-Signature: {"signature":"abc","protectedHeader":"def"}
            """)
        .contains(
            "fspiop-http-method: PUT\nfspiop-uri: /transfers/b51ec534-ee48-4575-b6a9-ead2955b8069\n\n{ ");
  }

  @Test
  void shouldForwardAnErrorOfAConversion() {
    assertThat(render(Notice.forward(Type.FORWARD_ERROR, "payeefsp", CONVERSION, Instant.MAX)))
        .startsWith(
            "PUT FSPIOP_CALLBACK_URL_FX_TRANSFER_ERROR"
                + " {commitRequestId=77c9d78d-c26a-4474-8b3c-99b96a814bfc} to payeefsp\n")
        .contains("fspiop-uri: /fxTransfers/77c9d78d-c26a-4474-8b3c-99b96a814bfc/error\n");
  }

  @Test
  void shouldMakeAStateWithSortedKeysAndSignIt() {
    String body =
        "{\"completedTimestamp\":\"2030-01-01T09:59:58.123Z\","
            + "\"extensionList\":{\"extension\":[{\"key\":\"k\",\"value\":\"v\"}]},"
            + "\"fulfilment\":\"F\",\"transferState\":\"COMMITTED\"}";

    assertThat(
            render(
                state(
                    Type.STATE,
                    TRANSFER,
                    "COMMITTED",
                    Optional.of("F"),
                    List.of(new Extension("k", "v")),
                    Optional.empty(),
                    false)))
        .isEqualTo(
            """
            PUT FSPIOP_CALLBACK_URL_TRANSFER_PUT {transferId=b51ec534-ee48-4575-b6a9-ead2955b8069} to payeefsp
            content-type: application/vnd.interoperability.transfers+json;version=2.0
            date: Tue, 01 Jan 2030 10:00:00 GMT
            fspiop-source: Hub
            fspiop-destination: payeefsp
            fspiop-http-method: PUT
            fspiop-uri: /transfers/b51ec534-ee48-4575-b6a9-ead2955b8069
            fspiop-signature: signed %d

            %s"""
                .formatted(body.length(), body));
  }

  @Test
  void shouldTellAPayeeOfAnAbortByPatchWithIdAndCause() {
    Failure failure =
        new Failure("3100", "Generic validation error - invalid fulfilment" + "x".repeat(200));

    assertThat(
            render(
                state(
                    Type.STATE_PATCH,
                    TRANSFER,
                    "ABORTED",
                    Optional.empty(),
                    List.of(),
                    Optional.of(failure),
                    true)))
        .startsWith("PATCH FSPIOP_CALLBACK_URL_TRANSFER_PUT ")
        .contains("fspiop-http-method: PATCH\n")
        .endsWith(
            "\n\n{\"completedTimestamp\":\"2030-01-01T09:59:58.123Z\",\"extensionList\":{\"extension\":"
                + "[{\"key\":\"cause\",\"value\":\""
                + ("3100: " + failure.description()).substring(0, 128)
                + "\"}]},\"transferId\":\"b51ec534-ee48-4575-b6a9-ead2955b8069\",\"transferState\":\"ABORTED\"}");
  }

  @Test
  void shouldTellAProviderThatItsConversionIsCommitted() {
    assertThat(
            render(
                state(
                    Type.STATE_PATCH,
                    CONVERSION,
                    "COMMITTED",
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    false)))
        .startsWith("PATCH FSPIOP_CALLBACK_URL_FX_TRANSFER_PUT ")
        .contains("content-type: application/vnd.interoperability.fxTransfers+json;version=2.0\n")
        .endsWith(
            "\n\n{\"completedTimestamp\":\"2030-01-01T09:59:58.123Z\",\"conversionState\":\"COMMITTED\"}");
  }

  @Test
  void shouldTellOfAnErrorInTheHubsName() {
    Failure failure = new Failure("4001", "Payer FSP insufficient liquidity");

    assertThat(render(Notice.error("payerfsp", TRANSFER, failure)))
        .startsWith("PUT FSPIOP_CALLBACK_URL_TRANSFER_ERROR ")
        .contains(
            "fspiop-source: Hub\n",
            "fspiop-uri: /transfers/b51ec534-ee48-4575-b6a9-ead2955b8069/error\n",
            "fspiop-signature: signed ")
        .endsWith(
            "\n\n{\"errorInformation\":{\"errorCode\":\"4001\","
                + "\"errorDescription\":\"Payer FSP insufficient liquidity\"}}");
  }

  @Test
  void shouldShowASettledTransferAsCommitted() {
    assertThat(
            render(
                state(
                    Type.STATE,
                    TRANSFER,
                    "SETTLED",
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    false)))
        .endsWith("\"transferState\":\"COMMITTED\"}");
  }

  @Test
  void shouldPutTheHubsCauseFirstAndKeepTheListWithinSixteen() {
    List<Extension> own =
        java.util.stream.IntStream.range(0, 16)
            .mapToObj(i -> new Extension(i == 0 ? "cause" : "k" + i, "v"))
            .toList();

    List<Extension> shown =
        TransferCallbacks.extensions(own, Optional.of(new Failure("3303", "Transfer expired")));

    assertThat(shown).hasSize(16).startsWith(new Extension("cause", "3303: Transfer expired"));
    assertThat(shown).filteredOn(extension -> extension.key().equals("cause")).hasSize(1);
  }
}
