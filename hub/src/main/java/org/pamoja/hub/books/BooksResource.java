package org.pamoja.hub.books;

import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.admin.CommonFields;
import org.pamoja.hub.admin.FlagRule;
import org.pamoja.hub.admin.NumberRule;
import org.pamoja.hub.admin.PastMoment;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import org.pamoja.ledger.postgres.AccountHistory;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.ledger.postgres.WindowProof;
import org.pamoja.ledger.postgres.WindowProofs;
import tools.jackson.databind.JsonNode;

/**
 * {@code /books}: the trial balance per currency, now or as of a moment, the proof of a settlement
 * window, and the proof of everything. A proof reads much, so one at a time is made on a node.
 * Threads may share it.
 */
public final class BooksResource implements AdminResource {
  private static final RequestRule TRIAL_BALANCE =
      RequestRule.ofQuery(
          optional("currency", CommonFields.CURRENCY), optional("asOf", TextRule.text()));
  private static final RequestRule WINDOW =
      RequestRule.ofQuery().withPath(required("id", NumberRule.id()));
  private static final RequestRule PROOF =
      RequestRule.ofQuery(optional("history", FlagRule.flag()));

  private final DataSource database;
  private final InstantSource clock;
  private final Semaphore proving = new Semaphore(1);

  /**
   * @param database the hub's
   * @param clock tells what is in the past
   */
  public BooksResource(DataSource database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", "/books/trial-balance", Permission.ADMIN_READ, this::trialBalance),
        new AdminRoute("GET", "/books/windows/{id}", Permission.ADMIN_READ, this::window),
        new AdminRoute("GET", "/books/proof", Permission.ADMIN_READ, this::proof));
  }

  private Reply trialBalance(AdminRequest request) {
    JsonNode query =
        TRIAL_BALANCE.check(request.pathParameters(), request.query(), request.json()).query();
    Optional<String> currency =
        Optional.ofNullable(query.get("currency")).map(JsonNode::stringValue);
    Optional<Instant> asOf =
        Optional.ofNullable(query.get("asOf"))
            .map(text -> PastMoment.parse(text.stringValue(), clock.instant()));
    TrialBalance balance =
        asOf.map(
                moment ->
                    TrialBalance.asOf(
                        new AccountHistory(database).asOf(Optional.empty(), moment), moment))
            .orElseGet(() -> TrialBalance.now(new LedgerQueries(database).accounts()));
    return Reply.json(200, Json.canonical(balance.view(currency)));
  }

  private Reply window(AdminRequest request) {
    long id =
        WINDOW
            .check(request.pathParameters(), request.query(), request.json())
            .path()
            .get("id")
            .decimalValue()
            .longValueExact();
    WindowProof proof =
        alone(() -> new WindowProofs(database).prove(id))
            .orElseThrow(
                () ->
                    new FspiopException(
                        ErrorCode.VALIDATION_ERROR, "Window " + id + " does not exist"));
    return Reply.json(200, Json.canonical(ProofViews.of(proof)));
  }

  private Reply proof(AdminRequest request) {
    JsonNode history =
        PROOF
            .check(request.pathParameters(), request.query(), request.json())
            .query()
            .get("history");
    boolean withHistory = history != null && history.booleanValue();
    WholeProof proof = alone(() -> WholeProof.of(database, withHistory));
    return Reply.json(200, Json.canonical(ProofViews.of(proof)));
  }

  private <T> T alone(Supplier<T> work) {
    if (!proving.tryAcquire()) {
      throw new FspiopException(
          ErrorCode.SERVER_BUSY, "another proof of the books is under way", List.of(), 503);
    }
    try {
      return work.get();
    } finally {
      proving.release();
    }
  }
}
