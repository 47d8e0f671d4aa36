package org.pamoja.hub.quotes;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.edge.FspiopRequest;

/**
 * Keeps quotes in the database, so that the same id cannot stand for two sets of terms (quoting
 * §§4.3, 6, 7). A repeated message is told apart from a changed one by the hash of its parsed body;
 * it goes on to its receiver once more, and nothing is stored. Threads may share it.
 */
public final class StoredQuotes implements QuoteKeeper {
  private final QuoteStore store;
  private final BoundedThreads threads;

  /**
   * @param store the table
   * @param threads that wait for it
   */
  public StoredQuotes(QuoteStore store, BoundedThreads threads) {
    this.store = store;
    this.threads = threads;
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public CompletionStage<Optional<ErrorInformation>> request(
      FspiopRequest request, String id, String receiver) {
    QuoteStore.Asked asked =
        new QuoteStore.Asked(id, request.source(), receiver, hash(request), request.body());
    return threads.run(() -> fault(store.ask(asked), id, request.source()));
  }

  @Override
  public CompletionStage<Optional<ErrorInformation>> answer(FspiopRequest request, String id) {
    String hash = hash(request);
    return threads.run(
        () ->
            fault(store.answer(id, request.source(), hash, request.body()), id, request.source()));
  }

  /** An error is passed on whether or not the quote is known: it promises nobody anything. */
  @Override
  public CompletionStage<Optional<ErrorInformation>> error(FspiopRequest request, String id) {
    return threads.run(
        () -> {
          store.error(id, request.source(), request.body());
          return Optional.empty();
        });
  }

  private static String hash(FspiopRequest request) {
    return Json.bodyHash(request.json().orElseThrow());
  }

  private static Optional<ErrorInformation> fault(
      QuoteStore.Outcome outcome, String id, String source) {
    return switch (outcome) {
      case STORED, REPEATED -> Optional.empty();
      case CHANGED_REQUEST ->
          error(
              ErrorCode.MODIFIED_REQUEST, "Quote " + id + " is a duplicate but hashes dont match");
      case CHANGED_ANSWER ->
          error(
              ErrorCode.MODIFIED_REQUEST,
              "Update for quote " + id + " is a duplicate but hashes don't match");
      case UNKNOWN -> error(ErrorCode.QUOTE_ID_NOT_FOUND, id);
      // Otherwise anybody could take the place of the payee's own answer.
      case NOT_ASKED ->
          error(ErrorCode.VALIDATION_ERROR, "Quote " + id + " was not sent to '" + source + "'");
    };
  }

  private static Optional<ErrorInformation> error(ErrorCode code, String detail) {
    return Optional.of(ErrorInformation.of(code, detail));
  }
}
