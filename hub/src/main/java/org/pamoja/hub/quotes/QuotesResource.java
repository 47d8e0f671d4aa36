package org.pamoja.hub.quotes;

import java.util.List;
import java.util.Map;
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
import org.pamoja.hub.participants.ParticipantDirectory;

/**
 * The FSPIOP resource {@code quotes}: passes requests for terms, terms and errors between payer and
 * payee (quoting §§2-8). Every fault beyond the message's form comes back to its sender as an error
 * callback.
 *
 * <p>Where quotes are stored, a sender is answered when its message is, or is refused; passing it
 * on is tried once and is the sender's to repeat, as it is where nothing is stored and the answer
 * says no more than that the message was understood.
 *
 * <p>Threads may share it.
 */
public final class QuotesResource implements FspiopResource {
  private static final String RESOURCE = "quotes";

  private final ParticipantDirectory participants;
  private final QuoteJudge judge;
  private final QuoteKeeper keeper;
  private final QuoteRelay relay;
  private final HeaderRules headers = new HeaderRules();
  private final QuoteRules rules = new QuoteRules();

  /**
   * @param participants who is a participant, and with which accounts
   * @param judge of requests for terms
   * @param keeper what is stored of quotes
   * @param relay how a quote message reaches a participant
   */
  public QuotesResource(
      ParticipantDirectory participants, QuoteJudge judge, QuoteKeeper keeper, QuoteRelay relay) {
    this.participants = participants;
    this.judge = judge;
    this.keeper = keeper;
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
    String id = quote.quoteId();
    String addressee = addressee(request);
    return settled(
        Reply.ACCEPTED,
        request,
        id,
        () ->
            judge
                .judge(request, quote, addressee)
                .thenCompose(
                    verdict ->
                        unlessRefused(
                            verdict, forward -> keeper.request(request, id, forward.receiver()))));
  }

  private CompletionStage<Reply> read(FspiopRequest request) {
    String id = quoteId(request);
    Verdict forward = new Verdict.Forward(addressee(request), Map.of());
    return now(Reply.ACCEPTED.then(() -> relay.carryOut(RESOURCE, request, id, forward)));
  }

  private CompletionStage<Reply> answer(FspiopRequest request) {
    String id = quoteId(request);
    String addressee = addressee(request);
    if (request.headers().contains(HeaderName.ACCEPT)) {
      Verdict refused = new Verdict.Refused(QuoteRules.acceptInCallback("quote", id));
      return now(Reply.OK.then(() -> relay.carryOut(RESOURCE, request, id, refused)));
    }
    QuoteResponse terms = QuoteResponse.from(request.json().orElseThrow());
    String source = request.source();
    return settled(
        Reply.OK,
        request,
        id,
        () ->
            Parties.lookUp(participants, List.of(source), QuoteRules.received(terms).currency())
                .thenApply(found -> rules.checkAnswer(terms, source, found.find(source)))
                .thenCompose(
                    fault ->
                        unlessRefused(
                            Verdict.of(fault, addressee), _ -> keeper.answer(request, id))));
  }

  private CompletionStage<Reply> error(FspiopRequest request) {
    String id = quoteId(request);
    Verdict forward = new Verdict.Forward(addressee(request), Map.of());
    return settled(
        Reply.OK, request, id, () -> unlessRefused(forward, _ -> keeper.error(request, id)));
  }

  /** Stores a message. */
  private interface Keeping {
    CompletionStage<Optional<ErrorInformation>> keep(Verdict.Forward forward);
  }

  /** Keeps what is to be passed on; what the keeper refuses is refused. */
  private static CompletionStage<Verdict> unlessRefused(Verdict verdict, Keeping keeping) {
    return switch (verdict) {
      case Verdict.Refused _ -> CompletableFuture.completedFuture(verdict);
      case Verdict.Forward forward ->
          keeping
              .keep(forward)
              .thenApply(fault -> fault.<Verdict>map(Verdict.Refused::new).orElse(forward));
    };
  }

  /**
   * The answer: after judging and storing when it promises that the message is stored, at once
   * otherwise.
   */
  private CompletionStage<Reply> settled(
      Reply reply, FspiopRequest request, String id, Supplier<CompletionStage<Verdict>> judging) {
    if (keeper.isDurable()) {
      return judging
          .get()
          .thenApply(verdict -> reply.then(() -> relay.carryOut(RESOURCE, request, id, verdict)));
    }
    return now(reply.then(() -> relay.carryOut(RESOURCE, request, id, judging.get())));
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
