package org.pamoja.bench.dfsp;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.pamoja.bench.dfsp.HubClient.Request;
import org.pamoja.fspiop.header.HeaderName;

/**
 * A DFSP that pays and is paid, without books: it takes every message, answers the hub at once, and
 * acts. Everything of it happens on one event loop; its public methods may be called from any
 * thread.
 */
public final class SimulatedDfsp extends VerticleBase {
  private static final long SWEEP_MILLIS = 200;
  private static final int IDLE_SECONDS = 120;

  private final DfspParts parts;
  private PayerRole payer;
  private PayeeRole payee;
  private HubClient hub;
  private HttpServer server;
  private Thread loop;

  SimulatedDfsp(DfspParts parts) {
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    loop = Thread.currentThread();
    hub = new HubClient(vertx, parts.settings(), parts.fspId(), parts.clock());
    payer = new PayerRole(parts, hub);
    payee = new PayeeRole(vertx, parts, hub);
    vertx.setPeriodic(SWEEP_MILLIS, _ -> payer.sweep());
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setIdleTimeout(IDLE_SECONDS))
            .requestHandler(this::receive);
    return server.listen(0);
  }

  /** Its participant name. */
  public String fspId() {
    return parts.fspId();
  }

  /** Where the hub reaches it. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** Pays: look-up, quote, transfer. Fails with {@link PaymentFailedException}. */
  public Future<Void> pay(Payment payment) {
    return onLoop(() -> payer.pay(payment));
  }

  /** Pays without look-up and quote. Fails with {@link PaymentFailedException}. */
  public Future<Void> transfer(Payment payment) {
    return onLoop(() -> payer.transfer(payment));
  }

  /**
   * Sends a prepare and leaves it at that; completes with the hub's status, 0 when there was no
   * answer.
   */
  public Future<Integer> prepare(Payment payment) {
    return onLoop(() -> payer.prepare(parts.ids().get(), payment));
  }

  /** Asks the hub how a transfer stands; what it answers is told to the journal. */
  public Future<Integer> ask(String transferId) {
    return onLoop(() -> payer.ask(transferId));
  }

  /** Transfers it has sent whose end it does not know. */
  public Future<Integer> openTransfers() {
    return onLoop(() -> Future.succeededFuture(payer.openTransfers()));
  }

  /** Tells the hub that a telephone number is of its customers; completes with the hub's status. */
  public Future<Integer> register(String msisdn) {
    return onLoop(
        () ->
            hub.send(
                new Request(
                    HttpMethod.POST,
                    "participants",
                    "/participants/MSISDN/" + msisdn,
                    "",
                    Bodies.registration(parts.fspId(), parts.settings().currency()))));
  }

  /** Does something later, on this DFSP's event loop. */
  public void after(long milliseconds, Runnable work) {
    context.runOnContext(_ -> vertx.setTimer(milliseconds, _ -> work.run()));
  }

  /** Does something on the DFSP's event loop, at once when it is called there. */
  private <T> Future<T> onLoop(Supplier<Future<T>> work) {
    if (Thread.currentThread() == loop) {
      return work.get();
    }
    Promise<T> promise = Promise.promise();
    context.runOnContext(_ -> work.get().onComplete(promise));
    return promise.future();
  }

  private void receive(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              boolean put =
                  request.method() != HttpMethod.POST && request.method() != HttpMethod.GET;
              request.response().setStatusCode(put ? 200 : 202).end();
              handle(request, body);
            });
  }

  private void handle(HttpServerRequest request, Buffer body) {
    String[] path = request.path().substring(1).split("/");
    String source = request.getHeader(HeaderName.SOURCE);
    String text = body.toString(StandardCharsets.UTF_8);
    boolean error = path[path.length - 1].equals("error");
    switch (request.method().name() + " " + path[0]) {
      case "GET parties" -> payee.describeParty(path[2], source);
      case "PUT parties" -> payer.partyTold(path[2], text, error);
      case "POST quotes" -> payee.offerTerms(text, source);
      case "PUT quotes" -> payer.quoteTold(path[1], text, error);
      case "POST transfers" -> payee.acceptTransfer(text, source);
      case "PUT transfers" -> transferTold(path[1], error ? error(text) : state(text));
      case "PATCH transfers" ->
          transferTold(
              path[1], new Told(Told.Kind.FINAL_STATE, Bodies.text(text, "transferState")));
      default -> {} // the end of a registration: whether it worked shows in the look-ups
    }
  }

  private static Told error(String body) {
    return new Told(Told.Kind.ERROR, Bodies.text(body, "errorCode"));
  }

  private static Told state(String body) {
    return new Told(Told.Kind.STATE, Bodies.text(body, "transferState"));
  }

  private void transferTold(String id, Told told) {
    parts.journal().told(parts.fspId(), id, told);
    payer.transferTold(id, told);
  }
}
