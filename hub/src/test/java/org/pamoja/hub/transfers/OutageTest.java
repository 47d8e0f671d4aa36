package org.pamoja.hub.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.delivery.HubCallbacks;
import org.pamoja.hub.delivery.MessageSigner;
import org.pamoja.hub.delivery.OutboundVersions;
import org.pamoja.hub.delivery.RelayResult;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.edge.FspiopRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.rules.PaymentRules;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.store.LedgerStoreException;
import org.pamoja.ledger.store.StoreUnavailableException;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/** Nobody waits for ever for a database that is away: 503/2003 (errors §2), and what follows it. */
class OutageTest {
  private static final Duration BRIEF = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
  private static final String PATH = "/transfers/b51ec534-ee48-4575-b6a9-ead2955b8069";
  private static final String PREPARE =
      """
      {"transferId":"b51ec534-ee48-4575-b6a9-ead2955b8069","payerFsp":"payerfsp",
       "payeeFsp":"payeefsp","amount":{"currency":"USD","amount":"1"},"ilpPacket":"AA",
       "condition":"YlK5TZyhflbXaDRPtR5zhCu8FrbgvrQwwmzuH0iQ0AI",
       "expiration":"2030-01-01T12:00:00.000Z"}""";
  private static final FspiopRequest POST = Requests.of("POST", "/transfers", "payerfsp", PREPARE);
  private static final FspiopRequest PUT =
      Requests.of("PUT", PATH, "payeefsp", "{\"transferState\":\"COMMITTED\"}");
  private static final FspiopRequest PUT_ERROR =
      Requests.of(
          "PUT",
          PATH + "/error",
          "payeefsp",
          "{\"errorInformation\":{\"errorCode\":\"5104\",\"errorDescription\":\"no\"}}");
  private static final FspiopRequest GET = Requests.of("GET", PATH, "payerfsp", "");

  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final List<Runnable> reading = new ArrayList<>();
  private ParticipantDirectory participants = new KnownParticipants();
  private Executor readers = reading::add;
  private boolean readable = true;
  private RuntimeException fault =
      new LedgerStoreException("unreadable", new SQLException("no connection", "08001"));

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PUT error", "GET"})
  void shouldAnswer503WhenTheDatabaseDoesNotAnswer(String message) {
    assertUnavailable(handle(resource(BRIEF), request(message)), "no answer in time");
    assertThat(outcome).as("only the wait is given up").isNotDone();
  }

  @Test
  void shouldAnswer503WhenTheHubStopsBeforeTheDatabaseIsBack() {
    CompletionStage<Reply> reply = handle(resource(LONG), PUT);

    outcome.completeExceptionally(new StoreUnavailableException("no route to host", null));

    assertUnavailable(reply, "no answer in time");
  }

  @Test
  void shouldNotCallADefectAnOutage() {
    CompletableFuture<Reply> reply = handle(resource(LONG), PUT).toCompletableFuture();

    outcome.completeExceptionally(new IllegalStateException("a defect"));

    assertThat(reply)
        .failsWithin(LONG)
        .withThrowableThat()
        .havingRootCause()
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldAnswer503WhenTheRegistryCannotBeRead() {
    participants = new Unreadable();

    assertUnavailable(handle(resource(LONG), POST), "participants cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "GET"})
  void shouldNotCallADefectInReadingAnOutage(String message) {
    fault = new NullPointerException("a defect");
    participants = new Unreadable();
    readers = Runnable::run;

    assertThat(handle(resource(LONG), request(message)).toCompletableFuture())
        .failsWithin(LONG)
        .withThrowableThat()
        .havingRootCause()
        .isSameAs(fault);
  }

  @Test
  void shouldAnswer503WhenATransferCannotBeRead() {
    readable = false;
    readers = Runnable::run;

    assertUnavailable(handle(resource(LONG), GET), "transfers cannot be read");
  }

  @Test
  void shouldAnswer503ToMoreQuestionsThanThereArePlacesForAndFreeThem() {
    TransfersResource resource = resource(LONG);
    CompletionStage<Reply> first = handle(resource, GET);
    assertUnavailable(handle(resource, GET), "too many questions about transfers");

    reading.getFirst().run();

    assertThat(first.toCompletableFuture().join().status()).isEqualTo(202);
    assertThat(handle(resource, GET).toCompletableFuture()).isNotDone();
  }

  @Test
  void shouldKeepNoPlaceForAQuestionThatCannotBeLookedAt() {
    readers =
        task -> {
          throw new RejectedExecutionException("stopped");
        };
    TransfersResource resource = resource(LONG);

    for (int question = 0; question < 2; question++) {
      assertUnavailable(handle(resource, GET), "the hub is stopping");
    }
  }

  private static FspiopRequest request(String message) {
    return switch (message) {
      case "POST" -> POST;
      case "PUT" -> PUT;
      case "PUT error" -> PUT_ERROR;
      default -> GET;
    };
  }

  private static void assertUnavailable(CompletionStage<Reply> reply, String detail) {
    assertThat(reply.toCompletableFuture())
        .failsWithin(LONG)
        .withThrowableThat()
        .havingRootCause()
        .isInstanceOfSatisfying(
            FspiopException.class,
            refusal -> {
              assertThat(refusal.httpStatus()).isEqualTo(503);
              assertThat(refusal.information().errorCode()).isEqualTo("2003");
              assertThat(refusal.information().errorDescription()).contains(detail);
            });
  }

  private static CompletionStage<Reply> handle(TransfersResource resource, FspiopRequest request) {
    String end = request.path().endsWith("/error") ? "/error" : "";
    String template = request.segments().size() == 1 ? "/transfers" : "/transfers/{ID}" + end;
    FspiopRoute route =
        resource.routes().stream()
            .filter(it -> it.method().equals(request.method()) && it.template().equals(template))
            .findFirst()
            .orElseThrow();
    return route.handler().handle(request);
  }

  private TransfersResource resource(Duration answerWithin) {
    TransferSettings settings =
        new TransferSettings(Duration.ZERO, Duration.ofSeconds(300), 1, answerWithin);
    return new TransfersResource(
        participants,
        (_, _) -> outcome,
        PaymentRules.NONE,
        new GrossSettlement(_ -> false),
        FeeCharging.NONE,
        questions(settings),
        settings,
        () -> NOW,
        () -> Runnable::run);
  }

  private TransferQuestions questions(TransferSettings settings) {
    HubCallbacks callbacks =
        new HubCallbacks("Hub", OutboundVersions.usual(), MessageSigner.NONE, () -> NOW);
    return new TransferQuestions(
        participants,
        new Reader(),
        callbacks,
        _ -> CompletableFuture.completedFuture(new RelayResult.Delivered(200)),
        readers,
        settings);
  }

  /** Knows no transfer, if it can be read at all. */
  private final class Reader implements TransferReader {
    @Override
    public Optional<Transfer> find(TransferKey key) {
      if (!readable) {
        throw fault;
      }
      return Optional.empty();
    }

    @Override
    public Optional<Instant> timeOf(EventPointer pointer) {
      return Optional.empty();
    }
  }

  /** A registry whose database is away. */
  private final class Unreadable implements ParticipantDirectory {
    @Override
    public CompletionStage<Optional<Participant>> find(String name) {
      return CompletableFuture.failedFuture(new CompletionException(fault));
    }

    @Override
    public CompletionStage<Optional<Participant>> confirmed(String name) {
      return find(name);
    }

    @Override
    public Optional<Participant> findBlocking(String name) {
      throw fault;
    }

    @Override
    public List<Participant> known() {
      return List.of();
    }
  }
}
