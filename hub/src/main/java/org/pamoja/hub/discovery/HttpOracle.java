package org.pamoja.hub.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.header.OutboundHeaders;
import org.pamoja.fspiop.header.OutboundHeaders.Target;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.fspiop.message.PartyKey;
import org.pamoja.hub.delivery.UrlText;
import org.pamoja.hub.discovery.OracleTransport.Answer;
import org.pamoja.hub.oracles.Oracle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An oracle behind the oracle API (discovery §6.1). What it answers is not trusted: bodies that are
 * not what the API says count as a failure of the oracle. Threads may share it.
 */
public final class HttpOracle implements Oracle {
  private static final byte[] NO_BODY = new byte[0];

  /** Anything else would make a callback that no receiver's schema accepts. */
  private static final Pattern ERROR_CODE = Pattern.compile("[1-9][0-9]{3}");

  private final String endpoint;
  private final String hubName;
  private final OracleTransport transport;

  /**
   * @param endpoint base URL
   * @param hubName destination of messages whose sender named none
   * @param transport reaches it
   */
  public HttpOracle(String endpoint, String hubName, OracleTransport transport) {
    this.endpoint =
        endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    this.hubName = hubName;
    this.transport = transport;
  }

  @Override
  public CompletionStage<List<Entry>> lookup(Call call) {
    List<String> query = new ArrayList<>();
    call.currency().ifPresent(currency -> query.add("currency=" + UrlText.inQuery(currency)));
    call.party()
        .subId()
        .ifPresent(subId -> query.add("partySubIdOrType=" + UrlText.inQuery(subId)));
    String suffix = query.isEmpty() ? "" : "?" + String.join("&", query);
    return send("GET", partyPath(call.party()) + suffix, call.headers(), NO_BODY)
        .thenApply(HttpOracle::entries);
  }

  @Override
  public CompletionStage<Void> register(Call call, String fspId) {
    return change("POST", call, fspId);
  }

  @Override
  public CompletionStage<Void> replace(Call call, String fspId) {
    return change("PUT", call, fspId);
  }

  @Override
  public CompletionStage<Void> remove(Call call) {
    return send("DELETE", partyPath(call.party()), call.headers(), NO_BODY).thenAccept(body -> {});
  }

