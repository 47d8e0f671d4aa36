package org.pamoja.hub.rules;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.delivery.HttpCaller;

/** Screeners over HTTP, each with connections of its own. Threads may share it. */
public final class HttpScreeningTransport implements ScreeningTransport {
  private static final byte[] NO_BYTES = new byte[0];
  private static final Answer LATE = new Answer(Answer.LATE, NO_BYTES);
  private static final Answer UNREACHED = new Answer(Answer.UNREACHED, NO_BYTES);
  private static final Headers HEADERS =
      Headers.of("content-type", "application/json", "accept", "application/json");

  private final Function<Duration, HttpCaller> callers;
  private final Map<Duration, HttpCaller> byBudget = new ConcurrentHashMap<>();

  /**
   * @param callers makes a caller that gives up a request, and frees its connection, after a time;
   *     asked once for each time in use
   */
  public HttpScreeningTransport(Function<Duration, HttpCaller> callers) {
    this.callers = callers;
  }

  @Override
  public CompletionStage<Answer> post(String url, byte[] body, Duration budget) {
    return byBudget
        .computeIfAbsent(budget, callers)
        .call(partnerOf(url), "POST", url, HEADERS, body)
        .thenApply(answer -> new Answer(answer.status(), answer.body()))
        .exceptionally(HttpScreeningTransport::failed)
        .toCompletableFuture()
        // A caller may try a second time, each time with its own limit.
        .completeOnTimeout(LATE, budget.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Answer failed(Throwable failure) {
    boolean late =
        failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException;
    return late ? LATE : UNREACHED;
  }

  /** Scheme and authority. */
  private static String partnerOf(String url) {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    return path < 0 ? url : url.substring(0, path);
  }
}
