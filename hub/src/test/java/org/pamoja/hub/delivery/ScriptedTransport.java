package org.pamoja.hub.delivery;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;

/**
 * Participants that answer as the test says, and a record of what they were sent and of what they
 * confirmed. Whoever has no script confirms at once.
 */
final class ScriptedTransport implements Transport {
  static final RelayResult CONFIRMED = new RelayResult.Delivered(200);

  /** A message as it was sent: its text is the renderer's suffix. */
  record Sent(String recipient, String text) {}

  private final Map<String, Function<OutboundMessage, CompletionStage<RelayResult>>> scripts =
      new ConcurrentHashMap<>();
  private final List<Sent> tried = new CopyOnWriteArrayList<>();
  private final List<Sent> confirmed = new CopyOnWriteArrayList<>();

  void script(String recipient, Function<OutboundMessage, CompletionStage<RelayResult>> answers) {
    scripts.put(recipient, answers);
  }

  void answerWith(String recipient, RelayResult result) {
    script(recipient, _ -> CompletableFuture.completedFuture(result));
  }

  /**
   * The participant takes messages and never answers, until the returned stage is completed by the
   * test.
   */
  CompletableFuture<RelayResult> hold(String recipient) {
    CompletableFuture<RelayResult> answer = new CompletableFuture<>();
    script(recipient, _ -> answer.copy());
    return answer;
  }

  @Override
  public CompletionStage<RelayResult> send(OutboundMessage message) {
    Sent sent = new Sent(message.recipient(), message.suffix());
    tried.add(sent);
    Function<OutboundMessage, CompletionStage<RelayResult>> script =
        scripts.getOrDefault(
            message.recipient(), _ -> CompletableFuture.completedFuture(CONFIRMED));
    return script
        .apply(message)
        .thenApply(
            result -> {
              if (result instanceof RelayResult.Delivered) {
                confirmed.add(sent);
              }
              return result;
            });
  }

  List<String> triedBy(String recipient) {
    return texts(tried, recipient);
  }

  List<String> confirmedBy(String recipient) {
    return texts(confirmed, recipient);
  }

  private static List<String> texts(List<Sent> sent, String recipient) {
    return sent.stream().filter(s -> s.recipient().equals(recipient)).map(Sent::text).toList();
  }

  static RelayResult unreachable() {
    return failed(0, true);
  }

  static RelayResult failed(int status, boolean retryable) {
    return new RelayResult.Failed(
        status,
        retryable,
        ErrorInformation.of(ErrorCode.DESTINATION_COMMUNICATION_ERROR),
        "scripted " + status);
  }
}
