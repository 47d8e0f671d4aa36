package org.pamoja.hub.quotes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.message.QuoteRequest;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.quotes.file.Facts;
import org.pamoja.hub.quotes.file.RulesFile;
import org.pamoja.hub.quotes.file.Ruling;
import org.pamoja.hub.rules.Payment;
import org.pamoja.hub.rules.PaymentRules;
import org.pamoja.hub.rules.RuleRefusal;
import org.pamoja.hub.rules.Stage;

/**
 * Judges requests for terms: first who takes part, then the rules of the file, then the scheme's
 * rules kept by operators, which see the request as the file has rerouted it (quoting §§4-5).
 * Threads may share it.
 */
public final class QuoteJudge {
  private final ParticipantDirectory participants;
  private final boolean stored;
  private final FileRules file;
  private final PaymentRules schemeRules;
  private final QuoteRules rules = new QuoteRules();
  private final QuoteFacts facts;

  /**
   * Rules of a file.
   *
   * @param rules to be applied
   * @param uriBase what the ids of participants begin with where rules see them
   * @param threads that apply them when there are so many that an event loop would be held up
   */
  public record FileRules(RulesFile rules, String uriBase, BoundedThreads threads) {}

  /**
   * @param participants who takes part, and with which accounts
   * @param stored whether quotes are stored, for which they have to name the DFSPs of both parties
   * @param file rules of the file
   * @param schemeRules rules kept by operators
   */
  public QuoteJudge(
      ParticipantDirectory participants, boolean stored, FileRules file, PaymentRules schemeRules) {
    this.participants = participants;
    this.stored = stored;
    this.file = file;
    this.schemeRules = schemeRules;
    this.facts = new QuoteFacts(file.uriBase());
  }

  /**
   * Judges a POST /quotes; complete at once when participants are in memory, rules are few and no
   * external screener has to be asked.
   */
  CompletionStage<Verdict> judge(FspiopRequest request, QuoteRequest quote, String addressee) {
    return Parties.lookUp(
            participants,
            names(request, quote, addressee),
            name -> currencies(request.source(), quote, name))
        .thenCompose(parties -> byRoles(request, quote, addressee, parties))
        .thenCompose(verdict -> byScheme(quote, request.source(), verdict));
  }

  private static List<String> names(FspiopRequest request, QuoteRequest quote, String addressee) {
    List<String> names = new ArrayList<>(List.of(request.source(), addressee));
    quote.payer().fspId().ifPresent(names::add);
    quote.payee().fspId().ifPresent(names::add);
    return names;
  }

  /** The currencies that matter of a participant: of the source those it says the payer has. */
  private static List<String> currencies(String source, QuoteRequest quote, String name) {
    List<String> supported = quote.payer().supportedCurrencies();
    return name.equalsIgnoreCase(source) && !supported.isEmpty()
        ? supported
        : List.of(quote.amount().currency());
  }

  private CompletionStage<Verdict> byRoles(
      FspiopRequest request, QuoteRequest quote, String addressee, Parties parties) {
    String source = request.source();
    Optional<ErrorInformation> fault =
        rules
            .checkRequest(quote, source, parties.find(source), addressee, parties.find(addressee))
            .or(
                () ->
                    stored
                        ? rules.checkStored(quote, parties)
                        : rules.checkNamed(quote, source, addressee, parties));
    return fault.isPresent() || file.rules().isEmpty()
        ? CompletableFuture.completedFuture(Verdict.of(fault, addressee))
        : byFile(request, addressee, parties);
  }

  private CompletionStage<Verdict> byFile(
      FspiopRequest request, String addressee, Parties parties) {
    Optional<Participant> source = parties.find(request.source());
    Optional<Participant> destination = parties.find(addressee);
    if (source.isEmpty() || destination.isEmpty()) {
      return CompletableFuture.completedFuture(
          source.isEmpty()
              ? unknown(ErrorCode.PAYER_FSP_ID_NOT_FOUND, request.source())
              : unknown(ErrorCode.DESTINATION_FSP_ERROR, addressee));
    }
    Facts seen = facts.of(request, source.get(), destination.get());
    CompletionStage<Ruling> ruling =
        file.rules().isQuick()
            ? CompletableFuture.completedFuture(file.rules().judge(seen))
            : file.threads().run(() -> file.rules().judge(seen));
    return ruling.thenApply(said -> verdict(said, addressee));
  }

  private static Verdict unknown(ErrorCode code, String name) {
    return new Verdict.Refused(ErrorInformation.of(code, "Unsupported participant '" + name + "'"));
  }

  private static Verdict verdict(Ruling ruling, String addressee) {
    return switch (ruling) {
      case Ruling.Passed _ -> Verdict.of(Optional.empty(), addressee);
      case Ruling.Refused(ErrorInformation error) -> new Verdict.Refused(error);
      case Ruling.Rerouted rerouted -> new Verdict.Forward(rerouted.receiver(), rerouted.headers());
    };
  }

  private CompletionStage<Verdict> byScheme(QuoteRequest quote, String source, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refused _ -> CompletableFuture.completedFuture(verdict);
      case Verdict.Forward forward ->
          schemeRules
              .judge(Payment.of(quote, source, forward.receiver()), Stage.QUOTE)
              .thenApply(
                  judgement ->
                      judgement
                          .refusal()
                          .map(RuleRefusal::information)
                          .<Verdict>map(Verdict.Refused::new)
                          .orElse(forward));
    };
  }
}
