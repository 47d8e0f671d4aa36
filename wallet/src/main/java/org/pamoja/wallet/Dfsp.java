package org.pamoja.wallet;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.wallet.Inbox.Received;
import org.pamoja.wallet.PayerSide.NotPaidException;
import tools.jackson.databind.JsonNode;

/**
 * An example DFSP: keeps accounts for customers, pays others' customers through the hub and is paid
 * by them, speaking FSPIOP itself. Threads may share it.
 */
public final class Dfsp implements AutoCloseable {
  private final DfspConfig config;
  private final CustomerBook book;
  private final HubLink hub;
  private final Registration registration;
  private final PayerSide payer;
  private final PayeeSide payee;
  private final Outcomes outcomes;
  private final ExecutorService workers;
  private final HttpServer server;

  /**
   * Opens the DFSP's interface.
   *
   * @param vertx runs the event loops; stays open
   * @param config who it is
   * @param book its customers
   * @param clock its time
   * @param ids makes ids of quotes and transactions: UUIDs or ULIDs
   * @param trace told about every message
   */
  public Dfsp(
      Vertx vertx,
      DfspConfig config,
      CustomerBook book,
      InstantSource clock,
      Supplier<String> ids,
      MessageTrace.Listener trace) {
    this.config = config;
    this.book = book;
    this.hub = new HubLink(vertx, config, clock, trace);
    this.registration = new Registration(config, hub);
    this.payer = new PayerSide(config, book, hub, clock, ids);
    this.payee = new PayeeSide(config, book, hub, clock);
    this.outcomes = new Outcomes(book, hub);
    this.workers = Executors.newVirtualThreadPerTaskExecutor();
    Inbox inbox = new Inbox(vertx, config, workers, clock, trace);
    this.server = inbox.open(this::handle).await();
  }

  /** Its participant name. */
  public String fspId() {
    return config.fspId();
  }

  /** Where the hub reaches it. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** Its customers and their balances. */
  public List<Customer> customers() {
    return book.customers();
  }

  /**
   * Registers its customers at the hub's look-up, and waits until it knows them; those it knows
   * already stay as they are. To be called on a thread that may block.
   *
   * @throws java.util.concurrent.CompletionException with the hub's reason
   */
  public void registerCustomers() {
    registration.register(book.customers());
  }

  /** Asks the hub about payments whose end it had not learnt when it stopped. */
  public void resume() {
    outcomes.askForOpenPayments();
  }

  /**
   * Pays; waits for the end. To be called on a thread that may block.
   *
   * @throws IllegalStateException with the reason when the payment could not be started
   */
  public Payment pay(PaymentOrder order) {
    try {
      return payer.pay(order);
    } catch (NotPaidException notPaid) {
      throw new IllegalStateException(notPaid.getMessage(), notPaid);
    }
  }

  private void handle(Received message) {
    List<String> path = message.segments();
    boolean failed = path.getLast().equals("error") && message.method().equals("PUT");
    String key = path.get(path.size() - (failed ? 2 : 1));
    switch (message.method() + " " + path.getFirst()) {
      case "GET parties" -> payee.describeParty(path.get(1), path.get(2), message.source());
      case "PUT parties" -> bring(payer.parties, key, failed, body(message));
      case "POST quotes" -> payee.offerTerms(body(message), message.source());
      case "PUT quotes" -> bring(payer.quotes, key, failed, body(message));
      case "POST transfers" -> payee.acceptTransfer(body(message), message.source());
      case "PUT transfers", "PATCH transfers" -> ended(key, failed, body(message));
      case "PUT participants" -> bring(registration.results, key, failed, body(message));
      default -> throw new FspiopException(ErrorCode.UNKNOWN_URI, "");
    }
  }

  private static JsonNode body(Received message) {
    return message
        .body()
        .orElseThrow(() -> new FspiopException(ErrorCode.MISSING_ELEMENT, "body is required"));
  }

  private static void bring(Waiting<JsonNode> waiting, String key, boolean failed, JsonNode body) {
    if (failed) {
      JsonNode error = body.path("errorInformation");
      waiting.failed(
          key,
          new NotPaidException(
              error.path("errorCode").asString("")
                  + " "
                  + error.path("errorDescription").asString("")));
    } else {
      waiting.arrived(key, body);
    }
  }

  private void ended(String transferId, boolean failed, JsonNode body) {
    (failed ? outcomes.failed(transferId, body) : outcomes.told(transferId, body))
        .filter(payment -> payment.state() != Payment.State.RESERVED)
        .ifPresent(payment -> payer.transfers.arrived(transferId, payment));
  }

  @Override
  public void close() {
    server.close().await();
    workers.close();
  }
}
