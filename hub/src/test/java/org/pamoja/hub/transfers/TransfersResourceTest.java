package org.pamoja.hub.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.message.FspiopTime;
import org.pamoja.hub.delivery.HubCallbacks;
import org.pamoja.hub.delivery.MessageSigner;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.hub.delivery.OutboundVersions;
import org.pamoja.hub.delivery.RelayResult;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.edge.FspiopRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.rules.PaymentRules;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Party;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.transfer.Failure;
import org.pamoja.ledger.transfer.Leg;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferKind;
import org.pamoja.ledger.transfer.TransferState;

/** From checked messages to commands, and from questions to answers (transfers §2, §7.1). */
class TransfersResourceTest {
  private static final String ID = "b51ec534-ee48-4575-b6a9-ead2955b8069";
  private static final String PATH = "/transfers/" + ID;
  private static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
  private static final Instant PREPARED = Instant.parse("2030-01-01T09:00:00Z");
  private static final String CONDITION = "YlK5TZyhflbXaDRPtR5zhCu8FrbgvrQwwmzuH0iQ0AI";
  private static final String PREPARE =
      """
      {"transferId":"%s","payerFsp":"payerfsp","payeeFsp":"nobody",
       "amount":{"currency":"USD","amount":"12.5"},"ilpPacket":"AA","condition":"%s",
       "expiration":"2030-01-01T12:00:00.000+01:00",
       "extensionList":{"extension":[{"key":"k","value":"v"}]}}"""
          .formatted(ID, CONDITION);

  private final List<Submission> submitted = new ArrayList<>();
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final Map<TransferKey, Transfer> stored = new HashMap<>();
  private final List<OutboundMessage> sent = new ArrayList<>();
  private final Set<String> grossCurrencies = new HashSet<>();
  private final TransfersResource resource = resource(new KnownParticipants());

  private TransfersResource resource(ParticipantDirectory participants) {
    return new TransfersResource(
        participants,
        (submission, _) -> {
          submitted.add(submission);
          return outcome;
        },
        PaymentRules.NONE,
        new GrossSettlement(grossCurrencies::contains),
        FeeCharging.NONE,
        questions(),
        TransferSettings.DEFAULTS,
        () -> NOW,
        () -> Runnable::run);
  }

  private TransferQuestions questions() {
    TransferReader reader =
        new TransferReader() {
          @Override
          public Optional<Transfer> find(TransferKey key) {
            return Optional.ofNullable(stored.get(key));
          }

          @Override
          public Optional<Instant> timeOf(EventPointer pointer) {
            return Optional.of(PREPARED);
          }
        };
    HubCallbacks callbacks =
        new HubCallbacks("Hub", OutboundVersions.usual(), MessageSigner.NONE, () -> NOW);
    return new TransferQuestions(
        new KnownParticipants(),
        reader,
        callbacks,
        message -> {
          sent.add(message);
          return CompletableFuture.completedFuture(new RelayResult.Delivered(200));
        },
        Runnable::run,
        TransferSettings.DEFAULTS);
  }

  private CompletableFuture<Reply> handle(FspiopRequest request) {
    return handle(resource, request);
  }

  private static CompletableFuture<Reply> handle(
      TransfersResource resource, FspiopRequest request) {
    String template =
        request.segments().size() == 1
            ? "/transfers"
            : request.segments().size() == 2 ? "/transfers/{ID}" : "/transfers/{ID}/error";
    FspiopRoute route =
        resource.routes().stream()
            .filter(r -> r.method().equals(request.method()) && r.template().equals(template))
            .findFirst()
            .orElseThrow();
    return route.handler().handle(request).toCompletableFuture();
  }

  private <T extends Command> T command(Class<T> type) {
    assertThat(submitted).hasSize(1);
    return type.cast(submitted.getFirst().command());
  }

