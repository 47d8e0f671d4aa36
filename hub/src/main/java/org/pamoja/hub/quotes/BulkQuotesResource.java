package org.pamoja.hub.quotes;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.HeaderRules;
import org.pamoja.fspiop.message.Operation;
import org.pamoja.fspiop.message.PathRules;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.edge.FspiopResource;
import org.pamoja.hub.edge.FspiopRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.participants.ParticipantDirectory;
import tools.jackson.databind.JsonNode;

/**
 * The FSPIOP resource {@code bulkQuotes}: passed between payer and payee, never stored, and no rule
 * applied but that both sides hold the currency (quoting §10). Threads may share it.
 */
public final class BulkQuotesResource implements FspiopResource {
  private static final String RESOURCE = "bulkQuotes";

  private final ParticipantDirectory participants;
  private final QuoteRelay relay;
  private final HeaderRules headers = new HeaderRules();
  private final QuoteRules rules = new QuoteRules();

  /**
   * @param participants who is a participant, and with which accounts
   * @param relay how a message reaches a participant
   */
  public BulkQuotesResource(ParticipantDirectory participants, QuoteRelay relay) {
    this.participants = participants;
    this.relay = relay;
  }

  @Override
  public List<FspiopRoute> routes() {
    return List.of(
        FspiopRoute.checked("POST", "/bulkQuotes", Operation.BULK_QUOTES_POST, this::request),
        FspiopRoute.bodiless("GET", "/bulkQuotes/{ID}", this::read),
        FspiopRoute.checked("PUT", "/bulkQuotes/{ID}", Operation.BULK_QUOTES_PUT, this::answer),
        FspiopRoute.checked(
            "PUT", "/bulkQuotes/{ID}/error", Operation.BULK_QUOTES_PUT_ERROR, this::error));
  }

  private CompletionStage<Reply> request(FspiopRequest request) {
    JsonNode body = request.json().orElseThrow();
    String id = body.path("bulkQuoteId").asString();
    String currency =
        body.path("individualQuotes").path(0).path("amount").path("currency").asString();
    String source = request.source();
    String addressee = addressee(request);
    return now(
        Reply.ACCEPTED.then(
            () ->
                relay.carryOut(
                    RESOURCE,
                    request,
                    id,
                    Parties.lookUp(participants, List.of(source, addressee), currency)
                        .thenApply(
                            parties ->
                                Verdict.of(
                                    rules.checkBulk(currency, source, addressee, parties),
                                    addressee)))));
  }

  private CompletionStage<Reply> read(FspiopRequest request) {
    return passed(request, Reply.ACCEPTED);
  }

  private CompletionStage<Reply> answer(FspiopRequest request) {
    String id = bulkQuoteId(request);
    if (request.headers().contains(HeaderName.ACCEPT)) {
      Verdict refused = new Verdict.Refused(QuoteRules.acceptInCallback("bulk quote", id));
      return now(Reply.OK.then(() -> relay.carryOut(RESOURCE, request, id, refused)));
    }
    return passed(request, Reply.OK);
  }

  private CompletionStage<Reply> error(FspiopRequest request) {
    return passed(request, Reply.OK);
  }

  private CompletionStage<Reply> passed(FspiopRequest request, Reply reply) {
    String id = bulkQuoteId(request);
    Verdict forward = new Verdict.Forward(addressee(request), Map.of());
    return now(reply.then(() -> relay.carryOut(RESOURCE, request, id, forward)));
  }

  private static String bulkQuoteId(FspiopRequest request) {
    String id = request.segments().get(1);
    PathRules.checkQuoteId(id);
    return id;
  }

  private String addressee(FspiopRequest request) {
    return headers.requireDestination(request.headers());
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
