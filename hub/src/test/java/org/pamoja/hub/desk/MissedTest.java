package org.pamoja.hub.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.delivery.DeliveryChange;
import org.pamoja.hub.delivery.HubCallbacks;
import org.pamoja.hub.delivery.MessageSigner;
import org.pamoja.hub.delivery.NoticePointer;
import org.pamoja.hub.delivery.NoticeRenderer;
import org.pamoja.hub.delivery.OutboundVersions;
import org.pamoja.hub.delivery.PostgresDeliveryStore;
import org.pamoja.hub.delivery.Undelivered;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.security.OpenPolicy;
import org.pamoja.hub.security.Principal;
import org.pamoja.hub.transfers.TransferNotices;
import org.pamoja.ledger.clearing.BatchDecider;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.clearing.ClearingMetrics;
import org.pamoja.ledger.clearing.ClearingSettings;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.postgres.NoticeScan;
import org.pamoja.ledger.postgres.PostgresLedgerStore;
import org.pamoja.ledger.postgres.StreamRegistry;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.postgres.Database;
import org.pamoja.postgres.PoolSettings;
import org.pamoja.postgres.ThrowawayPostgres;
import tools.jackson.databind.JsonNode;

/** What participants fetch of what they were owed, from the real ledger's history. */
@Timeout(60)
class MissedTest {
  private static final int EACH = 60;
  private static final Principal PROVEN = new Principal("AFSP", Principal.Kind.PARTICIPANT);

  private static Database database;
  private static Jdbi jdbi;
  private static StreamRegistry streams;

  /** Ids of the transfers that "afsp" was told about, in order. */
  private static final List<String> OWED = new ArrayList<>();

  private static Instant between;
  private static int first;
  private static int second;

