package org.pamoja.hub.discovery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.delivery.RelayResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong after the answer into what the sender is told. */
final class DiscoveryFaults {
  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryFaults.class);

  private DiscoveryFaults() {}

  /** Carries somebody else's error, word for word, through a chain of stages. */
  static final class ForeignErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ErrorInformation error;

    ForeignErrorException(ErrorInformation error) {
      super(error.errorDescription(), null, false, false);
      this.error = error;
    }
  }

  /** Goes on after a delivery, and fails after one that did not succeed. */
  static void throwIfFailed(RelayResult result) {
    if (result instanceof RelayResult.Failed failed) {
      throw new ForeignErrorException(failed.error());
    }
  }

  /** Runs what may throw at once or fail later, as one stage. */
  static <T> CompletionStage<T> stage(Supplier<CompletionStage<T>> work) {
    try {
      return work.get();
    } catch (FspiopException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /**
   * What the sender is told.
   *
   * @param otherwise code for failures nobody classified; these are logged, and their detail stays
   *     here
   */
  static ErrorInformation of(Throwable failure, ErrorCode otherwise) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    if (cause instanceof FspiopException refused) {
      return refused.information();
    }
    if (cause instanceof ForeignErrorException foreign) {
      return foreign.error;
    }
    LOG.warn("discovery failed", cause);
    return ErrorInformation.of(otherwise);
  }
}
