package org.pamoja.hub.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.fspiop.message.PartyKey;
import org.pamoja.hub.discovery.OracleTransport.Answer;
import org.pamoja.hub.oracles.Oracle.Entry;
import org.pamoja.hub.oracles.Oracle.Registered;
import org.pamoja.hub.oracles.Oracle.Registration;
import tools.jackson.databind.JsonNode;

/**
 * Reads what oracles answer (discovery §6.1). Nothing of it is trusted: what is not as the API says
 * counts as a failure of the oracle. Pure functions.
 */
final class OracleAnswers {
  /** More holders than any party has; bounds what one answer makes the hub ask and remember. */
  private static final int MOST_HOLDERS = 256;

  private static final int LONGEST_FSP_ID = 32;
  private static final int LONGEST_TEXT = 128;

  /** Anything else would make a callback that no receiver's schema accepts. */
  private static final Pattern ERROR_CODE = Pattern.compile("[1-9][0-9]{3}");

  private OracleAnswers() {}

  /**
   * The body of a successful answer.
   *
   * @throws DiscoveryFaults.ForeignErrorException with what the sender is told otherwise
   */
  static byte[] successful(Answer answer) {
    if (answer.status() >= 200 && answer.status() < 300) {
      return answer.body();
    }
    throw new DiscoveryFaults.ForeignErrorException(fault(answer));
  }

  /**
   * The holders that an answer to a look-up lists; none when it has no list at all.
   *
   * @throws DiscoveryFaults.ForeignErrorException with the error the answer holds instead
   * @throws FspiopException 1001 when it is neither
   */
  static List<Entry> entries(byte[] answer) {
    if (answer.length == 0) {
      return List.of();
    }
    JsonNode body = parse(answer).filter(JsonNode::isObject).orElseThrow(OracleAnswers::unusable);
    JsonNode list = body.path("partyList");
    if (list.isMissingNode() || list.isNull()) {
      errorOf(body)
          .ifPresent(
              error -> {
                throw new DiscoveryFaults.ForeignErrorException(error);
              });
      return List.of();
    }
    if (!list.isArray() || list.size() > MOST_HOLDERS) {
      throw unusable();
    }
    List<Entry> entries = new ArrayList<>(list.size());
    list.forEach(item -> entries.add(entry(item)));
    return List.copyOf(entries);
  }

  private static Entry entry(JsonNode item) {
    String fspId =
        text(item, "fspId")
            .filter(name -> name.length() <= LONGEST_FSP_ID)
            .orElseThrow(OracleAnswers::unusable);
    return new Entry(fspId, bounded(item, "currency"), bounded(item, "partySubIdOrType"));
  }

  /**
   * What became of each party of a batch; one that the answer does not mention was not registered.
   */
  static List<Registered> registered(List<Registration> parties, byte[] answer) {
    Map<PartyKey, JsonNode> answers = new HashMap<>();
    parse(answer)
        .map(body -> body.path("partyList"))
        .ifPresent(list -> list.forEach(item -> answers.put(partyIn(item), item)));
    return parties.stream()
        .map(registration -> new Registered(registration, faultIn(answers, registration.party())))
        .toList();
  }

  private static PartyKey partyIn(JsonNode item) {
    JsonNode id = item.path("partyId");
    return new PartyKey(
        text(id, "partyIdType").orElse(""),
        text(id, "partyIdentifier").orElse(""),
        text(id, "partySubIdOrType"));
  }

  private static Optional<ErrorInformation> faultIn(
      Map<PartyKey, JsonNode> answers, PartyKey party) {
    // Some oracles leave the sub-id out when they answer.
    PartyKey withoutSubId = new PartyKey(party.type(), party.id(), Optional.empty());
    JsonNode item = answers.getOrDefault(party, answers.get(withoutSubId));
    if (item == null) {
      return notAdded();
    }
    return item.has("errorInformation")
        ? errorOf(item).or(OracleAnswers::notAdded)
        : Optional.empty();
  }

  private static Optional<ErrorInformation> notAdded() {
    return Optional.of(ErrorInformation.of(ErrorCode.ADD_PARTY_INFORMATION_ERROR));
  }

  /** An oracle's own error is passed on; otherwise its status decides. */
  private static ErrorInformation fault(Answer answer) {
    return parse(answer.body())
        .flatMap(OracleAnswers::errorOf)
        .orElseGet(() -> byStatus(answer.status()));
  }

  /** A redirect is not followed, so it is no better than no answer. */
  private static ErrorInformation byStatus(int status) {
    if (status == 404) {
      return ErrorInformation.of(ErrorCode.ID_NOT_FOUND);
    }
    return status >= 400 && status < 500
        ? ErrorInformation.of(ErrorCode.GENERIC_CLIENT_ERROR)
        : ErrorInformation.of(
            ErrorCode.DESTINATION_COMMUNICATION_ERROR, "Failed to send HTTP request to host");
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

  /** Too long to be anybody's: left out, the entry would be for every sub-id or currency. */
  private static Optional<String> bounded(JsonNode object, String field) {
    Optional<String> text = text(object, field);
    if (text.filter(value -> value.length() > LONGEST_TEXT).isPresent()) {
      throw unusable();
    }
    return text;
  }

  private static Optional<String> text(JsonNode object, String field) {
    return Optional.of(object.path(field))
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .filter(value -> !value.isEmpty());
  }

  private static FspiopException unusable() {
    return new FspiopException(
        ErrorCode.DESTINATION_COMMUNICATION_ERROR, "the oracle's answer has no valid partyList");
  }
}