  @Test
  void shouldAnswerAPrepareOnlyOnceItIsDurable() {
    FspiopRequest request = Requests.of("POST", "/transfers", "payerfsp", PREPARE);
    CompletableFuture<Reply> reply = handle(request);
    assertThat(reply).isNotDone();

    outcome.complete(Outcome.DONE);

    assertThat(reply.join()).isEqualTo(Reply.ACCEPTED);
    assertThat(command(Command.Prepare.class))
        .isEqualTo(
            new Command.Prepare(
                TransferKey.transfer(ID),
                "payerfsp",
                new Party("payerfsp", true, true, 11),
                Party.unknown("nobody"),
                new Money("USD", "12.5", OptionalLong.of(125_000)),
                CONDITION,
                Instant.parse("2030-01-01T11:00:00Z"),
                Optional.of("{\"extension\":[{\"key\":\"k\",\"value\":\"v\"}]}"),
                Json.bodyHash(request.json().orElseThrow())));
    Submission submission = submitted.getFirst();
    assertThat(submission.principal()).isEqualTo("anonymous");
    assertThat(submission.envelope().body()).isEqualTo(PREPARE.getBytes(StandardCharsets.UTF_8));
    assertThat(HeaderCodec.decode(submission.envelope().headers())).isEqualTo(request.headers());
  }

  @Test
  void shouldSayWhenAPrepareCameHoweverLongTheRegistryIsWaitedFor() {
    CompletableFuture<Void> readable = new CompletableFuture<>();
    handle(
        resource(new KnownParticipants(readable)),
        Requests.of("POST", "/transfers", "payerfsp", PREPARE));
    long came = System.nanoTime();

    readable.complete(null);

    // The difference, since the clock may run over.
    assertThat(submitted.getFirst().arrivedAt().orElseThrow() - came).isNegative();
  }

  @Test
  void shouldTakeAValidAmountThatIsTooLargeForTheLedger() {
    String body = PREPARE.replace("12.5", "999999999999999999").replace("nobody", "sleepy");

    handle(Requests.of("POST", "/transfers", "payerfsp", body));

    Command.Prepare command = command(Command.Prepare.class);
    assertThat(command.amount())
        .isEqualTo(new Money("USD", "999999999999999999", OptionalLong.empty()));
    assertThat(command.payee()).isEqualTo(new Party("sleepy", true, false, 33));
  }

  @Test
  void shouldNameNoAccountOfAnotherCurrency() {
    handle(Requests.of("POST", "/transfers", "payerfsp", PREPARE.replace("USD", "EUR")));

    assertThat(command(Command.Prepare.class).payer())
        .isEqualTo(new Party("payerfsp", true, true, 0));
  }

  @Test
  void shouldRefuseOrReplaceACharacterThatCannotBeStored() {
    String body = PREPARE.replace("nobody", "no\\u0000body");
    assertThat(handle(Requests.of("POST", "/transfers", "payerfsp", body)))
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableThat()
        .withMessageContaining("3100 Generic validation error - /requestBody/payeeFsp");
    assertThat(submitted).isEmpty();

    handle(
        Requests.of(
            "PUT",
            PATH + "/error",
            "payeefsp",
            "{\"errorInformation\":{\"errorCode\":\"5104\",\"errorDescription\":\"a\\u0000b\"}}"));
    assertThat(command(Command.Fail.class).errorDescription()).isEqualTo("a b");
  }

  @Test
  void shouldFailWhenTheLedgerDoes() {
    CompletableFuture<Reply> reply = handle(Requests.of("POST", "/transfers", "payerfsp", PREPARE));

    outcome.completeExceptionally(new IllegalStateException("no store"));

    assertThat(reply).isCompletedExceptionally();
  }

  @Test
  void shouldTakeAFulfilWhateverTheLedgerMakesOfIt() {
    Headers destination = Headers.of("fspiop-destination", "payerfsp");
    FspiopRequest request =
        Requests.of(
            "PUT",
            PATH,
            "payeefsp",
            "{\"transferState\":\"RESERVED\",\"fulfilment\":\"F\",\"completedTimestamp\":\"2030-01-01T10:00:00.000Z\"}",
            destination);
    CompletableFuture<Reply> reply = handle(request);

    outcome.complete(Outcome.refused(new Failure("3303", "Transfer expired")));

    assertThat(reply.join()).isEqualTo(Reply.OK);
    assertThat(command(Command.Fulfil.class))
        .isEqualTo(
            new Command.Fulfil(
                TransferKey.transfer(ID),
                "payeefsp",
                Optional.of("payerfsp"),
                Command.Action.RESERVE,
                true,
                Optional.of("F"),
                Optional.of(NOW),
                Optional.empty(),
                Json.bodyHash(request.json().orElseThrow())));
  }

