package org.pamoja.hub.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.header.OutboundHeaders;
import org.pamoja.fspiop.header.OutboundHeaders.Target;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.message.PartyKey;
import org.pamoja.hub.delivery.UrlText;
import org.pamoja.hub.oracles.Oracle;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An oracle behind the oracle API (discovery §6.1). What it answers is judged by {@link
 * OracleAnswers}. Threads may share it.
 */
public final class HttpOracle implements Oracle {
  private static final byte[] NO_BODY = new byte[0];

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
    call.party().subId().ifPresent(subId -> query.add(inQuery(subId)));
    String suffix = query.isEmpty() ? "" : "?" + String.join("&", query);
    return send("GET", partyPath(call.party()) + suffix, call.headers(), NO_BODY)
        .thenApply(OracleAnswers::entries);
  }

  @Override
  public CompletionStage<Void> register(Call call, String fspId) {
    return change("POST", call, fspId);
  }

  @Override
  public CompletionStage<Void> replace(Call call, String fspId) {
    return change("PUT", call, fspId);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A sub-id goes into the query as it does with look-ups. The reference leaves it out, and with
   * it the oracle would remove the party itself where one of its sub-ids was meant.
   */
  @Override
  public CompletionStage<Void> remove(Call call) {
    String suffix = call.party().subId().map(subId -> "?" + inQuery(subId)).orElse("");
    return send("DELETE", partyPath(call.party()) + suffix, call.headers(), NO_BODY)
        .thenAccept(body -> {});
  }

  @Override
  public CompletionStage<List<Registered>> registerBatch(
      String requestId, List<Registration> parties, Headers headers) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("requestId", requestId);
    ArrayNode list = body.putArray("partyList");
    parties.forEach(registration -> list.add(partyOf(registration)));
    return send("POST", "/participants", headers, Json.canonical(body))
        .thenApply(answer -> OracleAnswers.registered(parties, answer));
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
    return transport
        .send(method, endpoint + path, relayed, body)
        .thenApply(OracleAnswers::successful);
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

  private static String inQuery(String subId) {
    return "partySubIdOrType=" + UrlText.inQuery(subId);
  }

  private static String partyPath(PartyKey party) {
    return "/participants/" + UrlText.segment(party.type()) + "/" + UrlText.segment(party.id());
  }
}
