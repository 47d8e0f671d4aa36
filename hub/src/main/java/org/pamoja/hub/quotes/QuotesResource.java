package org.pamoja.hub.quotes;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.HeaderRules;
import org.pamoja.fspiop.message.Operation;
import org.pamoja.fspiop.message.PathRules;
import org.pamoja.fspiop.message.QuoteRequest;
import org.pamoja.fspiop.message.QuoteResponse;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.edge.FspiopResource;
import org.pamoja.hub.edge.FspiopRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;

/**
 * The FSPIOP resource {@code quotes}: passes requests for terms, terms and errors between payer and
 * payee, as the reference does in simple routing mode (quoting §§2-8). Nothing is stored: the
 * answer 202 or 200 says that the message was understood and is on its way, and every later fault
 * comes back to its sender as an error callback.
 *
 * <p>Threads may share it.
 */
public final class QuotesResource implements FspiopResource {
  private static final String RESOURCE = "quotes";

  private final ParticipantDirectory participants;
  private final HeaderRules headers = new HeaderRules();
  private final QuoteRules rules;
  private final QuoteRelay relay;

  /**
   * @param participants who is a participant, and with which accounts
   * @param relay how a quote message reaches a participant
   */
  public QuotesResource(ParticipantDirectory participants, QuoteRelay relay) {
    this.participants = participants;
    this.rules = new QuoteRules();
    this.relay = relay;
  }

  @Override
  public List<FspiopRoute> routes() {
    return List.of(
        FspiopRoute.checked("POST", "/quotes", Operation.QUOTES_POST, this::request),
        FspiopRoute.bodiless("GET", "/quotes/{ID}", this::read),
        FspiopRoute.checked("PUT", "/quotes/{ID}", Operation.QUOTES_PUT, this::answer),
        FspiopRoute.checked("PUT", "/quotes/{ID}/error", Operation.QUOTES_PUT_ERROR, this::error));
  }

  private CompletionStage<Reply> request(FspiopRequest request) {
    QuoteRequest quote = QuoteRequest.from(request.json().orElseThrow());
    checked(
        request,
        quote.quoteId(),
        (source, destination) ->
            rules.checkRequest(quote, request.source(), source, addressee(request), destination));
    return now(Reply.ACCEPTED);
  }

  private CompletionStage<Reply> read(FspiopRequest request) {
    String id = quoteId(request);
    relay.forward(QuoteMessage.of(RESOURCE, request, id, addressee(request)));
    return now(Reply.ACCEPTED);
  }

  private CompletionStage<Reply> answer(FspiopRequest request) {
    String id = quoteId(request);
    headers.requireDestination(request.headers());
    if (request.headers().contains(HeaderName.ACCEPT)) {
      relay.tell(RESOURCE, id, request.source(), QuoteRules.acceptInCallback("quote", id));
      return now(Reply.OK);
    }
    QuoteResponse terms = QuoteResponse.from(request.json().orElseThrow());
    checked(
        request, id, (source, destination) -> rules.checkAnswer(terms, request.source(), source));
    return now(Reply.OK);
  }

  private CompletionStage<Reply> error(FspiopRequest request) {
    String id = quoteId(request);
    relay.forward(QuoteMessage.of(RESOURCE, request, id, addressee(request)));
    return now(Reply.OK);
  }

  /** Business rules that need the two participants. */
  private interface Check {
    Optional<ErrorInformation> fault(
        Optional<Participant> source, Optional<Participant> destination);
  }

  /**
   * Looks the two sides up, applies the rules, and forwards the message or tells its sender why
   * not.
   */
  private void checked(FspiopRequest request, String id, Check check) {
    String addressee = addressee(request);
    participants
        .find(request.source())
        .thenCombine(participants.find(addressee), check::fault)
        .whenComplete(
            (fault, failure) -> {
              if (failure != null) {
                relay.tell(RESOURCE, id, request.source(), QuoteRules.unavailable());
              } else if (fault.isPresent()) {
                relay.tell(RESOURCE, id, request.source(), fault.get());
              } else {
                relay.forward(QuoteMessage.of(RESOURCE, request, id, addressee));
              }
            });
  }

  private static String quoteId(FspiopRequest request) {
    String id = request.segments().get(1);
    PathRules.checkQuoteId(id);
    return id;
  }

  /**
   * Quotes cannot be routed without a destination; its lack is reported after the body's faults.
   */
  private String addressee(FspiopRequest request) {
    return headers.requireDestination(request.headers());
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