  @Test
  void shouldTellTheLedgerThatVersion10KnowsNoReservation() {
    handle(
        Requests.of(
            "PUT",
            PATH,
            "payeefsp",
            "{\"transferState\":\"RESERVED\"}",
            Headers.of(
                "content-type", "application/vnd.interoperability.transfers+json;version=1.0")));

    assertThat(command(Command.Fulfil.class).reserveUnderstood()).isFalse();
  }

  @Test
  void shouldReadTheActionFromTheState() {
    for (String state : List.of("COMMITTED", "RECEIVED", "ABORTED", "RESERVED")) {
      handle(Requests.of("PUT", PATH, "payeefsp", "{\"transferState\":\"" + state + "\"}"));
    }

    assertThat(submitted)
        .extracting(submission -> ((Command.Fulfil) submission.command()).action())
        .containsExactly(
            Command.Action.COMMIT,
            Command.Action.COMMIT,
            Command.Action.REJECT,
            Command.Action.RESERVE);
  }

  private FspiopRequest completedAt(Instant time, Headers more) {
    String body =
        "{\"transferState\":\"COMMITTED\",\"completedTimestamp\":\""
            + FspiopTime.format(time)
            + "\"}";
    return Requests.of("PUT", PATH, "payeefsp", body, more);
  }

  @Test
  void shouldRefuseACompletedTimestampOfTheFutureOrLongPast() {
    assertThatExceptionOfType(FspiopException.class)
        .isThrownBy(() -> handle(completedAt(NOW.plusMillis(201), Headers.empty())))
        .withMessage(
            "3100 Generic validation error - completedTimestamp fails because future timestamp was"
                + " provided");
    assertThatExceptionOfType(FspiopException.class)
        .isThrownBy(() -> handle(completedAt(NOW.minusMillis(300_001), Headers.empty())))
        .withMessage(
            "3100 Generic validation error - completedTimestamp fails because provided timestamp"
                + " exceeded the maximum timeout duration");
    assertThat(submitted).isEmpty();
  }

  @Test
  void shouldAcceptACompletedTimestampAtTheLimitsAndAnyThroughAProxy() {
    handle(completedAt(NOW.plusMillis(200), Headers.empty()));
    handle(completedAt(NOW.minusSeconds(300), Headers.empty()));
    handle(completedAt(NOW.plus(Duration.ofDays(1)), Headers.of("fspiop-proxy", "proxy")));

    assertThat(submitted).hasSize(3);
  }

  @Test
  void shouldKeepAKnownErrorCodeAndReplaceAnUnknownOne() {
    for (String code : List.of("5104", "9999")) {
      handle(
          Requests.of(
              "PUT",
              PATH + "/error",
              "payeefsp",
              "{\"errorInformation\":{\"errorCode\":\""
                  + code
                  + "\",\"errorDescription\":\"No\"}}"));
    }

    assertThat(submitted)
        .extracting(submission -> (Command.Fail) submission.command())
        .extracting(command -> command.errorCode() + " " + command.errorDescription())
        .containsExactly(
            "5104 No", "3100 Generic validation error - API specification undefined errorCode");
  }

  @Test
  void shouldRefuseAnIdThatIsNone() {
    assertThatExceptionOfType(FspiopException.class)
        .isThrownBy(() -> handle(Requests.of("GET", "/transfers/abc", "payerfsp", "")))
        .withMessageStartingWith("3100 ");
  }

  @Test
  void shouldNotImplementPatch() {
    assertThatExceptionOfType(FspiopException.class)
        .isThrownBy(() -> handle(Requests.of("PATCH", PATH, "payeefsp", "{}")))
        .satisfies(
            refusal -> {
              assertThat(refusal.httpStatus()).isEqualTo(501);
              assertThat(refusal.information().errorCode()).isEqualTo("2002");
            });
  }

