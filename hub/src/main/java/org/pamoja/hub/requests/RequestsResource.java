package org.pamoja.hub.requests;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.OutboundHeaders;
import org.pamoja.fspiop.header.OutboundHeaders.Target;
import org.pamoja.fspiop.message.AuthorizationQuery;
import org.pamoja.fspiop.message.Operation;
import org.pamoja.hub.delivery.Courier;
import org.pamoja.hub.delivery.HubCallbacks.Callback;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.hub.delivery.RelayResult;
import org.pamoja.hub.delivery.UrlText;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.edge.FspiopResource;
import org.pamoja.hub.edge.FspiopRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;

/**
 * Request to pay: the FSPIOP resources {@code transactionRequests} and {@code authorizations},
 * passed between payee and payer (transaction-requests §§1-4). Nothing is stored and no order is
 * enforced; a message that cannot be handed over comes back to its sender as an error callback from
 * the hub.
 *
 * <p>Threads may share it.
 */
public final class RequestsResource implements FspiopResource {
  private static final String REQUESTS = "FSPIOP_CALLBACK_URL_TRX_REQ_SERVICE";
  private static final String AUTHORIZATIONS = "FSPIOP_CALLBACK_URL_AUTHORIZATIONS";

  private final ParticipantDirectory participants;
  private final Courier courier;

  /**
   * @param participants who is a participant
   * @param courier passes messages on and tells in the hub's name
   */
  public RequestsResource(ParticipantDirectory participants, Courier courier) {
    this.participants = participants;
    this.courier = courier;
  }

  @Override
  public List<FspiopRoute> routes() {
    return List.of(
        FspiopRoute.checked(
            "POST", "/transactionRequests", Operation.TRANSACTION_REQUESTS_POST, this::request),
        FspiopRoute.bodiless("GET", "/transactionRequests/{ID}", this::ask),
        FspiopRoute.checked(
            "PUT", "/transactionRequests/{ID}", Operation.TRANSACTION_REQUESTS_PUT, this::answer),
        FspiopRoute.checked(
            "PUT",
            "/transactionRequests/{ID}/error",
            Operation.TRANSACTION_REQUESTS_PUT_ERROR,
            this::answer),
        FspiopRoute.bodiless("GET", "/authorizations/{ID}", this::askAuthorization),
        FspiopRoute.checked(
            "PUT", "/authorizations/{ID}", Operation.AUTHORIZATIONS_PUT, this::answer),
        FspiopRoute.checked(
            "PUT", "/authorizations/{ID}/error", Operation.AUTHORIZATIONS_PUT_ERROR, this::answer));
  }

  private CompletionStage<Reply> request(FspiopRequest request) {
    String id = request.json().orElseThrow().path("transactionRequestId").asString();
    if (!UrlText.fitsSegment(id)) {
      throw new FspiopException(
          ErrorCode.VALIDATION_ERROR, "/requestBody/transactionRequestId cannot stand in a path");
    }
    return passed(request, UrlText.segment(id), request.path(), Reply.ACCEPTED);
  }

  private CompletionStage<Reply> ask(FspiopRequest request) {
    return passed(request, idOf(request), request.path(), Reply.ACCEPTED);
  }

  private CompletionStage<Reply> askAuthorization(FspiopRequest request) {
    AuthorizationQuery.check(request.query());
    String suffix = request.path() + QueryText.of(request.query());
    return passed(request, idOf(request), suffix, Reply.ACCEPTED);
  }

  private CompletionStage<Reply> answer(FspiopRequest request) {
    return passed(request, idOf(request), request.path(), Reply.OK);
  }

  private static String idOf(FspiopRequest request) {
    return UrlText.segment(request.segments().get(1));
  }

  private CompletionStage<Reply> passed(
      FspiopRequest request, String id, String suffix, Reply reply) {
    return CompletableFuture.completedFuture(reply.then(() -> pass(request, id, suffix)));
  }

  private void pass(FspiopRequest request, String id, String suffix) {
    participants
        .find(request.destination().orElse(""))
        .thenCompose(receiver -> send(request, receiver, suffix))
        .exceptionally(failure -> unavailable())
        .thenAccept(
            result -> {
              if (result instanceof RelayResult.Failed failed) {
                tell(request, id, reason(failed));
              }
            });
  }

  /** Here a receiver's 404 that says no more means that it does not know the id. */
  private static ErrorInformation reason(RelayResult.Failed failed) {
    return failed.status() == 404 && !failed.told()
        ? ErrorInformation.of(ErrorCode.ID_NOT_FOUND)
        : failed.error();
  }

  private CompletionStage<RelayResult> send(
      FspiopRequest request, Optional<Participant> receiver, String suffix) {
    if (receiver.isEmpty()) {
      return CompletableFuture.completedFuture(
          new RelayResult.Failed(
              0,
              false,
              ErrorInformation.of(ErrorCode.DESTINATION_FSP_ERROR, "Destination FSP not found"),
              "unknown destination"));
    }
    String name = receiver.get().name();
    Target target = new Target(request.method(), name, request.path());
    return courier.pass(
        new OutboundMessage(
            name,
            endpointType(request),
            Map.of(),
            suffix,
            request.method(),
            OutboundHeaders.relayed(request.headers(), target),
            request.body()));
  }

  private static RelayResult unavailable() {
    return new RelayResult.Failed(
        0,
        false,
        ErrorInformation.of(ErrorCode.SERVICE_UNAVAILABLE, "participants cannot be read"),
        "participants cannot be read");
  }

  /** From the hub, where the reference lets the receiver see its own id as source. */
  private void tell(FspiopRequest request, String id, ErrorInformation error) {
    String resource = request.segments().getFirst();
    String uri = "/" + resource + "/" + id + "/error";
    courier.tell(
        new Callback(
            request.source(),
            endpointType(request),
            Map.of(),
            uri,
            resource,
            uri,
            error.toBytes()));
  }

  private static String endpointType(FspiopRequest request) {
    return request.segments().getFirst().equals("authorizations") ? AUTHORIZATIONS : REQUESTS;
  }
}
