package org.pamoja.fspiop.error;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorInformationTest {
  private static String body(ErrorInformation information) {
    return new String(information.toBytes(), UTF_8);
  }

  @Test
  void shouldWriteSortedKeysWithoutBlanksOrEmptyList() {
    assertThat(
            body(
                ErrorInformation.of(
                    ErrorCode.VALIDATION_ERROR, "FSPIOP-Source header should match Payer")))
        .isEqualTo(
            "{\"errorInformation\":{\"errorCode\":\"3100\",\"errorDescription\":\"Generic validation"
                + " error - FSPIOP-Source header should match Payer\"}}");
  }

  @Test
  void shouldWriteExtensionsInOrder() {
    ErrorInformation information =
        new ErrorInformation(
            "2001", "x", List.of(new Extension("system", "[\"db\"]"), new Extension("a", "b")));
    assertThat(body(information))
        .isEqualTo(
            "{\"errorInformation\":{\"errorCode\":\"2001\",\"errorDescription\":\"x\","
                + "\"extensionList\":{\"extension\":[{\"key\":\"system\",\"value\":\"[\\\"db\\\"]\"},"
                + "{\"key\":\"a\",\"value\":\"b\"}]}}}");
  }

  @Test
  void shouldUseBareMessageWithoutDetail() {
    ErrorInformation bare = ErrorInformation.of(ErrorCode.TRANSFER_EXPIRED);
    assertThat(bare.errorDescription()).isEqualTo("Transfer expired");
    assertThat(ErrorInformation.of(ErrorCode.TRANSFER_EXPIRED, "")).isEqualTo(bare);
    assertThat(ErrorInformation.of(ErrorCode.TRANSFER_EXPIRED, null)).isEqualTo(bare);
  }

  @Test
  void shouldCutDescriptionAt128Characters() {
    String description =
        ErrorInformation.of(ErrorCode.MALFORMED_SYNTAX, "x".repeat(200)).errorDescription();
    assertThat(description).hasSize(128).startsWith("Malformed syntax - xxx");
  }

  @Test
  void shouldNotCutInsideASurrogatePair() {
    ErrorInformation cut = new ErrorInformation("3100", "x".repeat(127) + "😀", List.of());
    assertThat(cut.errorDescription()).isEqualTo("x".repeat(127));
    ErrorInformation whole = new ErrorInformation("3100", "x".repeat(126) + "😀y", List.of());
    assertThat(whole.errorDescription()).isEqualTo("x".repeat(126) + "😀");
  }

  @Test
  void shouldCutExtensions() {
    Extension extension = new Extension("k".repeat(40), "v".repeat(140));
    assertThat(extension.key()).hasSize(32);
    assertThat(extension.value()).hasSize(128);
  }

  @Test
  void shouldCarryStatusAndBodyInException() {
    FspiopException refused = new FspiopException(ErrorCode.UNACCEPTABLE_VERSION, "no");
    assertThat(refused.httpStatus()).isEqualTo(406);
    assertThat(refused.code()).isEqualTo(ErrorCode.UNACCEPTABLE_VERSION);
    assertThat(refused.information().errorDescription())
        .isEqualTo("Unacceptable version requested - no");
    assertThat(refused.getStackTrace()).isEmpty();
    FspiopException wrongMethod = FspiopException.methodNotAllowed("Method Not Allowed");
    assertThat(wrongMethod.httpStatus()).isEqualTo(405);
    assertThat(wrongMethod.information().errorDescription())
        .isEqualTo("Generic client error - Method Not Allowed");
  }
}