  private void store(TransferState state, Optional<Instant> completed, Optional<Failure> failure) {
    stored.put(
        TransferKey.transfer(ID),
        new Transfer(
            TransferKey.transfer(ID),
            TransferKind.TRANSFER,
            state,
            "payerfsp",
            "payeefsp",
            new Leg("USD", 125_000, 11, 22),
            Optional.empty(),
            Optional.of(CONDITION),
            NOW,
            Optional.empty(),
            "hash",
            Optional.empty(),
            Optional.empty(),
            state == TransferState.COMMITTED ? Optional.of("F") : Optional.empty(),
            completed,
            failure,
            Optional.of("{\"extension\":[{\"key\":\"k\",\"value\":\"v\"}]}"),
            new EventPointer(1, 1),
            Optional.empty()));
  }

  private String answerTo(String asker) {
    Reply reply = handle(Requests.of("GET", PATH, asker, "")).join();
    assertThat(reply.status()).isEqualTo(202);
    assertThat(sent).as("the answer must not overtake the 202").isEmpty();
    reply.afterwards().run();
    assertThat(sent).hasSize(1);
    OutboundMessage message = sent.getFirst();
    assertThat(message.recipient()).isEqualTo(asker);
    return message.headers().first("fspiop-uri").orElseThrow()
        + " "
        + new String(message.body(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldAnswerHowATransferStands() {
    store(TransferState.COMMITTED, Optional.of(NOW), Optional.empty());

    assertThat(answerTo("payeefsp"))
        .isEqualTo(
            PATH
                + " {\"completedTimestamp\":\"2030-01-01T10:00:00.000Z\",\"extensionList\":{\"extension\":"
                + "[{\"key\":\"k\",\"value\":\"v\"}]},\"fulfilment\":\"F\",\"transferState\":\"COMMITTED\"}");
  }

  @Test
  void shouldShowTheTimeOfThePrepareOfAReservedTransfer() {
    store(TransferState.RESERVED_FORWARDED, Optional.empty(), Optional.empty());

    assertThat(answerTo("PayerFsp"))
        .contains("\"completedTimestamp\":\"2030-01-01T09:00:00.000Z\"")
        .endsWith("\"transferState\":\"RESERVED\"}");
  }

  @Test
  void shouldNameTheCauseOfAnAbort() {
    store(
        TransferState.EXPIRED_RESERVED,
        Optional.of(NOW),
        Optional.of(new Failure("3303", "Transfer expired")));

    assertThat(answerTo("payerfsp"))
        .contains("[{\"key\":\"cause\",\"value\":\"3303: Transfer expired\"},{\"key\":\"k\"")
        .endsWith("\"transferState\":\"ABORTED\"}");
  }

  @Test
  void shouldAnswerWithAnErrorWhatIsUnknown() {
    assertThat(answerTo("payerfsp"))
        .isEqualTo(
            PATH
                + "/error {\"errorInformation\":{\"errorCode\":\"3208\",\"errorDescription\":"
                + "\"Transfer ID not found - Provided Transfer ID was not found on the server.\"}}");
  }

  @Test
  void shouldNotShowATransferToOthers() {
    store(TransferState.COMMITTED, Optional.of(NOW), Optional.empty());
    stored.computeIfPresent(
        TransferKey.transfer(ID),
        (key, transfer) ->
            new Transfer(
                key,
                transfer.kind(),
                transfer.state(),
                "somebody",
                "else",
                transfer.source(),
                transfer.target(),
                transfer.condition(),
                transfer.expiration(),
                transfer.determining(),
                transfer.prepareHash(),
                transfer.fulfilHash(),
                transfer.errorHash(),
                transfer.fulfilment(),
                transfer.completedAt(),
                transfer.failure(),
                transfer.extensions(),
                transfer.prepared(),
                transfer.outcome()));

    assertThat(answerTo("payerfsp"))
        .isEqualTo(
            PATH
                + "/error {\"errorInformation\":{\"errorCode\":\"3000\",\"errorDescription\":"
                + "\"Generic client error\"}}");
  }

  @Test
  void shouldNotAnswerWhoIsUnknownOrInactive() {
    for (String asker : List.of("stranger", "sleepy")) {
      assertThat(handle(Requests.of("GET", PATH, asker, "")).join()).isEqualTo(Reply.ACCEPTED);
    }

    assertThat(sent).isEmpty();
  }
}
