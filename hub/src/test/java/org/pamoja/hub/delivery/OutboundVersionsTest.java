package org.pamoja.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.header.ProtocolVersion;

/** Which version participants are spoken to in (errors §4: outgoing). */
class OutboundVersionsTest {
  private static final String TYPE = "application/vnd.interoperability.";
  private static final Map<String, ProtocolVersion> DEFAULTS =
      Map.of(
          "transfers", ProtocolVersion.V2_0,
          "fxTransfers", ProtocolVersion.V1_0,
          "quotes", ProtocolVersion.V1_0);
  private static final OutboundVersions VERSIONS =
      new OutboundVersions(DEFAULTS, OutboundVersionsTest::accepted);

  private static Optional<ProtocolVersion> accepted(String participant, String resource) {
    return switch (participant + " " + resource) {
      case "old transfers" -> Optional.of(ProtocolVersion.V1_0);
      case "middle transfers" -> Optional.of(ProtocolVersion.V1_1);
      case "odd transfers" -> Optional.of(new ProtocolVersion(0, 9));
      case "new quotes" -> Optional.of(ProtocolVersion.V2_0);
      default -> Optional.empty();
    };
  }

  private static OutboundMessage message(String recipient, Headers headers) {
    return new OutboundMessage(
        recipient,
        "FSPIOP_CALLBACK_URL_TRANSFER_POST",
        Map.of("transferId", "1"),
        "/x",
        "POST",
        headers,
        "{ }".getBytes(StandardCharsets.UTF_8));
  }

  private static String own(String recipient, String resource) {
    return VERSIONS.own(recipient, resource).contentType();
  }

  @Test
  void shouldSpeakTheReceiversVersionOrElseTheDefault() {
    assertThat(own("old", "transfers")).isEqualTo(TYPE + "transfers+json;version=1.0");
    assertThat(own("middle", "transfers")).isEqualTo(TYPE + "transfers+json;version=1.1");
    assertThat(own("other", "transfers")).isEqualTo(TYPE + "transfers+json;version=2.0");
    assertThat(own("new", "quotes")).isEqualTo(TYPE + "quotes+json;version=2.0");
    assertThat(own("old", "quotes")).isEqualTo(TYPE + "quotes+json;version=1.0");
  }

  @Test
  void shouldSpeakTheDefaultToOneWhoUnderstandsNoVersionOfTheHub() {
    assertThat(own("odd", "transfers")).isEqualTo(TYPE + "transfers+json;version=2.0");
  }

  @Test
  void shouldRefuseAResourceWithoutVersion() {
    assertThatThrownBy(() -> own("old", "nothing")).hasMessageContaining("nothing");
  }

  @Test
  void shouldPatchTransfersFromVersion11On() {
    assertThat(VERSIONS.hasPatch("old", "transfers")).isFalse();
    assertThat(VERSIONS.hasPatch("middle", "transfers")).isTrue();
    assertThat(VERSIONS.hasPatch("other", "transfers")).isTrue();
    assertThat(VERSIONS.hasPatch("old", "fxTransfers")).isTrue();
  }

  @Test
  void shouldPatchWhateverTheDefaultUnlessTheReceiverIsSetToAnOlderVersion() {
    OutboundVersions oldDefault =
        new OutboundVersions(
            Map.of("transfers", ProtocolVersion.V1_0), OutboundVersionsTest::accepted);

    assertThat(oldDefault.hasPatch("other", "transfers")).isTrue();
    assertThat(oldDefault.own("other", "transfers").version()).isEqualTo(ProtocolVersion.V1_0);
    assertThat(oldDefault.hasPatch("old", "transfers")).isFalse();
  }

  @Test
  void shouldLowerARelayedMessageAndTouchNothingElse() {
    Headers sent =
        Headers.of(
            "FSPIOP-Signature", "{}",
            "Content-Type", TYPE + "transfers+json;version=2.0",
            "Accept", TYPE + "transfers+json;version=2");
    OutboundMessage message = message("old", sent);

    OutboundMessage relayed = VERSIONS.relayed(message);

    assertThat(relayed.headers())
        .isEqualTo(
            sent.with("content-type", TYPE + "transfers+json;version=1.0")
                .with("accept", TYPE + "transfers+json;version=1"));
    assertThat(relayed).usingRecursiveComparison().ignoringFields("headers").isEqualTo(message);
    assertThat(relayed.body()).isSameAs(message.body());
  }

  @Test
  void shouldLeaveMessagesForWhomNothingIsSetAsTheyAre() {
    OutboundMessage message =
        message("other", Headers.of("Content-Type", TYPE + "transfers+json; version=1.1"));

    assertThat(VERSIONS.relayed(message)).isSameAs(message);
  }
}
