package org.pamoja.hub.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.message.PartyIdFormat;
import org.pamoja.fspiop.message.PartyKey;
import org.pamoja.fspiop.message.PathRules;
import org.pamoja.hub.edge.FspiopRequest;

/**
 * A message about one party: the request and whom its path names (discovery §2.1).
 *
 * @param request the message
 * @param party whom it is about
 */
record PartyMessage(FspiopRequest request, PartyKey party) {

  /**
   * Reads the path {@code /{resource}/{Type}/{ID}[/{SubId}][/error]}.
   *
   * @param extendedTypes whether the third-party identifier types are allowed
   * @throws FspiopException 3100 for an unknown type or an id that no schema allows
   */
  static PartyMessage of(FspiopRequest request, boolean hasSubId, boolean extendedTypes) {
    List<String> segments = request.segments();
    PathRules.checkParty(segments.get(1), segments.get(2), extendedTypes);
    Optional<String> subId = hasSubId ? Optional.of(segments.get(3)) : Optional.empty();
    return new PartyMessage(request, new PartyKey(segments.get(1), segments.get(2), subId));
  }

  /**
   * The rules of the identifier's format, whose breach is told by callback.
   *
   * @throws FspiopException 3101 naming the fault
   */
  void checkFormat() {
    PartyIdFormat.fault(party)
        .ifPresent(
            fault -> {
              throw new FspiopException(ErrorCode.MALFORMED_SYNTAX, fault);
            });
  }

  /** Name of the participant that sent it. */
  String source() {
    return request.source();
  }

  /** The currency it asks for, if it does. */
  Optional<String> currency() {
    return Optional.ofNullable(request.query().get("currency"));
  }

  /** Values of the placeholders in callback URL templates. */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("partyIdType", party.type());
    variables.put("partyIdentifier", party.id());
    party.subId().ifPresent(subId -> variables.put("partySubIdOrType", subId));
    return variables;
  }

  /** Path of the party under a resource, encoded as it was received, without {@code /error}. */
  String path() {
    String path = request.path();
    boolean isError = path.endsWith("/error") && request.segments().getLast().equals("error");
    int expected = party.subId().isPresent() ? 4 : 3;
    return isError && request.segments().size() > expected
        ? path.substring(0, path.length() - "/error".length())
        : path;
  }
}
