package org.pamoja.fspiop.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.Extension;

/** Golden bytes: receivers verify a signature over exactly this text. */
class HubMadeBodiesTest {
  private static final Instant COMPLETED = Instant.parse("2026-01-01T10:00:00.250Z");

  @Test
  void shouldWriteTheStateOfATransferWithSortedKeys() {
    TransferStatus status =
        TransferStatus.of(TransferStatus.Kind.TRANSFER, TransferState.COMMITTED, COMPLETED)
            .withFulfilment("38PGTEPlVuTJQBX4MwQn9wJKluyiyh7MOkeOkJ99NuQ")
            .withExtensions(List.of(new Extension("k", "v")));
    assertThat(text(status.toBytes()))
        .isEqualTo(
            "{\"completedTimestamp\":\"2026-01-01T10:00:00.250Z\","
                + "\"extensionList\":{\"extension\":[{\"key\":\"k\",\"value\":\"v\"}]},"
                + "\"fulfilment\":\"38PGTEPlVuTJQBX4MwQn9wJKluyiyh7MOkeOkJ99NuQ\","
                + "\"transferState\":\"COMMITTED\"}");
  }

  @Test
  void shouldWriteTheNoticeOfAnAbort() {
    TransferStatus status =
        TransferStatus.of(TransferStatus.Kind.TRANSFER, TransferState.ABORTED, COMPLETED)
            .withTransferId("01HZX3Q8V5M2N7P4R6S9T0W1Y2");
    assertThat(text(status.toBytes()))
        .isEqualTo(
            "{\"completedTimestamp\":\"2026-01-01T10:00:00.250Z\","
                + "\"transferId\":\"01HZX3Q8V5M2N7P4R6S9T0W1Y2\",\"transferState\":\"ABORTED\"}");
  }

  @Test
  void shouldWriteTheStateOfAConversion() {
    TransferStatus status =
        new TransferStatus(
            TransferStatus.Kind.CONVERSION,
            TransferState.ABORTED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    assertThat(text(status.toBytes())).isEqualTo("{\"conversionState\":\"ABORTED\"}");
  }

  @Test
  void shouldWriteParticipantsResults() {
    assertThat(text(new ParticipantsResult.Holder("payeefsp").toBytes()))
        .isEqualTo("{\"fspId\":\"payeefsp\"}");
    PartyKey party = new PartyKey("MSISDN", "123", Optional.of("x"));
    assertThat(
            text(
                new ParticipantsResult.Registered(party, "payeefsp", Optional.of("USD")).toBytes()))
        .isEqualTo(
            "{\"currency\":\"USD\",\"partyList\":[{\"fspId\":\"payeefsp\",\"partyIdType\":\"MSISDN\","
                + "\"partyIdentifier\":\"123\",\"partySubIdOrType\":\"x\"}]}");
  }

  @Test
  void shouldWriteABatchResult() {
    ErrorInformation notFound =
        ErrorInformation.of(ErrorCode.PARTY_NOT_FOUND, "", List.of(new Extension("MSISDN", "222")));
    ParticipantBatchResult result =
        new ParticipantBatchResult(
            List.of(
                new ParticipantBatchResult.Entry(
                    new PartyKey("MSISDN", "222", Optional.empty()),
                    Optional.of("other"),
                    Optional.of(notFound)),
                new ParticipantBatchResult.Entry(
                    new PartyKey("MSISDN", "111", Optional.empty()),
                    Optional.of("payerfsp"),
                    Optional.empty())),
            Optional.of("USD"));
    assertThat(text(result.toBytes()))
        .isEqualTo(
            "{\"currency\":\"USD\",\"partyList\":[{\"errorInformation\":{\"errorCode\":\"3204\","
                + "\"errorDescription\":\"Party not found\",\"extensionList\":{\"extension\":"
                + "[{\"key\":\"MSISDN\",\"value\":\"222\"}]}},\"partyId\":{\"fspId\":\"other\","
                + "\"partyIdType\":\"MSISDN\",\"partyIdentifier\":\"222\"}},"
                + "{\"partyId\":{\"fspId\":\"payerfsp\",\"partyIdType\":\"MSISDN\","
                + "\"partyIdentifier\":\"111\"}}]}");
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
