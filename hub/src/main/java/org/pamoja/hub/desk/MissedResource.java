package org.pamoja.hub.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.delivery.NoticeRenderer;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.edge.FspiopResource;
import org.pamoja.hub.edge.FspiopRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.security.Permission;
import org.pamoja.hub.security.Policy;
import org.pamoja.ledger.postgres.NoticeScan;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /missed}: what a participant was owed since a point in time, an extension of the hub
 * beside the FSPIOP resources, which have nothing of the kind. Unlike those it answers the caller
 * itself and not a registered endpoint, so it asks who the caller is, not only whom it claims to
 * be. Threads may share it.
 */
public final class MissedResource implements FspiopResource {
  private static final Duration LONGEST_AGO = Duration.ofDays(7);
  private static final int LONGEST_PAGE = 100;
  private static final int ANSWERS_AT_ONCE = 8;
  private static final int FORBIDDEN = 403;

  private final MissedMessages messages;
  private final ParticipantDirectory participants;
  private final Policy policy;
  private final InstantSource clock;
  private final Executor blocking;
  private final Semaphore places = new Semaphore(ANSWERS_AT_ONCE);

  /** Participants that are being answered: each may ask for one page at a time. */
  private final Set<String> asking = ConcurrentHashMap.newKeySet();

  /**
   * @param scan the ledger's history
   * @param jdbi the database with delivery's table
   * @param renderer makes a message from its notice
   * @param participants who may ask
   * @param policy who may read what a participant was owed
   * @param clock time
   * @param blocking runs work that waits for the database
   */
  public MissedResource(
      NoticeScan scan,
      Jdbi jdbi,
      NoticeRenderer renderer,
      ParticipantDirectory participants,
      Policy policy,
      InstantSource clock,
      Executor blocking) {
    this.messages = new MissedMessages(scan, new DeskStore(jdbi), renderer);
    this.participants = participants;
    this.policy = policy;
    this.clock = clock;
    this.blocking = blocking;
  }

  @Override
  public List<FspiopRoute> routes() {
    return List.of(FspiopRoute.bodiless("GET", "/missed", this::get));
  }

  private CompletionStage<Reply> get(FspiopRequest request) {
    if (!policy.allows(request.principal(), Permission.FSPIOP_MISSED, request.source())) {
      throw new FspiopException(
          ErrorCode.GENERIC_CLIENT_ERROR, "the caller is not proven", List.of(), FORBIDDEN);
    }
    MissedCursor from = from(request);
    int limit = limit(request);
    String asker = request.source().toLowerCase(Locale.ROOT);
    takePlace(asker);
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    try {
      blocking.execute(() -> answer(request.source(), from, limit, reply));
    } catch (RuntimeException refused) {
      reply.completeExceptionally(refused);
    }
    return reply.whenComplete((_, _) -> leave(asker));
  }

  private void takePlace(String asker) {
    if (!asking.add(asker)) {
      throw new FspiopException(
          ErrorCode.SERVICE_UNAVAILABLE, "one page of missed messages at a time");
    }
    if (!places.tryAcquire()) {
      asking.remove(asker);
      throw new FspiopException(ErrorCode.SERVICE_UNAVAILABLE, "too many fetch missed messages");
    }
  }

  private void leave(String asker) {
    asking.remove(asker);
    places.release();
  }

  private void answer(String source, MissedCursor from, int limit, CompletableFuture<Reply> reply) {
    try {
      Participant asker =
          participants
              .findBlocking(source)
              .filter(Participant::active)
              .orElseThrow(
                  () -> new FspiopException(ErrorCode.ID_NOT_FOUND, "Requester FSP not found"));
      reply.complete(view(messages.page(asker.name(), from, limit)));
    } catch (RuntimeException failure) {
      reply.completeExceptionally(failure);
    }
  }

  private MissedCursor from(FspiopRequest request) {
    String after = request.query().get("after");
    String since = request.query().get("since");
    if (after == null && since == null) {
      throw new FspiopException(ErrorCode.MISSING_ELEMENT, "\"since\" is required");
    }
    MissedCursor from =
        after == null
            ? MissedCursor.startingAt(DeskRules.time("since", since))
            : DeskRules.understood("after", after, MissedCursor::parse);
    Instant earliest = clock.instant().minus(LONGEST_AGO);
    if (from.since().isBefore(earliest)) {
      throw new FspiopException(
          ErrorCode.VALIDATION_ERROR, "\"since\" must not be before " + AdminTime.text(earliest));
    }
    return from;
  }

  private static int limit(FspiopRequest request) {
    String text = request.query().getOrDefault("limit", Integer.toString(LONGEST_PAGE));
    int limit = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new FspiopException(
          ErrorCode.MALFORMED_SYNTAX, "\"limit\" must be a number from 1 to " + LONGEST_PAGE);
    }
    return limit;
  }

  private static Reply view(MissedMessages.Page page) {
    ObjectNode view = DeskViews.object();
    ArrayNode list = view.putArray("messages");
    page.messages().forEach(missed -> list.add(view(missed)));
    view.put("complete", page.complete()).put("next", page.next().text());
    return Reply.json(200, Json.inReceivedOrder(view));
  }

  /** The body goes out as exactly the bytes that are signed. */
  private static ObjectNode view(MissedMessages.Missed missed) {
    ObjectNode view =
        DeskViews.object()
            .put("id", DeliveryId.text(missed.pointer()))
            .put("at", AdminTime.text(missed.at()))
            .put("method", missed.message().method())
            .put("uri", missed.message().headers().first(HeaderName.URI).orElse(""));
    view.set("headers", DeskViews.headers(missed.message().headers()));
    view.put("body", DeskViews.base64(missed.message().body()))
        .put("delivered", missed.delivered());
    if (!missed.notice().validUntil().equals(Instant.MAX)) {
      view.put("validUntil", AdminTime.text(missed.notice().validUntil()));
    }
    return view;
  }
}
