package org.pamoja.hub.quotes;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.hub.edge.FspiopRequest;

/**
 * What becomes of quote messages besides being passed on. Each stage yields the error the sender is
 * told instead, or empty when the message may go on. Threads may share it.
 */
public interface QuoteKeeper {
  /** Quotes are passed on only. */
  QuoteKeeper NOTHING =
      new QuoteKeeper() {
        @Override
        public boolean isDurable() {
          return false;
        }

        @Override
        public CompletionStage<Optional<ErrorInformation>> request(
            FspiopRequest request, String id, String receiver) {
          return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Optional<ErrorInformation>> answer(
            FspiopRequest request, String id) {
          return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Optional<ErrorInformation>> error(FspiopRequest request, String id) {
          return CompletableFuture.completedFuture(Optional.empty());
        }
      };

  /** Whether a sender is answered only when its message is kept. */
  boolean isDurable();

  /** Keeps a {@code POST /quotes} that goes to {@code receiver}. */
  CompletionStage<Optional<ErrorInformation>> request(
      FspiopRequest request, String id, String receiver);

  /** Keeps a {@code PUT /quotes/{ID}}. */
  CompletionStage<Optional<ErrorInformation>> answer(FspiopRequest request, String id);

  /** Keeps a {@code PUT /quotes/{ID}/error}. */
  CompletionStage<Optional<ErrorInformation>> error(FspiopRequest request, String id);
}
