package org.pamoja.wallet;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the DFSP's own channels order payments: {@code POST /payments} with {@code
 * {"from","to","amount"}}, telephone numbers and a decimal amount, answered when the payment has
 * ended. On loopback, for demonstrations.
 */
public final class PaymentDesk implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 4_096;

  private final Dfsp dfsp;
  private final Vertx vertx;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /**
   * Opens the desk on a free port.
   *
   * @param vertx runs the event loops; stays open
   * @param dfsp whose customers pay
   */
  public PaymentDesk(Vertx vertx, Dfsp dfsp) {
    this.vertx = vertx;
    this.dfsp = dfsp;
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
            .requestHandler(this::receive)
            .listen(0)
            .await();
  }

  /** Where payments are ordered. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/payments");
  }

  private void receive(HttpServerRequest request) {
    if (request.method() != HttpMethod.POST || !request.path().equals("/payments")) {
      reply(request, 404, error("only POST /payments is served here"));
      return;
    }
    request
        .body()
        .onSuccess(body -> workers.execute(() -> pay(request, body)))
        .onFailure(failure -> reply(request, 400, error(String.valueOf(failure.getMessage()))));
  }

  private void pay(HttpServerRequest request, Buffer body) {
    try {
      Payment payment = dfsp.pay(order(body));
      ObjectNode answer = PartyBodies.object();
      answer.put("transferId", payment.transferId()).put("state", payment.state().name());
      payment.failure().ifPresent(reason -> answer.put("failure", reason));
      reply(request, 200, answer);
    } catch (IllegalArgumentException malformed) {
      reply(request, 400, error(malformed.getMessage()));
    } catch (IllegalStateException notPaid) {
      reply(request, 409, error(notPaid.getMessage()));
    } catch (CustomerBook.BookException unavailable) {
      reply(request, 503, error(unavailable.getMessage()));
    }
  }

  private static PaymentOrder order(Buffer body) {
    if (body.length() > MAX_BODY_BYTES) {
      throw new IllegalArgumentException("the order is longer than " + MAX_BODY_BYTES + " bytes");
    }
    JsonNode order;
    try {
      order = Json.parse(body.getBytes());
    } catch (MalformedJsonException notJson) {
      throw new IllegalArgumentException(notJson.getMessage(), notJson);
    }
    String amount = text(order, "amount");
    OptionalLong units = Amounts.isAmount(amount) ? Amounts.parse(amount) : OptionalLong.empty();
    if (units.isEmpty() || units.getAsLong() <= 0) {
      throw new IllegalArgumentException("amount must be a positive decimal such as \"25.5\"");
    }
    return new PaymentOrder(text(order, "from"), text(order, "to"), units.getAsLong());
  }

  private static String text(JsonNode order, String field) {
    JsonNode value = order.path(field);
    if (!value.isString() || !value.asString().matches("[0-9.]{1,30}")) {
      throw new IllegalArgumentException(field + " must be a text of digits");
    }
    return value.asString();
  }

  private static ObjectNode error(String reason) {
    return PartyBodies.object().put("error", reason);
  }

  private void reply(HttpServerRequest request, int status, ObjectNode body) {
    Buffer bytes = Buffer.buffer(Json.canonical(body)).appendString("\n");
    vertx.runOnContext(
        now ->
            request
                .response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(bytes));
  }

  @Override
  public void close() {
    server.close().await();
    workers.close();
  }
}
