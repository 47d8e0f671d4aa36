package org.pamoja.hub.quotes;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
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
import org.pamoja.hub.rules.Payment;
import org.pamoja.hub.rules.PaymentRules;
import org.pamoja.hub.rules.RuleRefusal;
import org.pamoja.hub.rules.Stage;

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

  /** The scheme judges what is asked for, not what is answered. */
  private static final Supplier<CompletionStage<Optional<ErrorInformation>>> NOT_JUDGED =
      () -> CompletableFuture.completedFuture(Optional.empty());

  private final ParticipantDirectory participants;
  private final HeaderRules headers = new HeaderRules();
  private final QuoteRules rules;
  private final QuoteRelay relay;
  private final PaymentRules schemeRules;

  /**
   * @param participants who is a participant, and with which accounts
   * @param relay how a quote message reaches a participant
   * @param schemeRules by which requests are judged
   */
  public QuotesResource(
      ParticipantDirectory participants, QuoteRelay relay, PaymentRules schemeRules) {
    this.participants = participants;
    this.rules = new QuoteRules();
    this.relay = relay;
    this.schemeRules = schemeRules;
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
    String addressee = addressee(request);
    Check check =
        (source, destination) ->
            rules.checkRequest(quote, request.source(), source, addressee, destination);
    Supplier<CompletionStage<Optional<ErrorInformation>>> judge =
        () ->
            schemeRules
                .judge(Payment.of(quote, request.source(), addressee), Stage.QUOTE)
                .thenApply(judgement -> judgement.refusal().map(RuleRefusal::information));
    return now(
        Reply.ACCEPTED.then(() -> checked(request, quote.quoteId(), addressee, check, judge)));
  }

  private CompletionStage<Reply> read(FspiopRequest request) {
    QuoteMessage message =
        QuoteMessage.of(RESOURCE, request, quoteId(request), addressee(request));
    return now(Reply.ACCEPTED.then(() -> relay.forward(message)));
  }

  private CompletionStage<Reply> answer(FspiopRequest request) {
    String id = quoteId(request);
    String addressee = addressee(request);
    if (request.headers().contains(HeaderName.ACCEPT)) {
      ErrorInformation fault = QuoteRules.acceptInCallback("quote", id);
      return now(Reply.OK.then(() -> relay.tell(RESOURCE, id, request.source(), fault)));
    }
    QuoteResponse terms = QuoteResponse.from(request.json().orElseThrow());
    Check check =
        (source, destination) -> rules.checkAnswer(terms, request.source(), source);
    return now(Reply.OK.then(() -> checked(request, id, addressee, check, NOT_JUDGED)));
  }

  private CompletionStage<Reply> error(FspiopRequest request) {
    QuoteMessage message =
        QuoteMessage.of(RESOURCE, request, quoteId(request), addressee(request));
    return now(Reply.OK.then(() -> relay.forward(message)));
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
  private void checked(
      FspiopRequest request,
      String id,
      String addressee,
      Check check,
      Supplier<CompletionStage<Optional<ErrorInformation>>> judge) {
    participants
        .find(request.source())
        .thenCombine(participants.find(addressee), check::fault)
        .thenCompose(fault -> fault.isPresent() ? CompletableFuture.completedFuture(fault) : judge.get())
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
