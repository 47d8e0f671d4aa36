package org.pamoja.hub.transfers;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.message.Operation;
import org.pamoja.fspiop.message.PathRules;
import org.pamoja.fspiop.message.ReceivedError;
import org.pamoja.fspiop.message.TransferFulfil;
import org.pamoja.fspiop.message.TransferPrepare;
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
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.transfer.TransferKey;
import tools.jackson.databind.JsonNode;

/**
 * The FSPIOP resource {@code transfers}: hands each message to the ledger as a command and answers
 * 202 or 200 once the ledger's decision is durable, whatever it is; the decision itself goes out as
 * callbacks (transfers §2). When that takes too long, or the registry cannot be read, the answer is
 * 503/2003: the message may be sent again.
 *
 * <p>Threads may share it.
 */
public final class TransfersResource implements FspiopResource {
  private final ParticipantDirectory participants;
  private final CommandGate ledger;
  private final PaymentRules rules;
  private final GrossSettlement gross;
  private final FeeCharging fees;
  private final TransferQuestions questions;
  private final TransferSettings settings;
  private final Patience patience;
  private final Outages outages = new Outages("participants");
  private final InstantSource clock;
  private final Supplier<Executor> callersLoop;

  /**
   * @param participants who is a participant, and with which accounts
   * @param ledger takes the commands
   * @param rules of the scheme, which a prepare is judged by before the ledger is asked
   * @param gross where transfers are settled by themselves
   * @param fees which fees post with transfers
   * @param questions answers GET
   * @param settings bounds
   * @param clock time against which a completedTimestamp is held
   * @param callersLoop asked on the event loop that calls a handler: what runs tasks on that same
   *     loop
   */
  public TransfersResource(
      ParticipantDirectory participants,
      CommandGate ledger,
      PaymentRules rules,
      GrossSettlement gross,
      FeeCharging fees,
      TransferQuestions questions,
      TransferSettings settings,
      InstantSource clock,
      Supplier<Executor> callersLoop) {
    this.participants = participants;
    this.ledger = ledger;
    this.rules = rules;
    this.gross = gross;
    this.fees = fees;
    this.questions = questions;
    this.settings = settings;
    this.patience = new Patience(settings.answerWithin());
    this.clock = clock;
    this.callersLoop = callersLoop;
  }

  @Override
  public List<FspiopRoute> routes() {
    return List.of(
        FspiopRoute.checked("POST", "/transfers", Operation.TRANSFERS_POST, this::prepare),
        FspiopRoute.bodiless("GET", "/transfers/{ID}", this::question),
        FspiopRoute.checked("PUT", "/transfers/{ID}", Operation.TRANSFERS_PUT, this::fulfil),
        FspiopRoute.checked(
            "PUT", "/transfers/{ID}/error", Operation.TRANSFERS_PUT_ERROR, this::fail),
        FspiopRoute.bodiless("PATCH", "/transfers/{ID}", this::refusePatch));
  }

  private CompletionStage<Reply> prepare(FspiopRequest request) {
    // Whoever waits below for the registry or a screener has still sent it in time.
    OptionalLong arrivedAt = OptionalLong.of(System.nanoTime());
    TransferPrepare message = TransferPrepare.from(body(request));
    Executor loop = callersLoop.get();
    Predicate<Participant> isEquipped =
        known -> gross.isEquipped(known, message.amount().currency());
    return find(message.payerFsp(), isEquipped)
        .thenCombine(
            find(message.payeeFsp(), isEquipped),
            (payer, payee) -> {
              Command.Prepare command = TransferCommands.prepare(request, message, payer, payee);
              return fees.applied(gross.applied(command, payer, payee), message, payer, payee);
            })
        .thenCompose(
            command ->
                judged(
                    message,
                    command,
                    asked -> ledger.submit(submission(request, asked, arrivedAt), loop)));
  }

  private CompletionStage<Optional<Participant>> find(
      String name, Predicate<Participant> isEquipped) {
    return participants
        .findHaving(name, isEquipped)
        .exceptionally(
            failure -> {
              throw outages.judged(failure);
            });
  }

  /** The rules' refusal goes with the command: the ledger stores it, and answers its repeats. */
  private CompletionStage<Reply> judged(
      TransferPrepare message,
      Command.Prepare command,
      Function<Command, CompletionStage<Outcome>> hand) {
    return rules
        .judge(Payment.of(message), Stage.PREPARE)
        .thenCompose(
            judgement -> {
              Command.Prepare asked =
                  judgement
                      .refusal()
                      .map(RuleRefusal::forLedger)
                      .map(command::refusedBy)
                      .orElse(command);
              CompletionStage<Outcome> outcome =
                  hand.apply(asked)
                      .whenComplete((it, _) -> judgement.decided(Optional.ofNullable(it)));
              return patience.await(outcome).thenApply(_ -> Reply.ACCEPTED);
            });
  }

  private CompletionStage<Reply> fulfil(FspiopRequest request) {
    TransferKey key = key(request);
    TransferFulfil message = TransferFulfil.from(body(request));
    if (!request.headers().contains(HeaderName.PROXY)) {
      // The other scheme's hub has held the timestamp against its own clock when it came.
      message.completedTimestamp().ifPresent(this::checkCompleted);
    }
    return submit(
        request, TransferCommands.fulfil(request, key, message), callersLoop.get(), Reply.OK);
  }

  private void checkCompleted(Instant completed) {
    Instant now = clock.instant();
    if (completed.isAfter(now.plus(settings.completedAhead()))) {
      throw invalid("completedTimestamp fails because future timestamp was provided");
    }
    if (completed.isBefore(now.minus(settings.completedBehind()))) {
      throw invalid(
          "completedTimestamp fails because provided timestamp exceeded the maximum timeout"
              + " duration");
    }
  }

  private static FspiopException invalid(String detail) {
    return new FspiopException(ErrorCode.VALIDATION_ERROR, detail);
  }

  private CompletionStage<Reply> fail(FspiopRequest request) {
    TransferKey key = key(request);
    ReceivedError message = ReceivedError.from(body(request));
    return submit(
        request, TransferCommands.fail(request, key, message), callersLoop.get(), Reply.OK);
  }

  private CompletionStage<Reply> question(FspiopRequest request) {
    return patience.await(questions.ask(request.source(), key(request)));
  }

  /** PATCH is for the hub to tell payees how a reservation ended, never for DFSPs. */
  private CompletionStage<Reply> refusePatch(FspiopRequest request) {
    throw new FspiopException(ErrorCode.NOT_IMPLEMENTED, request.method() + " " + request.path());
  }

  private CompletionStage<Reply> submit(
      FspiopRequest request, Command command, Executor loop, Reply reply) {
    Submission submission = submission(request, command, OptionalLong.empty());
    return patience.await(ledger.submit(submission, loop)).thenApply(_ -> reply);
  }

  private static Submission submission(
      FspiopRequest request, Command command, OptionalLong arrivedAt) {
    return new Submission(
        command, TransferCommands.envelope(request), request.principal().name(), arrivedAt);
  }

  private static TransferKey key(FspiopRequest request) {
    String id = request.segments().get(1);
    PathRules.checkTransferId(id);
    return TransferKey.transfer(id);
  }

  private static JsonNode body(FspiopRequest request) {
    Optional<JsonNode> json = request.json();
    return json.orElseThrow();
  }
}
