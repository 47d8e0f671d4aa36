package org.pamoja.hub.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.delivery.HttpCaller.Answer;
import org.pamoja.hub.delivery.HttpCaller.Call;
import org.pamoja.hub.delivery.HttpCaller.RefusedAddressException;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.security.AddressPolicy;
import tools.jackson.databind.JsonNode;

/**
 * Hands messages to participants over HTTP: finds the address, makes the call, judges the answer.
 * Threads may share it.
 */
public final class HttpTransport implements Transport {
  private static final int MAX_TEMPLATES = 10_000;

  /**
   * Bounds of the way out.
   *
   * @param maxConnections connections to one host of one participant
   * @param maxWaiting messages that may wait for one of them
   * @param connectTimeout time for a connection to come about
   * @param requestTimeout time for everything from the wait for a connection to the answer's last
   *     byte
   * @param idleTimeout a connection unused for so long is closed; shorter than receivers' own
   *     timeouts, which are usually 60 seconds or more
   * @param maxReplyBytes how much of an answer is read; nothing but an error body is of interest
   */
  public record Settings(
      int maxConnections,
      int maxWaiting,
      Duration connectTimeout,
      Duration requestTimeout,
      Duration idleTimeout,
      int maxReplyBytes) {
    /** The tested values. */
    public static Settings defaults() {
      return new Settings(
          64, 4_096, Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(30), 65_536);
    }
  }

  private final ParticipantDirectory directory;
  private final AddressPolicy policy;
  private final HttpCaller caller;
  private final Map<String, UrlTemplate> templates = new ConcurrentHashMap<>();

  /**
   * A transport that finds addresses in {@code directory} and calls only those that {@code policy}
   * lets it.
   */
  public HttpTransport(ParticipantDirectory directory, AddressPolicy policy, HttpCaller caller) {
    this.directory = directory;
    this.policy = policy;
    this.caller = caller;
  }

  @Override
  public CompletionStage<RelayResult> send(OutboundMessage message) {
    return directory
        .findHaving(
            message.recipient(), known -> known.endpoint(message.endpointType()).isPresent())
        .thenCompose(found -> sendTo(message, found))
        .exceptionally(fault -> failed(message, true, fault));
  }

  private CompletionStage<RelayResult> sendTo(
      OutboundMessage message, Optional<Participant> found) {
    if (found.isEmpty() || found.get().endpoints().isEmpty()) {
      String detail = "no endpoints found for fsp " + message.recipient();
      return now(unreachable(detail, found.isPresent()));
    }
    Optional<String> endpoint = found.get().endpoint(message.endpointType());
    if (endpoint.isEmpty()) {
      return now(
          unreachable(
              "No " + message.endpointType() + " endpoint for DFSP " + message.recipient(), true));
    }
    UrlTemplate template = template(endpoint.get());
    if (template.refusal().isPresent()) {
      return now(refused(message, template.refusal().get()));
    }
    Optional<String> target = template.fill(message.variables(), message.suffix());
    if (target.isEmpty()) {
      return now(refused(message, "the URL template asks for something the message does not have"));
    }
    return caller
        .call(call(message, found.get().name(), template, target.get()))
        .handle((answer, fault) -> judged(message, answer, fault));
  }

  private static Call call(
      OutboundMessage message, String partner, UrlTemplate template, String target) {
    return new Call(
        partner,
        template.host(),
        template.port(),
        template.ssl(),
        message.method(),
        target,
        message.headers(),
        message.body());
  }

  private static RelayResult judged(OutboundMessage message, Answer answer, Throwable fault) {
    if (fault == null) {
      return outcome(message, answer.status(), answer.body());
    }
    return fault instanceof RefusedAddressException
        ? refused(message, fault.getMessage())
        : failed(message, true, fault);
  }

  private UrlTemplate template(String text) {
    if (templates.size() > MAX_TEMPLATES) {
      // Addresses change rarely; whoever makes them change pays for reading them again.
      templates.clear();
    }
    return templates.computeIfAbsent(text, url -> UrlTemplate.parse(url, policy));
  }

  private static RelayResult outcome(OutboundMessage message, int status, byte[] body) {
    if (status >= 200 && status < 300) {
      return new RelayResult.Delivered(status);
    }
    boolean retryable = status >= 500 || status == 408 || status == 425 || status == 429;
    String reason = message.recipient() + " answered " + status;
    ErrorCode code =
        status >= 400 && status < 500
            ? ErrorCode.GENERIC_CLIENT_ERROR
            : ErrorCode.DESTINATION_COMMUNICATION_ERROR;
    Optional<ErrorInformation> told = told(body);
    ErrorInformation error = told.orElseGet(() -> ErrorInformation.of(code, reason));
    return new RelayResult.Failed(
        status, retryable, error, reason + ": " + error.errorDescription(), true, told.isPresent());
  }

  /** The error the receiver itself names, if it is one. */
  private static Optional<ErrorInformation> told(byte[] body) {
    try {
      JsonNode information = body.length == 0 ? null : Json.parse(body).get("errorInformation");
      if (information == null
          || !information.path("errorCode").isString()
          || !information.path("errorDescription").isString()) {
        return Optional.empty();
      }
      String code = information.get("errorCode").stringValue();
      String description = information.get("errorDescription").stringValue();
      return code.matches("[1-9][0-9]{3}") && !description.isEmpty()
          ? Optional.of(new ErrorInformation(code, description, List.of()))
          : Optional.empty();
    } catch (MalformedJsonException noError) {
      return Optional.empty();
    }
  }

  private static RelayResult failed(OutboundMessage message, boolean retryable, Throwable fault) {
    String detail = message.recipient() + " cannot be reached";
    return new RelayResult.Failed(
        0,
        retryable,
        ErrorInformation.of(ErrorCode.DESTINATION_COMMUNICATION_ERROR, detail),
        detail + ": " + fault);
  }

  private static RelayResult refused(OutboundMessage message, String reason) {
    String detail = "the callback address of " + message.recipient() + " cannot be used";
    return new RelayResult.Failed(
        0,
        false,
        ErrorInformation.of(ErrorCode.DESTINATION_COMMUNICATION_ERROR, detail),
        detail + ": " + reason);
  }

  /**
   * Nobody registered an address: trying again changes nothing, an operator does, who then sends it
   * from the desk.
   */
  private static RelayResult unreachable(String detail, boolean registered) {
    return new RelayResult.Failed(
        0,
        false,
        ErrorInformation.of(ErrorCode.DESTINATION_COMMUNICATION_ERROR, detail),
        detail,
        registered);
  }

  private static CompletionStage<RelayResult> now(RelayResult result) {
    return CompletableFuture.completedStage(result);
  }
}
