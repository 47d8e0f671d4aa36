package org.pamoja.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.hub.delivery.ScriptedTransport.CONFIRMED;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.header.Headers;

class IsolatedRelayTest {
  private final ScriptedTransport transport = new ScriptedTransport();
  private final Relay relay = new IsolatedRelay(transport, 2);

  private static OutboundMessage message(String recipient) {
    return message(recipient, new byte[0]);
  }

  private static OutboundMessage message(String recipient, byte[] body) {
    return new OutboundMessage(recipient, "TYPE", Map.of(), "x", "GET", Headers.empty(), body);
  }

  private RelayResult send(String recipient) {
    return relay.send(message(recipient)).toCompletableFuture().getNow(null);
  }

  @Test
  void shouldFailAtOnceWhenAParticipantHasTooManyMessagesUnderWay() {
    transport.hold("mute");
    assertThat(send("mute")).isNull();
    assertThat(send("Mute")).as("a name in capitals is the same participant").isEqualTo(CONFIRMED);
    assertThat(send("mute")).isNull();

    assertThat(send("mute"))
        .isInstanceOfSatisfying(
            RelayResult.Failed.class,
            failed -> assertThat(failed.error().errorCode()).isEqualTo("1001"));
    assertThat(send("other")).isEqualTo(CONFIRMED);
  }

  @Test
  void shouldBoundTheBytesUnderWayToAParticipantAndCountThemDownAgain() {
    Relay roomy = new IsolatedRelay(transport, 1_000);
    byte[] largest = new byte[5 * 1024 * 1024];
    CompletableFuture<RelayResult> answer = transport.hold("mute");
    for (int i = 0; i < 6; i++) {
      assertThat(roomy.send(message("mute", largest)).toCompletableFuture()).isNotDone();
    }

    assertThat(roomy.send(message("mute", largest)).toCompletableFuture().join())
        .isInstanceOf(RelayResult.Failed.class);
    assertThat(roomy.send(message("other", largest)).toCompletableFuture().join())
        .isEqualTo(CONFIRMED);

    answer.complete(CONFIRMED);
    transport.answerWith("mute", CONFIRMED);
    for (int i = 0; i < 50; i++) {
      assertThat(roomy.send(message("mute", largest)).toCompletableFuture().join())
          .isEqualTo(CONFIRMED);
    }
  }

  @Test
  void shouldSendAgainOnceThereIsRoom() {
    CompletableFuture<RelayResult> answer = transport.hold("slow");
    send("slow");
    send("slow");
    answer.complete(CONFIRMED);
    transport.answerWith("slow", CONFIRMED);

    assertThat(send("slow")).isEqualTo(CONFIRMED);
  }

  @Test
  void shouldTurnADefectOfTheTransportIntoAFailureAndKeepNoPlace() {
    transport.script(
        "odd",
        _ -> {
          throw new IllegalStateException("scripted defect");
        });

    for (int i = 0; i < 5; i++) {
      assertThat(send("odd"))
          .isInstanceOfSatisfying(
              RelayResult.Failed.class,
              failed -> assertThat(failed.reason()).contains("scripted defect"));
    }
  }
}