  /**
   * Two nodes tell "afsp" and "bfsp" of transfers that nobody knows, now one and now the other; the
   * first node's half is before the time {@link #between}.
   */
  @BeforeAll
  static void makeHistory() throws InterruptedException {
    database =
        Database.open(
            ThrowawayPostgres.createDatabase(),
            PoolSettings.named("missed-test"),
            List.of("classpath:org/pamoja/ledger/db", "classpath:org/pamoja/hub/db"));
    jdbi = Jdbi.create(database.pool());
    streams = new StreamRegistry(database.pool(), InstantSource.system());
    first = streams.acquire("a");
    second = streams.acquire("b");
    try (Clearing one = clearing(first);
        Clearing two = clearing(second)) {
      for (int i = 0; i < EACH; i++) {
        if (i == EACH / 2) {
          Thread.sleep(5);
          between = databaseTime();
        }
        fail(i % 3 == 0 ? one : two, i, "afsp");
        fail(i % 3 == 0 ? two : one, 1_000 + i, "bfsp");
      }
    }
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  private static Instant databaseTime() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select clock_timestamp()")
                .map((row, _) -> row.getObject(1, OffsetDateTime.class))
                .one()
                .toInstant());
  }

  private static Clearing clearing(int stream) {
    return new Clearing(
            new PostgresLedgerStore(() -> database.dedicated(new Properties())),
            stream,
            new BatchDecider(LedgerSettings.of("Hub")),
            (_, _) -> {},
            ClearingSettings.DEFAULT,
            ClearingMetrics.NONE)
        .start();
  }

  private static void fail(Clearing clearing, int number, String participant) {
    String id = "b51ec534-ee48-4575-b6a9-%012d".formatted(number);
    Command command =
        new Command.Fulfil(
            TransferKey.transfer(id),
            participant,
            Optional.empty(),
            Command.Action.COMMIT,
            true,
            Optional.of("F"),
            Optional.empty(),
            Optional.empty(),
            "hash");
    clearing.submit(new Submission(command, Envelope.NONE, "anonymous"), Runnable::run).join();
    if (participant.equals("afsp")) {
      OWED.add(id);
    }
  }

  private static MissedResource resource(boolean open) {
    NoticeRenderer renderer =
        new TransferNotices(
            new HubCallbacks(
                "Hub", OutboundVersions.usual(), MessageSigner.NONE, InstantSource.system()));
    return new MissedResource(
        new NoticeScan(database.pool()),
        jdbi,
        renderer,
        new Directory(),
        new OpenPolicy(false, open),
        InstantSource.system(),
        Runnable::run);
  }

  private static JsonNode fetch(MissedResource resource, String query, Principal principal) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&")) {
      parameters.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    FspiopRequest request =
        new FspiopRequest(
            "GET",
            "/missed",
            List.of("missed"),
            parameters,
            Headers.empty(),
            new byte[0],
            Optional.empty(),
            "afsp",
            Optional.empty(),
            principal);
    try {
      Reply reply =
          resource.routes().getFirst().handler().handle(request).toCompletableFuture().join();
      return Json.parse(reply.body());
    } catch (FspiopException refused) {
      return refused.information().toJson();
    } catch (CompletionException failed) {
      return ((FspiopException) failed.getCause()).information().toJson();
    } catch (MalformedJsonException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static JsonNode fetch(String query) {
    return fetch(resource(false), query, PROVEN);
  }

  private static String hourAgo() {
    return Instant.now().minus(Duration.ofHours(1)).toString();
  }

  private static List<String> transfers(JsonNode page) {
    List<String> ids = new ArrayList<>();
    for (JsonNode message : page.path("messages")) {
      ids.add(message.path("uri").stringValue().split("/")[2]);
    }
    return ids;
  }

  @Test
  void shouldGiveEverythingOwedToTheAskerOnceAndInOrderOfTimeOverAllPages() {
    JsonNode page = fetch("since=" + hourAgo() + "&limit=7");
    List<String> fetched = new ArrayList<>(transfers(page));
    int pages = 1;
    while (!page.path("complete").booleanValue()) {
      assertThat(transfers(page)).hasSize(7);
      page = fetch("limit=7&after=" + page.path("next").stringValue());
      fetched.addAll(transfers(page));
      pages++;
    }

    assertThat(fetched).containsExactlyElementsOf(OWED);
    assertThat(pages).isEqualTo((EACH + 6) / 7);
    assertThat(transfers(fetch("after=" + page.path("next").stringValue())))
        .as("the last cursor goes on with what comes later")
        .isEmpty();
  }

  @Test
  void shouldBeginAtTheTimeAskedFor() {
    JsonNode page = fetch("since=" + between);

    assertThat(transfers(page)).containsExactlyElementsOf(OWED.subList(EACH / 2, EACH));
  }

  @Test
  void shouldFindWhatANodeCommitsLaterThanItsTime() {
    JsonNode page = fetch("since=" + hourAgo());
    assertThat(page.path("complete").booleanValue()).isTrue();
    int late = streams.acquire("late");
    String cursor = page.path("next").stringValue();
    try (Clearing clearing = clearing(late)) {
      fail(clearing, 9_999, "late");
    }
    jdbi.useHandle(
        handle -> {
          // As if the batch had taken its time before the others and was committed after them.
          Instant before = between.minusMillis(1);
          handle.execute(
              "update batch set at = ? where stream_id = ?", before.atOffset(ZoneOffset.UTC), late);
          handle.execute(
              "update event set at = ? where stream_id = ?", before.atOffset(ZoneOffset.UTC), late);
        });

    NoticeScan scan = new NoticeScan(database.pool());
    MissedMessages messages =
        new MissedMessages(
            scan,
            new DeskStore(jdbi),
            new TransferNotices(
                new HubCallbacks(
                    "Hub", OutboundVersions.usual(), MessageSigner.NONE, InstantSource.system())));
    MissedMessages.Page next = messages.page("late", MissedCursor.parse(cursor).orElseThrow(), 10);

    assertThat(next.messages()).hasSize(1);
  }

  @Test
  void shouldSayWhatTheHubStillOwes() {
    assertThat(fetch("since=" + hourAgo()).at("/messages/0/delivered").booleanValue())
        .as("no cursor has passed it")
        .isFalse();
    streams.saveCursor(first, Long.MAX_VALUE);
    streams.saveCursor(second, Long.MAX_VALUE);
    JsonNode message = fetch("since=" + hourAgo()).path("messages").get(0);
    assertThat(message.path("delivered").booleanValue()).isTrue();

    NoticePointer pointer = DeliveryId.parse(message.path("id").stringValue()).orElseThrow();
    new PostgresDeliveryStore(jdbi)
        .apply(
            "node",
            List.of(
                new DeliveryChange.Added(
                    new Undelivered(
                        new NoticePointer(
                            new EventPointer(pointer.event().stream(), pointer.event().sequence()),
                            pointer.index()),
                        "afsp",
                        TransferKey.transfer(OWED.getFirst()),
                        Instant.now(),
                        Instant.now(),
                        1,
                        "e",
                        true))));
    JsonNode owed = fetch("since=" + hourAgo()).path("messages");

    assertThat(owed.get(0).path("delivered").booleanValue()).isFalse();
    assertThat(owed.get(1).path("delivered").booleanValue()).isTrue();
  }

  @Test
  void shouldGiveTheMessageAsItIsSent() {
    JsonNode message = fetch("since=" + hourAgo() + "&limit=1").path("messages").get(0);

    assertThat(message.path("method").stringValue()).isEqualTo("PUT");
    assertThat(message.at("/headers/fspiop-destination").stringValue()).isEqualTo("afsp");
    byte[] body = Base64.getUrlDecoder().decode(message.path("body").stringValue());
    assertThat(new String(body, StandardCharsets.UTF_8)).contains("\"errorCode\":\"2001\"");
  }

  @Test
  void shouldAnswerOnlyTheParticipantItself() {
    String query = "since=" + hourAgo();
    Principal other = new Principal("bfsp", Principal.Kind.PARTICIPANT);

    assertThat(fetch(resource(false), query, other).toString()).contains("caller is not proven");
    assertThat(fetch(resource(true), query, other).toString()).contains("caller is not proven");
    assertThat(fetch(resource(false), query, Principal.ANONYMOUS).toString())
        .contains("caller is not proven");
    assertThat(transfers(fetch(resource(true), query, Principal.ANONYMOUS))).hasSize(EACH);
  }

  @Test
  void shouldRefuseWhatItCannotUnderstandNamingTheField() {
    assertThat(fetch("limit=5").toString()).contains("\\\"since\\\" is required");
    assertThat(fetch("since=yesterday").toString()).contains("\\\"since\\\" is not valid");
    assertThat(fetch("since=2020-01-01T00:00:00Z").toString()).contains("must not be before");
    assertThat(fetch("after=rubbish").toString()).contains("\\\"after\\\" is not valid");
    assertThat(fetch("since=" + hourAgo() + "&limit=101").toString()).contains("\\\"limit\\\"");
  }

  /** Everybody is a participant. */
  private static final class Directory implements ParticipantDirectory {
    @Override
    public CompletionStage<Optional<Participant>> find(String name) {
      return CompletableFuture.completedFuture(findBlocking(name));
    }

    @Override
    public CompletionStage<Optional<Participant>> confirmed(String name) {
      return find(name);
    }

    @Override
    public Optional<Participant> findBlocking(String name) {
      return Optional.of(new Participant(1, name, true, false, List.of(), Map.of()));
    }

    @Override
    public List<Participant> known() {
      return List.of();
    }
  }
}