  @Override
  public CompletionStage<List<Registered>> registerBatch(
      String requestId, List<Registration> parties, Headers headers) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("requestId", requestId);
    ArrayNode list = body.putArray("partyList");
    parties.forEach(registration -> list.add(partyOf(registration)));
    return send("POST", "/participants", headers, Json.canonical(body))
        .thenApply(answer -> registered(parties, answer));
  }

  private CompletionStage<Void> change(String method, Call call, String fspId) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("fspId", fspId);
    call.currency().ifPresent(currency -> body.put("currency", currency));
    call.party().subId().ifPresent(subId -> body.put("partySubIdOrType", subId));
    return send(method, partyPath(call.party()), call.headers(), Json.canonical(body))
        .thenAccept(answer -> {});
  }

  private CompletionStage<byte[]> send(String method, String path, Headers headers, byte[] body) {
    String destination = headers.first(HeaderName.DESTINATION).orElse(hubName);
    Headers relayed =
        OutboundHeaders.relayed(headers, new Target(method, destination, path))
            .without(HeaderName.SIGNATURE);
    return transport.send(method, endpoint + path, relayed, body).thenApply(HttpOracle::successful);
  }

  private static byte[] successful(Answer answer) {
    if (answer.status() >= 200 && answer.status() < 300) {
      return answer.body();
    }
    throw new DiscoveryFaults.ForeignErrorException(fault(answer));
  }

  /** An oracle's own error is passed on; otherwise its status decides (discovery §6.1). */
  private static ErrorInformation fault(Answer answer) {
    if (answer.status() == 0 || answer.status() >= 500) {
      return ownError(answer)
          .orElseGet(
              () ->
                  ErrorInformation.of(
                      ErrorCode.DESTINATION_COMMUNICATION_ERROR,
                      "Failed to send HTTP request to host"));
    }
    ErrorCode code =
        answer.status() == 404 ? ErrorCode.ID_NOT_FOUND : ErrorCode.GENERIC_CLIENT_ERROR;
    return ownError(answer).orElseGet(() -> ErrorInformation.of(code));
  }

  private static Optional<ErrorInformation> ownError(Answer answer) {
    return parse(answer.body()).flatMap(HttpOracle::errorOf);
  }

  private static Optional<ErrorInformation> errorOf(JsonNode object) {
    return Optional.ofNullable(object.get("errorInformation"))
        .filter(error -> ERROR_CODE.matcher(error.path("errorCode").asString("")).matches())
        .filter(error -> !error.path("errorDescription").asString("").isEmpty())
        .map(
            error ->
                new ErrorInformation(
                    error.get("errorCode").asString(),
                    error.get("errorDescription").asString(),
                    List.of()));
  }

  private static Optional<JsonNode> parse(byte[] body) {
    try {
      return body.length == 0 ? Optional.empty() : Optional.of(Json.parse(body));
    } catch (MalformedJsonException notJson) {
      return Optional.empty();
    }
  }

  private static List<Entry> entries(byte[] answer) {
    JsonNode list = parse(answer).map(body -> body.get("partyList")).orElse(null);
    if (list == null || !list.isArray()) {
      throw unusable();
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonNode item : list) {
      if (!item.path("fspId").isString()) {
        throw unusable();
      }
      entries.add(
          new Entry(
              item.get("fspId").asString(),
              text(item, "currency"),
              text(item, "partySubIdOrType")));
    }
    return entries;
  }

  private static FspiopException unusable() {
    return new FspiopException(
        ErrorCode.DESTINATION_COMMUNICATION_ERROR, "the oracle's answer has no valid partyList");
  }

  private static Optional<String> text(JsonNode object, String field) {
    return Optional.of(object.path(field))
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .filter(value -> !value.isEmpty());
  }

  private static ObjectNode partyOf(Registration registration) {
    ObjectNode party = JsonNodeFactory.instance.objectNode();
    party.put("partyIdType", registration.party().type());
    party.put("partyIdentifier", registration.party().id());
    registration.party().subId().ifPresent(subId -> party.put("partySubIdOrType", subId));
    party.put("fspId", registration.fspId());
    registration.currency().ifPresent(currency -> party.put("currency", currency));
    return party;
  }

  /**
   * Matches the oracle's results to what was asked; a party it does not mention was not registered.
   */
  private static List<Registered> registered(List<Registration> parties, byte[] answer) {
    Map<String, JsonNode> answers = new HashMap<>();
    parse(answer)
        .map(body -> body.path("partyList"))
        .ifPresent(list -> list.forEach(item -> answers.put(partyIn(item), item)));
    List<Registered> results = new ArrayList<>();
    for (Registration registration : parties) {
      JsonNode item = answers.get(name(registration.party().type(), registration.party().id()));
      results.add(new Registered(registration, faultIn(item)));
    }
    return results;
  }

  private static String partyIn(JsonNode item) {
    JsonNode id = item.path("partyId");
    return name(text(id, "partyIdType").orElse(""), text(id, "partyIdentifier").orElse(""));
  }

  private static String name(String type, String id) {
    return type + " " + id;
  }

  private static Optional<ErrorInformation> faultIn(JsonNode item) {
    if (item == null) {
      return notAdded();
    }
    return item.has("errorInformation") ? errorOf(item).or(HttpOracle::notAdded) : Optional.empty();
  }

  private static Optional<ErrorInformation> notAdded() {
    return Optional.of(ErrorInformation.of(ErrorCode.ADD_PARTY_INFORMATION_ERROR));
  }

  private static String partyPath(PartyKey party) {
    return "/participants/" + UrlText.segment(party.type()) + "/" + UrlText.segment(party.id());
  }
}
